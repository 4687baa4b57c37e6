"""The ways in which training comes to a place in a story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from teachback.dialogue.conversation import Conversation
from teachback.dialogue.events import Event
from teachback.dialogue.states import State
from teachback.policies.history import FORGETFUL, Lookback
from teachback.policies.tables import Tables
from teachback.policies.walk import Past, Walker, events_before
from teachback.project.segments import Segment, segments_of


@dataclass(frozen=True, slots=True)
class Approach:
    """A way in which training comes to a place: all states, the newest (what policies see there) last, and all events
    that led there.
    """

    states: tuple[State, ...]
    conversation: Conversation
    events: tuple[Event, ...] = ()


def approaches(tables: Tables, path: str, story: int, step: int) -> tuple[Approach, ...]:
    """The ways in which training comes to the point just before ``step`` (``len(steps)``: after the last) of a story.

    The shortest way comes first. Never empty: a story that no conversation reaches, or one that is not trained on,
    is approached as if each of its segments began a conversation.
    """
    walker = Walker(tables.featurizer, tables.states, Lookback(tables.max_history))
    pasts = _walked(tables, walker, path, story, step)
    first = next(pasts, None)
    if first is None:
        return (_approach(tables, _shortest(tables, path, story, step)),)
    return (_approach(tables, first), *(_approach(tables, past) for past in pasts))


def conversation_at(tables: Tables, path: str, story: int, step: int) -> Conversation:
    """The conversation with which training comes to the same point on the shortest way."""
    return _told_alone(tables, path, story, step) or _shortest(tables, path, story, step).conversation


def _told_alone(tables: Tables, path: str, story: int, step: int) -> Conversation | None:
    """The same for a story that is one conversation, without looking at states on the way; ``None`` for any other."""
    number = tables.placements.number(path, story)
    if number is None or not tables.segments.is_plain(number):
        return None
    (segment,) = tables.segments.of(number)
    stop = events_before(segment, step)
    if stop is None:
        return None
    conversation = Conversation(tables.featurizer)
    for sourced in segment.events[:stop]:
        conversation.apply(sourced.event)
    return conversation


def _approach(tables: Tables, past: Past) -> Approach:
    return Approach(
        (*tables.states_of(past.history), past.conversation.state()), past.conversation, tuple(past.events())
    )


def _shortest(tables: Tables, path: str, story: int, step: int) -> Past:
    walker = Walker(tables.featurizer, tables.states, FORGETFUL)
    walked = next(_walked(tables, walker, path, story, step), None)
    return walked or next(_alone(tables, walker, path, story, step), None) or walker.start()


def _walked(tables: Tables, walker: Walker, path: str, story: int, step: int) -> Iterator[Past]:
    number = tables.placements.number(path, story)
    if number is None:
        return iter(())
    return walker.approach(tables.segments_of(tables.group_of(number)), number, step)


def _alone(tables: Tables, walker: Walker, path: str, story: int, step: int) -> Iterator[Past]:
    placed = tables.placements.placed(path, story)
    if placed is None:
        return iter(())
    segments = [Segment((), each.ends, each.events) for each in segments_of(placed.story, tables.domain)]
    return walker.approach([(0, segments)], 0, step)
