"""The places in a group of stories at which a bot decides, and which comes after which.

A way through checkpoints is a path through this graph. Its size is that of the stories, times the states in which a
conversation can come to them: however many ways there are, and however often a cycle is passed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from teachback.dialogue.events import (
    ActionReverted,
    AllSlotsReset,
    Event,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
)
from teachback.dialogue.transitions import Move, Transitions
from teachback.dialogue.values import Value
from teachback.policies.learnt import StoryId
from teachback.policies.walk import PlacedSegment, by_start, ends_here, placed_segments
from teachback.project.segments import Segment

# A group of stories may have so many; slots that stories set independently of each other multiply them.
MOST_POSITIONS = 20_000

START = -1
"""Stands before the first position of a conversation."""


class Position(NamedTuple):
    """An action of a story in one state of the conversation, by the state's number. ``implied`` is an
    ``action_listen`` that no step spells out.
    """

    state: int
    action: str
    story: StoryId
    step: int
    implied: bool
    predictable: bool


@dataclass(frozen=True, slots=True)
class Positions:
    """The positions of some groups of stories from which training comes to an end. ``before`` has for each the numbers
    of those that may come just before it, and ``START`` where a conversation may begin with it.
    """

    all: tuple[Position, ...] = ()
    before: tuple[frozenset[int], ...] = ()

    def __add__(self, other: Positions) -> Positions:
        shift = len(self.all)
        shifted = (frozenset(each if each == START else each + shift for each in numbers) for numbers in other.before)
        return Positions(self.all + other.all, (*self.before, *shifted))


def positions_of(
    stories: Iterable[tuple[StoryId, Sequence[Segment]]], transitions: Transitions, seen: Callable[[int], int]
) -> Positions | None:
    """The positions of a group of stories. ``seen`` is what becomes of a state's number in the eyes of the judge.

    ``None`` where a story takes something back, so that what comes next hangs on more than the state, and where there
    are more than ``MOST_POSITIONS``.
    """
    placed = placed_segments(stories)
    events = (sourced.event for each in placed for sourced in each.segment.events)
    if any(isinstance(event, ActionReverted | UserUtteranceReverted | Restarted) for event in events):
        return None
    explorer = _Explorer(placed, transitions)
    return explorer.positions(seen) if explorer.explore() else None


class _At(NamedTuple):
    """Just before an event of a segment, both by their numbers, in a state by its number. ``carried`` are the values of
    the slots that checkpoints ask for.
    """

    segment: int
    event: int
    state: int
    carried: tuple[Value, ...]


class _Onward(NamedTuple):
    """The next actions after some point, and whether training may take the conversation as it is before any of them."""

    actions: tuple[_At, ...]
    finishes: bool


class _Explorer:
    def __init__(self, placed: list[PlacedSegment], transitions: Transitions) -> None:
        self._placed = placed
        self._at_checkpoint = by_start(placed)
        self._transitions = transitions
        self._moves = [[transitions.move(each.event) for each in one.segment.events] for one in placed]
        asked = {slot for one in placed for start in one.starts for slot, _ in start.conditions}
        initial = transitions.initial_values
        self._places = {slot: place for place, slot in enumerate(sorted(asked & initial.keys()))}
        self._unset = tuple(initial[slot] for slot in self._places)
        self._found: dict[_At, int] = {}
        self._onward: list[_Onward] = []
        self._begin: _Onward = _Onward((), finishes=False)

    def explore(self) -> bool:
        """Find all positions; whether there are few enough."""
        begun = [
            _At(each.number, 0, self._transitions.start, self._unset)
            for each in self._placed
            if not each.segment.starts
        ]
        self._begin = self._next_actions(begun)
        waiting = deque(self._begin.actions)
        while waiting:
            at = waiting.popleft()
            if at in self._found:
                continue
            if len(self._found) == MOST_POSITIONS:
                return False
            self._found[at] = len(self._found)
            onward = self._next_actions([self._past(at)])
            self._onward.append(onward)
            waiting.extend(onward.actions)
        return True

    def positions(self, seen: Callable[[int], int]) -> Positions:
        """What was found, without what comes to no end."""
        followed = [[self._found[at] for at in onward.actions] for onward in self._onward]
        trained = self._trained(followed)
        kept = {old: new for new, old in enumerate(old for old, is_trained in enumerate(trained) if is_trained)}
        before: list[set[int]] = [set() for _ in kept]
        for number in (self._found[at] for at in self._begin.actions):
            if number in kept:
                before[kept[number]].add(START)
        for old, new in kept.items():
            for following in followed[old]:
                if following in kept:
                    before[kept[following]].add(new)
        found = list(self._found)
        return Positions(
            tuple(self._position(found[old], seen) for old in kept), tuple(frozenset(numbers) for numbers in before)
        )

    def _trained(self, followed: list[list[int]]) -> list[bool]:
        """Whether training takes a conversation that passes a position (``dead_ends`` says the same of runs)."""
        before: list[list[int]] = [[] for _ in followed]
        for number, numbers in enumerate(followed):
            for following in numbers:
                before[following].append(number)
        trained = [onward.finishes for onward in self._onward]
        waiting = [number for number, finishes in enumerate(trained) if finishes]
        while waiting:
            for number in before[waiting.pop()]:
                if not trained[number]:
                    trained[number] = True
                    waiting.append(number)
        return trained

    def _position(self, at: _At, seen: Callable[[int], int]) -> Position:
        placed = self._placed[at.segment]
        sourced = placed.segment.events[at.event]
        action = self._moves[at.segment][at.event].action or ""
        predictable = at.event != placed.segment.unpredictable
        return Position(seen(at.state), action, placed.story, sourced.step, sourced.implied, predictable)

    def _next_actions(self, begun: Iterable[_At]) -> _Onward:
        waiting = deque(begun)
        passed = set(waiting)
        actions: dict[_At, None] = {}
        finishes = False
        while waiting:
            at = self._before_action(waiting.popleft())
            placed = self._placed[at.segment]
            if at.event < len(placed.segment.events):
                actions[at] = None
                continue
            finishes = finishes or ends_here(placed, self._at_checkpoint)
            for following in self._following(placed, at):
                if following not in passed:
                    passed.add(following)
                    waiting.append(following)
        return _Onward(tuple(actions), finishes)

    def _before_action(self, at: _At) -> _At:
        """The point before the segment's next action, or its end."""
        moves = self._moves[at.segment]
        while at.event < len(moves) and moves[at.event].action is None:
            at = self._past(at)
        return at

    def _past(self, at: _At) -> _At:
        """After the event that comes next."""
        move = self._moves[at.segment][at.event]
        return _At(at.segment, at.event + 1, self._transitions.after(at.state, move), self._carried(at.carried, move))

    def _carried(self, carried: tuple[Value, ...], move: Move) -> tuple[Value, ...]:
        event: Event = move.event
        match event:
            case SlotSet(slot, value) if slot in self._places:
                place = self._places[slot]
                return (*carried[:place], value, *carried[place + 1 :])
            case AllSlotsReset():
                return self._unset
            case _:
                return carried

    def _following(self, placed: PlacedSegment, at: _At) -> Iterator[_At]:
        joined = chain.from_iterable(self._at_checkpoint.get(name, ()) for name in placed.ends)
        for checkpoint, following in joined:
            if all(self._value(at, slot) == value for slot, value in checkpoint.conditions):
                yield _At(following.number, 0, at.state, at.carried)

    def _value(self, at: _At, slot: str) -> Value:
        """A slot that the domain lacks has no value, as in ``Conversation``."""
        return at.carried[self._places[slot]] if slot in self._places else None
