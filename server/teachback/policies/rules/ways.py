"""Whole conversations of training, event by event, for a policy that looks at rules of any length."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.events import ActionExecuted, Event
from teachback.dialogue.states import State
from teachback.policies.walk import PlacedSegment, StoryId
from teachback.project.segments import Segment

# Checkpoints can multiply the ways through a group of stories; what lies beyond this many is not judged.
MOST_WAYS = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """An event of a conversation and the step of a story or rule that tells it.

    ``unpredictable`` is an action with nothing before it: executed, but no policy is asked for it. Two of them are
    never equal, so that one event of a conversation can be taken out of it.
    """

    event: Event
    story: StoryId
    step: int
    implied: bool
    unpredictable: bool


Way = tuple[Told, ...]


def ways(stories: Iterable[tuple[StoryId, Sequence[Segment]]], featurizer: Featurizer, lookback: int) -> Iterator[Way]:
    """The conversations that stories sharing checkpoints make, the ones that reach an end or meet another.

    Pasts with the same last ``lookback`` states that remember the same are followed once.
    """
    numbered = [(story, segment) for story, segments in stories for segment in segments]
    placed = [PlacedSegment(story, segment, number) for number, (story, segment) in enumerate(numbered)]
    waiting: deque[tuple[PlacedSegment, Way]] = deque((each, ()) for each in placed if not each.starts)
    seen: set[object] = set()
    runs = 0
    while waiting and runs < MOST_WAYS:
        segment, before = waiting.popleft()
        runs += 1
        way = (*before, *_told(segment))
        if not segment.ends:
            yield way
            continue
        conversation, states = _outcome(way, featurizer)
        met = False
        for following in _following(segment.ends, conversation, placed):
            arrival = (following.number, states[-lookback:], conversation.key())
            met |= arrival in seen
            if arrival not in seen:
                seen.add(arrival)
                waiting.append((following, way))
        if met:
            yield way


def _told(placed: PlacedSegment) -> Iterator[Told]:
    unpredictable = placed.segment.unpredictable
    for index, sourced in enumerate(placed.segment.events):
        yield Told(sourced.event, placed.story, sourced.step, sourced.implied, index == unpredictable)


def _following(
    ends: Iterable[str], conversation: Conversation, placed: Iterable[PlacedSegment]
) -> Iterator[PlacedSegment]:
    names = frozenset(ends)
    for segment in placed:
        for start in segment.starts:
            if start.name in names and all(conversation.slots.get(slot) == value for slot, value in start.conditions):
                yield segment


def _outcome(way: Way, featurizer: Featurizer) -> tuple[Conversation, tuple[State, ...]]:
    conversation = Conversation(featurizer)
    states: list[State] = []
    for told in way:
        if isinstance(told.event, ActionExecuted):
            states.append(conversation.state())
        conversation.apply(told.event)
    return conversation, tuple(states)
