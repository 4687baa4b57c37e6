"""The rules of a project, read again when one of them changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from teachback.dialogue.conversation import Featurizer
from teachback.formats.story_tree import PlacedStory, Story, StoryKind
from teachback.policies.learnt import StoryId
from teachback.policies.placements import Placements
from teachback.policies.rules.memory import Unhappy, rule_actions, rule_examples, unhappy_turns
from teachback.policies.rules.rule_keys import RuleKey
from teachback.policies.rules.rule_only import NO_NAMES, Named, names_in
from teachback.policies.rules.rule_states import as_rule
from teachback.policies.rules.verdicts import Incompleteness, incomplete, with_many_turns
from teachback.policies.rules.ways import Way, ways
from teachback.project.segments import rule_segments_of

UnhappyTurns = Mapping[RuleKey, Unhappy]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules under the ``numbers`` of their stories, and all that they come to without any story."""

    numbers: tuple[StoryId, ...] = ()
    ways: tuple[Way, ...] = ()
    many_turns: tuple[tuple[StoryId, int], ...] = ()
    incomplete: tuple[Incompleteness, ...] = ()
    actions: Mapping[RuleKey, str] = field(default_factory=dict[RuleKey, str])
    unhappy: UnhappyTurns = field(default_factory=dict[RuleKey, Unhappy])
    names: Named = NO_NAMES

    @staticmethod
    def of(rules: Sequence[tuple[StoryId, Story]], featurizer: Featurizer) -> Rules:
        """Read rules, each with the number of its story."""
        told = tuple(
            as_rule(way)
            for number, rule in rules
            for way in ways([(number, rule_segments_of(rule, featurizer.domain))], featurizer, 1)
        )
        examples = [example for way in told for example in rule_examples(way, featurizer)]
        return Rules(
            tuple(number for number, _ in rules),
            told,
            tuple(with_many_turns(told)),
            incomplete(told, featurizer),
            rule_actions(examples),
            dict(unhappy_turns(examples)),
            names_in(states[-1] for states, _ in examples),
        )


@dataclass(frozen=True, slots=True)
class _FileRules:
    """The rules of a file; ``numbers`` are those of all its stories, the same object while none of them changes."""

    numbers: Sequence[StoryId]
    rules: tuple[tuple[StoryId, Story], ...]


class RuleReader:
    """Reads the rules of a project, and looks again at the files in which a story or rule has changed."""

    __slots__ = ("_by_file", "_featurizer", "_placements", "_rules")

    def __init__(self, placements: Placements, featurizer: Featurizer) -> None:
        self._placements = placements
        self._featurizer = featurizer
        self._by_file: dict[str, _FileRules] = {}
        self._rules = Rules()

    def read(self) -> Rules:
        """The rules as they are now; the same object as long as none comes or goes."""
        placements = self._placements
        self._by_file = {
            path: known
            if (known := self._by_file.get(path)) is not None and known.numbers is numbers
            else _FileRules(numbers, _rules_among(stories, numbers))
            for path, stories, numbers in placements.files()
        }
        rules = [rule for file in self._by_file.values() for rule in file.rules]
        if tuple(number for number, _ in rules) != self._rules.numbers:
            self._rules = Rules.of(rules, self._featurizer)
        return self._rules


def _rules_among(stories: Iterable[PlacedStory], numbers: Iterable[StoryId]) -> tuple[tuple[StoryId, Story], ...]:
    told = zip(numbers, stories, strict=True)
    return tuple((number, placed.story) for number, placed in told if placed.story.kind is StoryKind.RULE)
