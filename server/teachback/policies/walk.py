"""Training data as policies learn from it: every way through a group of stories, window by window.

Stands for Rasa's training data generator (R1:core/training/generator.py, R3:shared/core/generator.py). Where Rasa glues
whole conversations together over checkpoints, here pasts that look alike to the policy and remember the same merge, so
that the work grows with the length of the stories and not with the number of ways through them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, repeat

from teachback.dialogue.conversation import Conversation, Featurizer, applied
from teachback.dialogue.events import ActionExecuted, ActionReverted, Event, Restarted, UserUtteranceReverted
from teachback.dialogue.states import StateTable
from teachback.policies.dead_ends import Passage, leading_to_an_end
from teachback.policies.history import History, Lookback, WindowKey
from teachback.policies.learnt import Learnt, StoryId, Walk
from teachback.project.generated_checkpoints import within
from teachback.project.segments import Checkpoint, Segment

# One group of stories may take part in so many runs through a segment; real projects stay far below. Of others training
# takes the shortest ways, and ``many_ways`` judges them all.
MOST_RUNS = 5_000
# Without a limit on history a cycle of checkpoints never ends: a path passes one segment so often at the most, as often
# as Rasa unrolls a cycle (R1, R3: StoryGraph.with_cycles_removed).
MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True, eq=False)
class _Happened:
    event: Event
    before: _Happened | None


@dataclass(frozen=True, slots=True)
class Past:
    """A conversation on its way through the stories."""

    conversation: Conversation
    key: WindowKey
    history: History | None = None
    happened: _Happened | None = None
    rounds: tuple[int, ...] = ()

    def events(self) -> list[Event]:
        """Everything that happened, oldest first."""
        found: list[Event] = []
        link = self.happened
        while link is not None:
            found.append(link.event)
            link = link.before
        return found[::-1]

    def entering(self, segment: int) -> Past:
        """The same past, about to pass a segment and free to go on without changing this one."""
        return Past(self.conversation.copy(), self.key, self.history, self.happened, (*self.rounds, segment))


@dataclass(frozen=True, slots=True)
class PlacedSegment:
    """A segment of a story among those of many."""

    story: StoryId
    segment: Segment
    number: int

    @property
    def starts(self) -> tuple[Checkpoint, ...]:
        """The checkpoints at which it begins."""
        return tuple(Checkpoint(within(self.story, each.name), each.conditions) for each in self.segment.starts)

    @property
    def ends(self) -> tuple[str, ...]:
        """The checkpoints at which it ends."""
        return tuple(within(self.story, name) for name in self.segment.ends)


@dataclass(frozen=True, slots=True)
class _Run:
    placed: PlacedSegment
    before: Past
    after: Past
    learnt: tuple[Learnt, ...]
    passage: Passage
    goes_round: bool


class Walker:
    """Walks groups of stories with one domain and one length of memory."""

    __slots__ = ("_featurizer", "_lookback", "_states")

    def __init__(self, featurizer: Featurizer, states: StateTable, lookback: Lookback) -> None:
        self._featurizer = featurizer
        self._states = states
        self._lookback = lookback

    def start(self) -> Past:
        """A conversation that has not begun."""
        return Past(Conversation(self._featurizer), self._lookback.start)

    def walk(self, stories: Iterable[tuple[StoryId, Sequence[Segment]]]) -> Walk:
        """All that a group of stories teaches, which are all the stories that share a checkpoint, or one alone."""
        runs = list(islice(self._runs(stories), MOST_RUNS + 1))
        cut = len(runs) > MOST_RUNS
        alive = repeat(True) if cut else leading_to_an_end([run.passage for run in runs])
        learnt: dict[object, Learnt] = {}
        ends: list[tuple[StoryId, History]] = []
        for run, trained in zip(runs[:MOST_RUNS], alive, strict=False):
            if not trained:
                continue
            for example in run.learnt:
                learnt.setdefault((example.key, example.action, example.story, example.step, example.implied), example)
            if not run.placed.segment.ends and run.after.history is not None:
                ends.append((run.placed.story, run.after.history))
        goes_round = any(run.goes_round for run in runs)
        return Walk(tuple(learnt.values()), tuple(ends), cut, goes_round)

    def approach(
        self, stories: Iterable[tuple[StoryId, Sequence[Segment]]], story: StoryId, step: int
    ) -> Iterator[Past]:
        """The pasts in which training comes to the point just before ``step`` of a story, the shortest way first."""
        reached = (self._until(run.placed, run.before, story, step) for run in islice(self._runs(stories), MOST_RUNS))
        return (past for past in reached if past is not None)

    def _runs(self, stories: Iterable[tuple[StoryId, Sequence[Segment]]]) -> Iterator[_Run]:
        """Every way through each segment, the shortest ways first.

        Pasts that look alike and remember the same are followed once. No more follow than anybody asks for.
        """
        placed = placed_segments(stories)
        at_checkpoint = by_start(placed)
        waiting: deque[tuple[PlacedSegment, Past, object]]
        waiting = deque((segment, self.start(), None) for segment in placed if not segment.starts)
        looks: dict[object, int] = {}
        seen: set[tuple[int, int]] = set()
        while waiting:
            segment, past, arrival = waiting.popleft()
            learnt: list[Learnt] = []
            after = self._run(segment, past, learnt)
            look = looks.setdefault(self._alike(after), len(looks))
            onward: list[object] = []
            goes_round = False
            for following in following_segments(segment, after.conversation, at_checkpoint):
                if self._lookback.max_history is None and after.rounds.count(following.number) >= MOST_ROUNDS:
                    goes_round = True
                    continue
                onward.append(next_one := (following.number, look))
                if next_one not in seen and len(seen) <= MOST_RUNS:
                    seen.add(next_one)
                    waiting.append((following, after, next_one))
            passage = Passage(arrival, tuple(onward), ends_here(segment, at_checkpoint))
            yield _Run(segment, past, after, tuple(learnt), passage, goes_round)

    def _alike(self, past: Past) -> object:
        return (self._lookback.remembered(past.key), past.conversation.key())

    def _run(self, placed: PlacedSegment, past: Past, learnt: list[Learnt]) -> Past:
        unpredictable = placed.segment.unpredictable
        past = past.entering(placed.number)
        for index, sourced in enumerate(placed.segment.events):
            past = self.happen(past, sourced.event)
            if isinstance(sourced.event, ActionExecuted) and past.history is not None:
                row = (past.key, sourced.event.name, placed.story, sourced.step, sourced.implied)
                learnt.append(Learnt(*row, past.history, index != unpredictable))
        return past

    def _until(self, placed: PlacedSegment, past: Past, story: StoryId, step: int) -> Past | None:
        """The past just before ``step``, if the segment holds it or ends the story right before it."""
        stop = events_before(placed.segment, step) if placed.story == story else None
        if stop is None:
            return None
        past = Past(past.conversation.copy(), past.key, past.history, past.happened, past.rounds)
        for sourced in placed.segment.events[:stop]:
            past = self.happen(past, sourced.event)
        return past

    def happen(self, past: Past, event: Event) -> Past:
        """The past after an event; an action first records the state that the policies saw before it."""
        key, history = past.key, past.history
        happened = _Happened(event, past.happened)
        if isinstance(event, ActionReverted | UserUtteranceReverted | Restarted):
            return self._replay(happened, past.rounds)
        if isinstance(event, ActionExecuted):
            state = self._states.number(past.conversation.state())
            key = self._lookback.extend(key, state)
            history = History(state, history)
        past.conversation.apply(event)
        return Past(past.conversation, key, history, happened, past.rounds)

    def _replay(self, happened: _Happened, rounds: tuple[int, ...]) -> Past:
        past = self.start()
        for event in applied(Past(past.conversation, past.key, None, happened).events()):
            past = self.happen(past, event)
        return Past(past.conversation, past.key, past.history, happened, rounds)


def placed_segments(stories: Iterable[tuple[StoryId, Sequence[Segment]]]) -> list[PlacedSegment]:
    """The segments of several stories with numbers from 0, in the given order."""
    pairs = [(story, segment) for story, segments in stories for segment in segments]
    return [PlacedSegment(story, segment, number) for number, (story, segment) in enumerate(pairs)]


def by_start(placed: Iterable[PlacedSegment]) -> dict[str, list[tuple[Checkpoint, PlacedSegment]]]:
    """The segments that begin at each checkpoint, and under which conditions."""
    found: dict[str, list[tuple[Checkpoint, PlacedSegment]]] = {}
    for segment in placed:
        for checkpoint in segment.starts:
            found.setdefault(checkpoint.name, []).append((checkpoint, segment))
    return found


def ends_here(segment: PlacedSegment, at_checkpoint: Mapping[str, object]) -> bool:
    """Whether training takes the conversations that come to the end of ``segment`` as they are: the story ends, or
    nobody goes on at one of its checkpoints.
    """
    return not segment.segment.ends or not all(at_checkpoint.get(name) for name in segment.ends)


def following_segments(
    segment: PlacedSegment,
    conversation: Conversation,
    at_checkpoint: Mapping[str, Sequence[tuple[Checkpoint, PlacedSegment]]],
) -> Iterator[PlacedSegment]:
    """The segments with which a conversation goes on after ``segment``."""
    for name in segment.ends:
        for checkpoint, following in at_checkpoint.get(name, ()):
            if all(conversation.slots.get(slot) == value for slot, value in checkpoint.conditions):
                yield following


def events_before(segment: Segment, step: int) -> int | None:
    """How many events come before a step of the story; ``None`` if the segment neither holds it nor ends the story
    right before it.
    """
    events = segment.events
    steps = [sourced.step for sourced in events if not sourced.implied]
    ends_before = step == max(steps, default=-1) + 1 and not segment.ends
    if not (step in steps or ends_before):
        return None
    stop = next((index for index, each in enumerate(events) if each.step >= step and not each.implied), len(events))
    if stop and events[stop - 1].implied:  # the implied listening belongs to what comes after
        stop -= 1
    return stop
