"""RulePolicy's training on a project: what it learns and what it would refuse, kept up to date story by story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.events import Event, LoopChanged
from teachback.dialogue.states import State
from teachback.formats.story_tree import PlacedStory, Story, StoryKind
from teachback.policies.configuration import Configuration
from teachback.policies.learnt import Group, StoryId
from teachback.policies.rules.memory import (
    RuleMemory,
    Unhappy,
    rule_actions,
    rule_examples,
    story_examples,
    unhappy_turns,
)
from teachback.policies.rules.rule_keys import RuleKey
from teachback.policies.rules.rule_only import rule_only
from teachback.policies.rules.rule_policy import POLICY, RuleSettings, settings_of
from teachback.policies.rules.rule_states import as_rule
from teachback.policies.rules.verdicts import Incompleteness, Judge, RuleContradiction, incomplete, with_many_turns
from teachback.policies.rules.ways import Way, ways
from teachback.policies.tables import Tables
from teachback.project.segments import Segment, rule_segments_of

UnhappyTurns = Mapping[RuleKey, Unhappy]
Members = list[tuple[StoryId, tuple[Segment, ...]]]


@dataclass(frozen=True, slots=True)
class RuleVerdicts:
    """Why RulePolicy refuses to train. As in Rasa, rules are held against each other and against stories only when
    none is incomplete and none has too many turns.
    """

    many_turns: tuple[tuple[StoryId, int], ...] = ()
    incomplete: tuple[Incompleteness, ...] = ()
    contradictions: tuple[RuleContradiction, ...] = ()


NO_VERDICTS = RuleVerdicts()


@dataclass(frozen=True, slots=True)
class _Judged:
    before: RuleMemory
    found: tuple[RuleContradiction, ...]
    after: RuleMemory


@dataclass(frozen=True, slots=True)
class _Learnt:
    """What a set of rules, together with the loops of the stories, comes to."""

    memory: RuleMemory
    settings: RuleSettings
    rules: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class _FileRules:
    """The rules of a file; ``numbers`` are those of all its stories, the same object while none of them changes."""

    numbers: Sequence[StoryId]
    rules: tuple[tuple[StoryId, Story], ...]


class RuleTraining:
    """Trains on one project after each change; only what changed is judged again. One for each ``Tables``."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._by_file: dict[str, _FileRules] = {}
        self._numbers: tuple[StoryId, ...] = ()
        self._rules: tuple[Way, ...] = ()
        self._turns: dict[Group, UnhappyTurns] = {}
        self._learnt: _Learnt | None = None
        self._judged: dict[Group, _Judged] = {}
        self._judged_last: RuleMemory | None = None

    def apart(self) -> RuleTraining:
        """A training that goes on from here on its own, and leaves this one as it is."""
        return copy(self)

    def verdicts(self, configuration: Configuration) -> RuleVerdicts:
        """What training would refuse; nothing without rules, or without RulePolicy."""
        self._judged_last = None
        setup = next((each for each in configuration.policies if each.name == POLICY), None)
        if setup is None or self.tables.domain.dialect is not Dialect.RASA3:
            return NO_VERDICTS
        settings = settings_of(setup)
        self._read_rules()
        if not self._rules:
            return NO_VERDICTS
        many = tuple(with_many_turns(self._rules)) if settings.restricts_rules else ()
        if not settings.checks_contradictions:
            return RuleVerdicts(many)
        lacking = incomplete(self._rules, self.tables.featurizer)
        if many or lacking:
            return RuleVerdicts(many, lacking)
        return RuleVerdicts(contradictions=self._contradictions(settings))

    def trained(self, configuration: Configuration) -> RuleMemory | None:
        """What RulePolicy remembers when its training is over; ``None`` where training refuses."""
        if self.verdicts(configuration) != NO_VERDICTS:
            return None
        return self._judged_last or self.memory()

    def memory(self) -> RuleMemory:
        """What RulePolicy learns from the rules, before it holds them against each other and against the stories."""
        self._read_rules()
        featurizer = self.tables.featurizer
        examples = [example for way in self._rules for example in rule_examples(way, featurizer)]
        unhappy = {**dict(unhappy_turns(examples)), **self._turns_of_stories()}
        only = rule_only((states[-1] for states, _ in examples), self._states_of_stories())
        return RuleMemory(rule_actions(examples), unhappy, only)

    def _states_of_stories(self) -> Iterator[State]:
        states = self.tables.states
        numbers = {learnt.history.state for _, walk in self.tables.walks() for learnt in walk.learnt}
        return (states.state(number) for number in numbers)

    def _read_rules(self) -> None:
        tables = self.tables
        self._by_file = {
            path: known
            if (known := self._by_file.get(path)) is not None and known.numbers is numbers
            else _FileRules(numbers, _rules_among(stories, numbers))
            for path, stories, numbers in tables.placements.files()
        }
        rules = [rule for file in self._by_file.values() for rule in file.rules]
        numbers = tuple(number for number, _ in rules)
        if numbers == self._numbers:
            return
        self._numbers = numbers
        self._rules = tuple(
            as_rule(way)
            for number, rule in rules
            for way in ways([(number, rule_segments_of(rule, tables.domain))], tables.featurizer, 1)
        )

    def _turns_of_stories(self) -> UnhappyTurns:
        groups = self.tables.groups()
        self._turns = {group: self._turns.get(group) or self._turns_in(group) for group in groups}
        return {key: turn for turns in self._turns.values() for key, turn in turns.items()}

    def _turns_in(self, group: Group) -> UnhappyTurns:
        members = self.tables.segments(group)
        if not any(isinstance(event, LoopChanged) for event in _events(members)):
            return {}
        featurizer = self.tables.featurizer
        found = ways(members, featurizer, 2)
        return {key: turn for way in found for key, turn in unhappy_turns(story_examples(way, featurizer))}

    def _contradictions(self, settings: RuleSettings) -> tuple[RuleContradiction, ...]:
        learnt = self._learn(settings)
        judge = Judge(learnt.memory, settings, self.tables.featurizer, learnt.rules)
        lookback = max(map(len, learnt.memory.actions), default=1) + 1
        judged: dict[Group, _Judged] = {}
        for group in self.tables.groups():
            known = self._judged.get(group)
            if known is None or known.before is not judge.memory or not self._names_only_rules(known):
                known = self._judge(judge, group, lookback)
            judge.memory = known.after
            judged[group] = known
        self._judged = judged
        of_rules = [each for way in learnt.rules for each in judge.judge(way, is_rule=True)]
        self._judged_last = judge.memory
        of_stories = (each for known in judged.values() for each in known.found)
        return tuple(dict.fromkeys((*of_stories, *of_rules)))

    def _judge(self, judge: Judge, group: Group, lookback: int) -> _Judged:
        before = judge.memory
        found = ways(self.tables.segments(group), self.tables.featurizer, lookback)
        contradictions = dict.fromkeys(each for way in found for each in judge.judge(way, is_rule=False))
        return _Judged(before, tuple(contradictions), judge.memory)

    def _names_only_rules(self, judged: _Judged) -> bool:
        """Whether the rules that decided are still known by the same numbers."""
        numbers = frozenset(self._numbers)
        return all(place.story in numbers for found in judged.found for place in found.rules)

    def _learn(self, settings: RuleSettings) -> _Learnt:
        memory = self.memory()
        known = self._learnt
        if known is None or known.settings != settings or not known.memory.teaches_like(memory):
            known = _Learnt(memory, settings, self._rules)
        elif known.rules is not self._rules:  # the same rules under other numbers: what was judged by them holds
            known = _Learnt(known.memory, settings, self._rules)
        self._learnt = known
        return known


def _rules_among(stories: Iterable[PlacedStory], numbers: Iterable[StoryId]) -> tuple[tuple[StoryId, Story], ...]:
    told = zip(numbers, stories, strict=True)
    return tuple((number, placed.story) for number, placed in told if placed.story.kind is StoryKind.RULE)


def _events(members: Members) -> Iterable[Event]:
    return (sourced.event for _, segments in members for segment in segments for sourced in segment.events)
