"""The conversations that training puts together from stories, each from its first event to its last.

Follows Rasa's training data generator without augmentation (R1:core/training/generator.py,
R3:shared/core/generator.py): what ``rasa test`` replays. ``walk`` merges pasts that look alike to a policy; here every
way through the checkpoints is told in full, so the number of them is limited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.events import ActionReverted, Event, Restarted, UserUtteranceReverted
from teachback.dialogue.states import StateTable
from teachback.policies.history import Lookback
from teachback.policies.learnt import StoryId
from teachback.policies.tables import Tables
from teachback.policies.walk import (
    Past,
    PlacedSegment,
    Walker,
    by_start,
    ends_here,
    following_segments,
    placed_segments,
)
from teachback.project.segments import Checkpoint, SourcedEvent, rule_segments_of, segments_of

MOST_CONVERSATIONS = 10_000
# Runs through a segment: many of them may lead to few conversations.
MOST_RUNS = 20_000
# A conversation passes a segment of a cycle so often at the most (StoryGraph.with_cycles_removed).
MOST_ROUNDS = 3
NAME_SEPARATOR = " > "


@dataclass(frozen=True, slots=True)
class TrainingConversation:
    """``names`` are the stories that it consists of, in the order in which it enters them. ``told_by`` has for each
    event of ``sourced`` the number of the story that tells it. ``unpredictable`` is the index of the action that is no
    label of training, because nothing comes before it.
    """

    names: tuple[str, ...]
    sourced: tuple[SourcedEvent, ...]
    told_by: tuple[StoryId, ...]
    unpredictable: int | None = None

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that happens, oldest first."""
        return tuple(each.event for each in self.sourced)

    @property
    def name(self) -> str:
        """What Rasa calls it (the tracker's ``sender_id``)."""
        return NAME_SEPARATOR.join(self.names)


@dataclass(frozen=True, slots=True)
class Conversations:
    """``cut`` says that there are more than were put together, because a limit was reached."""

    found: tuple[TrainingConversation, ...]
    cut: bool = False


def to_the_end() -> None:
    """The check of whoever wants the whole answer, however long it takes."""


def training_conversations(tables: Tables, check: Callable[[], None] = to_the_end) -> Conversations:
    """A conversation for every way through the trained stories; rules take no part. ``check`` is called at every
    stretch of a way; what it raises ends the search.
    """
    numbers = (number for group, _ in tables.walks() for number in group)
    return conversations_among(tables, numbers, tables.featurizer, check)


def conversations_among(
    tables: Tables, numbers: Iterable[StoryId], featurizer: Featurizer, check: Callable[[], None] = to_the_end
) -> Conversations:
    """A conversation for every way through some of the trained stories, checkpoints to others being dead ends.

    Of conversations that look the same to ``featurizer`` the first is kept. ``check`` as above.
    """
    members = tables.segments_of(numbers)
    names = {number: tables.placed(number).story.name.text for number, _ in members}
    return conversations_through(tables.training_order().segments(members), names, featurizer, check)


def conversations_of_story(tables: Tables, path: str, story: int) -> Conversations:
    """The conversations of one story that need not be trained on, such as a test story.

    A checkpoint at which it begins counts as reached.
    """
    placed = tables.placements.placed(path, story)
    if placed is None:
        return Conversations(())
    segments = segments_of(placed.story, tables.domain)
    inner = {name for segment in segments for name in segment.ends}
    begun = [replace(each, starts=tuple(start for start in each.starts if start.name in inner)) for each in segments]
    return conversations_through(placed_segments([(0, begun)]), {0: placed.story.name.text}, tables.featurizer)


def conversations_of_rule(tables: Tables, path: str, rule: int) -> Conversations:
    """The conversations of one rule, conditions first; ``...`` is the action that stands for any history."""
    placed = tables.placements.placed(path, rule)
    if placed is None:
        return Conversations(())
    segments = placed_segments([(0, rule_segments_of(placed.story, tables.domain))])
    return conversations_through(segments, {0: placed.story.name.text}, tables.featurizer)


def conversations_through(
    placed: list[PlacedSegment],
    names: Mapping[StoryId, str],
    featurizer: Featurizer,
    check: Callable[[], None] = to_the_end,
) -> Conversations:
    """The conversations that lead through segments, which are in training's order: of several conversations that look
    the same to policies, Rasa keeps the one that comes first. ``names`` has the name of each story, ``check`` is as
    above.
    """
    generator = _Generator(placed, names, featurizer)
    cut = generator.run(check)
    return Conversations(tuple(generator.found), cut)


class _Generator:
    """One run of the generator. Each round passes all segments once, in an order in which pasts arrive before they are
    needed; what a cycle brings back waits for the next round."""

    __slots__ = (
        "_at_checkpoint",
        "_ended",
        "_names",
        "_order",
        "_placed",
        "_seen",
        "_states",
        "_waiting",
        "_walker",
        "found",
    )

    def __init__(self, placed: list[PlacedSegment], names: Mapping[StoryId, str], featurizer: Featurizer) -> None:
        self._names = names
        self._placed = placed
        self._at_checkpoint = by_start(placed)
        self._states = StateTable()
        self._walker = Walker(featurizer, self._states, Lookback(None))
        self._order = _topological(placed, self._at_checkpoint)
        self._waiting = {each.number: [self._walker.start()] if not each.starts else [] for each in placed}
        self._seen: set[tuple[int, object]] = set()
        self._ended: set[object] = set()
        self.found: list[TrainingConversation] = []

    def run(self, check: Callable[[], None]) -> bool:
        """Find all conversations; whether a limit was reached before."""
        runs = 0
        while any(self._waiting.values()):
            for placed in self._order:
                arrived, self._waiting[placed.number] = self._waiting[placed.number], []
                for past in arrived:
                    check()
                    runs += 1
                    if runs > MOST_RUNS or len(self.found) >= MOST_CONVERSATIONS:
                        return True
                    self._pass(placed, past)
        return False

    def _pass(self, placed: PlacedSegment, past: Past) -> None:
        arrival = (placed.number, self._look(past))
        if arrival in self._seen:
            return
        self._seen.add(arrival)
        after = self._through(placed, past)
        if not placed.segment.ends:
            self._end(after)
        elif ends_here(placed, self._at_checkpoint):
            self._tell(after)
        for following in following_segments(placed, after.conversation, self._at_checkpoint):
            if after.rounds.count(following.number) < MOST_ROUNDS:
                self._waiting[following.number].append(after)

    def _through(self, placed: PlacedSegment, past: Past) -> Past:
        past = past.entering(placed.number)
        for sourced in placed.segment.events:
            if isinstance(sourced.event, ActionReverted | UserUtteranceReverted | Restarted):
                self._tell(past)  # Rasa trains on what is taken back, too
            past = self._walker.happen(past, sourced.event)
        return past

    def _end(self, past: Past) -> None:
        look = self._look(past)
        if look not in self._ended:
            self._ended.add(look)
            self._tell(past)

    def _look(self, past: Past) -> object:
        return (past.key, self._states.number(past.conversation.state()))

    def _tell(self, past: Past) -> None:
        passed = [self._placed[number] for number in past.rounds]
        names = dict.fromkeys(self._names[each.story] for each in passed)
        told = [(each.story, sourced) for each in passed for sourced in each.segment.events][: len(past.events())]
        self.found.append(
            TrainingConversation(
                tuple(names),
                sourced=tuple(sourced for _, sourced in told),
                told_by=tuple(story for story, _ in told),
                unpredictable=passed[0].segment.unpredictable,
            )
        )


def _topological(
    placed: list[PlacedSegment], at_checkpoint: Mapping[str, Sequence[tuple[Checkpoint, PlacedSegment]]]
) -> list[PlacedSegment]:
    """Each segment after those that lead to it, as far as cycles allow (StoryGraph.topological_sort)."""
    ordered: list[PlacedSegment] = []
    seen: set[int] = set()
    for root in reversed(placed):
        stack = [(root, False)]
        while stack:
            segment, left = stack.pop()
            if left:
                ordered.append(segment)
            elif segment.number not in seen:
                seen.add(segment.number)
                stack.append((segment, True))
                following = {each.number: each for name in segment.ends for _, each in at_checkpoint.get(name, ())}
                stack += [(following[number], False) for number in sorted(following, reverse=True)]
    return ordered[::-1]
