"""Stories as training reads them: runs of events between checkpoints.

Rasa calls such a run a story step and makes its implied events explicit
(R1:core/training/structures.py:StoryStep.explicit_events, R3:shared/core/training_data/structures.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import ACTION_LISTEN, RULE_SNIPPET, Domain
from teachback.dialogue.events import (
    ActionExecuted,
    Event,
    UserUttered,
)
from teachback.dialogue.values import Value
from teachback.formats.story_tree import (
    CheckpointStep,
    OrStep,
    SlotStep,
    Step,
    Story,
    StoryKind,
    UserStep,
)
from teachback.project.generated_checkpoints import is_generated, numbered, shared
from teachback.project.step_events import StepEvents, filled_slots


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint at the start of a segment with its conditions on slots."""

    name: str
    conditions: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class SourcedEvent:
    """An event and the index of the step that it comes from.

    An ``action_listen`` that no step spells out is ``implied``; it bears the step after which the bot listens, or,
    where the segment begins with it, the user step that follows.
    """

    event: Event
    step: int
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Events between checkpoints. Without ``starts`` a conversation begins here, without ``ends`` it ends here.

    ``ordinal`` counts from 1 in each story, as Rasa counts its story steps; some numbers stay unused, because a step
    that falls into alternatives is counted, and then each of them.
    """

    starts: tuple[Checkpoint, ...]
    ends: tuple[str, ...]
    events: tuple[SourcedEvent, ...]
    ordinal: int = 1

    @property
    def unpredictable(self) -> int | None:
        """The index of the event that is an action without anything before it: executed, but never a label
        (generator.py:_mark_first_action_in_story_steps_as_unpredictable)."""
        if self.starts:
            return None
        for index, sourced in enumerate(self.events):
            if isinstance(sourced.event, UserUttered):
                return None
            if isinstance(sourced.event, ActionExecuted) and not sourced.implied:
                return index
        return None


def segments_of(story: Story, domain: Domain) -> tuple[Segment, ...]:
    """The segments of a story (not of a rule), in the order in which they follow each other.

    Alternatives (``or``) become segments that start and end at generated checkpoints.
    """
    if story.kind is not StoryKind.STORY:
        return ()
    builder = _Builder(story.name.text, domain)
    for index, step in enumerate(story.lines):
        builder.add(index, step)
    return builder.finish()


def rule_segments_of(rule: Story, domain: Domain) -> tuple[Segment, ...]:
    """The segments of a rule: its conditions, then its steps, with the marker where any history may come before, and
    where any may follow (R3:shared/core/training_data/story_reader/yaml_story_reader.py:RuleParser).

    Conditions and the first marker bear the first step's index, the last marker bears the last step's.
    """
    if rule.kind is not StoryKind.RULE:
        return ()
    builder = _Builder(rule.name.text, domain)
    for condition in rule.conditions:
        builder.add(0, condition)
    if not rule.conversation_start:
        builder.mark(0)
    for index, step in enumerate(rule.lines):
        builder.add(index, step)
    if not rule.wait_for_user_input:
        builder.mark(max(0, len(rule.lines) - 1))
    return builder.finish()


@dataclass(slots=True)
class _Draft:
    ordinal: int
    starts: list[Checkpoint]
    events: list[SourcedEvent] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)


class _Builder:
    """Follows StoryStepBuilder of both generations: one or more drafts are open and grow alike."""

    def __init__(self, name: str, domain: Domain) -> None:
        self._name = name
        self._domain = domain
        self._events = StepEvents(domain)
        self._done: list[_Draft] = []
        self._counted = 1
        self._open: list[_Draft] = [_Draft(self._counted, [])]
        self._forks = 0

    def add(self, index: int, step: Step) -> None:
        """Take in the story's next step."""
        match step:
            case CheckpointStep():
                self._checkpoint(step)
            case OrStep(_, alternatives):
                self._alternatives(index, alternatives)
            case _:
                self._append(index, self._events.of(step))

    def mark(self, index: int) -> None:
        """Say that anything may happen here."""
        self._append(index, (ActionExecuted(RULE_SNIPPET),))

    def finish(self) -> tuple[Segment, ...]:
        """All segments that have content.

        Alternatives that nothing follows are none: Rasa drops story steps that only lead to a checkpoint of its own at
        which none begins (StoryGraph.with_cycles_removed).
        """
        for draft in self._open:
            draft.ends, closed = [end for end in draft.ends if not is_generated(end)], draft.ends
            if closed and not draft.ends:
                draft.events.clear()
        drafts = [draft for draft in (*self._done, *self._open) if draft.events]
        return tuple(
            Segment(
                tuple(draft.starts), tuple(dict.fromkeys(draft.ends)), _explicit(draft, self._domain), draft.ordinal
            )
            for draft in drafts
        )

    def _append(self, index: int, events: tuple[Event, ...]) -> None:
        if not events:
            return
        if any(draft.ends for draft in self._open):
            self._continue_from([end for draft in self._open for end in draft.ends])
        for draft in self._open:
            draft.events += (SourcedEvent(event, index) for event in events)

    def _checkpoint(self, step: CheckpointStep) -> None:
        for draft in self._open:
            if draft.events:
                self._counted += 2 ** len(draft.ends) // 2  # a copy of the step, and of each copy, after the first end
                draft.ends.append(step.name.text)
            else:
                conditions = tuple((each.slot.text, each.value) for each in step.conditions)
                draft.starts.append(Checkpoint(step.name.text, conditions))

    def _alternatives(self, index: int, alternatives: tuple[UserStep | SlotStep, ...]) -> None:
        choices = [self._events.of(each) for each in alternatives]
        choices = [events for events in choices if events]
        if len(choices) <= 1:
            self._append(index, choices[0] if choices else ())
            return
        if any(draft.ends for draft in self._open):
            self._continue_from([end for draft in self._open for end in draft.ends])
        gate = self._gate(choices)
        split = [
            _Draft(
                self._count(),
                list(draft.starts),
                [*draft.events, *(SourcedEvent(event, index) for event in events)],
                [gate],
            )
            for draft in self._open
            for events in choices
        ]
        self._open = split

    def _gate(self, choices: list[tuple[Event, ...]]) -> str:
        self._forks += 1
        if self._domain.dialect is Dialect.RASA1:
            return numbered(self._forks)
        starts = (start.name for draft in self._open for start in draft.starts)
        before = (sourced.event for draft in self._open for sourced in draft.events)
        return shared(self._name, starts, before, choices)

    def _continue_from(self, checkpoints: list[str]) -> None:
        self._done += self._open
        self._open = [_Draft(self._count(), [Checkpoint(name) for name in dict.fromkeys(checkpoints)])]

    def _count(self) -> int:
        self._counted += 1
        return self._counted


def _explicit(draft: _Draft, domain: Domain) -> tuple[SourcedEvent, ...]:
    explicit: list[SourcedEvent] = []
    for sourced in draft.events:
        if isinstance(sourced.event, UserUttered):
            _listen(explicit, sourced.step)
            explicit.append(sourced)
            explicit += (SourcedEvent(event, sourced.step) for event in filled_slots(sourced.event, domain))
        else:
            explicit.append(sourced)
    if not draft.ends:
        _listen(explicit, 0)
    return tuple(explicit)


def _listen(events: list[SourcedEvent], first: int) -> None:
    last = events[-1] if events else None
    if last is None or not (isinstance(last.event, ActionExecuted) and last.event.name == ACTION_LISTEN):
        events.append(SourcedEvent(ActionExecuted(ACTION_LISTEN), last.step if last else first, implied=True))
