"""Whole conversations of training, event by event, for a policy that looks at rules of any length."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.events import ActionExecuted, Event
from teachback.dialogue.states import State
from teachback.policies.dead_ends import Passage, leading_to_an_end
from teachback.policies.learnt import StoryId
from teachback.policies.walk import PlacedSegment, by_start, ends_here, following_segments, placed_segments
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
    """The conversations that stories sharing checkpoints make, the ones that training takes or that meet another.

    Pasts with the same last ``lookback`` states that remember the same are followed once.
    """
    runs = list(islice(_runs(placed_segments(stories), featurizer, lookback), MOST_WAYS))
    alive = leading_to_an_end([passage for _, passage, _ in runs])
    return (
        way for (way, passage, met), trained in zip(runs, alive, strict=True) if trained and (passage.finishes or met)
    )


def _runs(
    placed: Sequence[PlacedSegment], featurizer: Featurizer, lookback: int
) -> Iterator[tuple[Way, Passage, bool]]:
    """Each run through a segment: the way up to its end, and whether another was there before with such a past."""
    at_checkpoint = by_start(placed)
    waiting: deque[tuple[PlacedSegment, Way, object]] = deque((each, (), None) for each in placed if not each.starts)
    seen: set[object] = set()
    while waiting:
        segment, before, arrival = waiting.popleft()
        way = (*before, *_told(segment))
        onward: list[object] = []
        met = False
        if segment.segment.ends:
            conversation, states = _outcome(way, featurizer)
            for following in following_segments(segment, conversation, at_checkpoint):
                onward.append(next_one := (following.number, states[-lookback:], conversation.key()))
                met |= next_one in seen
                if next_one not in seen:
                    seen.add(next_one)
                    waiting.append((following, way, next_one))
        yield way, Passage(arrival, tuple(onward), ends_here(segment, at_checkpoint)), met


def _told(placed: PlacedSegment) -> Iterator[Told]:
    unpredictable = placed.segment.unpredictable
    for index, sourced in enumerate(placed.segment.events):
        yield Told(sourced.event, placed.story, sourced.step, sourced.implied, index == unpredictable)


def _outcome(way: Way, featurizer: Featurizer) -> tuple[Conversation, tuple[State, ...]]:
    conversation = Conversation(featurizer)
    states: list[State] = []
    for told in way:
        if isinstance(told.event, ActionExecuted):
            states.append(conversation.state())
        conversation.apply(told.event)
    return conversation, tuple(states)
