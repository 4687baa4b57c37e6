"""One exported story, read back from the file as it would be, and predicted along what was taught."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from teachback.checks.rule import Facts
from teachback.dialogue.domain import ACTION_LISTEN, ACTION_SESSION_START
from teachback.dialogue.events import ActionExecuted, Event, LoopChanged, UserUttered
from teachback.dialogue.transcript import events_of
from teachback.policies.configuration import Configuration, read_configuration
from teachback.policies.conversations import conversations_of_story
from teachback.policies.engine import Engine, Statistics
from teachback.policies.replay import ReplayedStep, replay
from teachback.policies.rules import rule_policy
from teachback.policies.rules.training import RuleTraining
from teachback.project.snapshot import Snapshot
from teachback.teaching.export.stories import NamedStory

Position = tuple[str, int]
"""The path of a file, and the index of a story in it."""

_REMEMBERING = frozenset({"MemoizationPolicy", "AugmentedMemoizationPolicy"})
# Test stories of 1.x have the words behind the intent, where readers of training data see a part of its name.
_WORDS = ": "
_SILENT = frozenset({ACTION_SESSION_START})


@dataclass(frozen=True, slots=True)
class Otherwise:
    """An action that the policies would not predict: ``index`` counts the actions of the conversation from 0, the
    first listening included; ``predicted`` is what they say instead, if they say anything; ``policy`` is the one that
    wins, with its confidence.
    """

    index: int
    taught: str
    predicted: str | None
    policy: str
    confidence: float


@dataclass(frozen=True, slots=True)
class StoryVerdict:
    """``found`` says that the story is in the file; ``same`` that it tells what happened: nothing else, and nothing
    less but for the turns that a form handles itself. ``predictable`` is false where no policy of the configuration
    remembers stories, so that nothing can be said of predictions; ``otherwise`` are those that differ.
    """

    name: str
    found: bool
    same: bool
    predictable: bool
    otherwise: tuple[Otherwise, ...] = ()

    @property
    def as_taught(self) -> bool:
        """Whether the story reads back and is predicted as it was taught."""
        return self.found and self.same and not self.otherwise


def position_of(snapshot: Snapshot, path: str | None, name: str) -> Position | None:
    """Where the story of a name stands in a file, the last of several."""
    file = snapshot.files.get(path) if path is not None else None
    stories = file.placed_stories() if file is not None else ()
    found = [index for index, placed in enumerate(stories) if placed.story.name.text.strip() == name]
    return (file.path, found[-1]) if file is not None and found else None


def judged(facts: Facts, story: NamedStory, place: Position | None, statistics: Statistics | None) -> StoryVerdict:
    """What becomes of a story at its place in the project of ``facts``."""
    if place is None:
        return StoryVerdict(story.name, found=False, same=False, predictable=False)
    told = [each.events for each in conversations_of_story(facts.tables, *place).found]
    happened = _from_listening(events_of(story.transcript))
    same = len(told) == 1 and _tells(told[0], happened)
    configuration = read_configuration(facts.snapshot.config, facts.snapshot.dialect)
    predictable = statistics is not None or any(policy.name in _REMEMBERING for policy in configuration.policies)
    if not predictable:
        return StoryVerdict(story.name, found=True, same=same, predictable=False)
    engine = _engine(facts, configuration, statistics)
    steps = list(replay(engine, facts.tables.featurizer, happened))
    return StoryVerdict(story.name, True, same, True, tuple(_differing(happened, steps)))


def _engine(facts: Facts, configuration: Configuration, statistics: Statistics | None) -> Engine:
    training = facts.training or RuleTraining(facts.tables)
    rules = training.trained(configuration)
    if rules is None:
        configuration = configuration.without(rule_policy.POLICY)
    return Engine(facts.tables.domain, facts.tables.examples(), configuration, statistics, rules=rules)


def _from_listening(happened: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events from the listening that comes before the first message, which is put there where it is missing."""
    first = next(iter(_actions_and_messages(happened)), None)
    listening = isinstance(first, ActionExecuted) and first.name == ACTION_LISTEN
    return happened if listening else (ActionExecuted(ACTION_LISTEN), *happened)


def _actions_and_messages(events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        if isinstance(event, UserUttered) or (isinstance(event, ActionExecuted) and event.name not in _SILENT):
            yield event


def _tells(told: Iterable[Event], happened: Iterable[Event]) -> bool:
    """Whether a story tells what happened, in order. A form's own turns may be missing from it."""
    story, conversation = list(_acts(told)), list(_acts(happened))
    if any(isinstance(event, LoopChanged) for event in conversation):
        rest = iter(conversation)
        return all(event in rest for event in story)
    return story == conversation


def _acts(events: Iterable[Event]) -> Iterator[Event]:
    """What users and bots do, without the listening that stories leave out."""
    for event in events:
        match event:
            case ActionExecuted(name) if name not in {ACTION_LISTEN, *_SILENT}:
                yield ActionExecuted(name, event.is_text)
            case UserUttered(None, _, text):
                yield UserUttered(None, (), text)
            case UserUttered(intent=str(intent)):
                yield UserUttered(intent.partition(_WORDS)[0])
            case LoopChanged():
                yield event
            case _:
                continue


def _differing(happened: Sequence[Event], steps: Sequence[ReplayedStep]) -> Iterator[Otherwise]:
    spoken = _first_answer(happened)
    for index, step in enumerate(steps):
        winner = step.answer.winner
        if index >= spoken and step.action is not None and winner.action != step.action:
            yield Otherwise(index, step.action, winner.action, winner.policy, winner.confidence)


def _first_answer(happened: Sequence[Event]) -> int:
    """How many actions come before the user first says something: no policy decides on those."""
    actions = 0
    for event in happened:
        if isinstance(event, UserUttered):
            break
        actions += isinstance(event, ActionExecuted)
    return actions
