"""What the stories and rules of the training folds know of a situation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted, Event, UserUttered
from teachback.dialogue.states import State
from teachback.evaluation.examined import Familiarity
from teachback.formats.story_tree import StoryKind
from teachback.policies.statistical.view import distance_for
from teachback.policies.tables import Example, Tables
from teachback.project.segments import rule_segments_of

Window = tuple[State, ...]


class Knowledge:
    """Which actions follow which last states, and which actions and intents occur at all."""

    __slots__ = ("_actions", "_intents", "_length", "_windows")

    def __init__(self, tables: Tables, examples: Iterable[Example]) -> None:
        self._length = distance_for(tables.max_history)
        self._windows: dict[Window, Counter[str]] = {}
        for example in examples:
            if example.predictable:
                self._windows.setdefault(self._window(example.states), Counter())[example.action] += 1
        events = tuple(_events(tables))
        self._actions = {event.name for event in events if isinstance(event, ActionExecuted)}
        self._intents = {event.intent for event in events if isinstance(event, UserUttered)}

    def after(self, states: Sequence[State]) -> Mapping[str, int]:
        """The actions that stories run after the same last states, and how often; empty where none comes there."""
        return dict(sorted(self._windows.get(self._window(states), Counter[str]()).items()))

    def familiarity(self, states: Sequence[State], action: str) -> Familiarity:
        """How far an action and what led there are known."""
        known = self._windows.get(self._window(states))
        if known is not None and action in known:
            return Familiarity.DISPUTED if len(known) > 1 else Familiarity.KNOWN
        if known is not None:
            return Familiarity.OTHER_ACTION
        if action not in self._actions:
            return Familiarity.NEW_ACTION
        if is_after_user(states) and states[-1].intent is not None and states[-1].intent not in self._intents:
            return Familiarity.NEW_INTENT
        return Familiarity.NEW_WINDOW

    def _window(self, states: Sequence[State]) -> Window:
        return tuple(states[-self._length :])


def is_after_user(states: Sequence[State]) -> bool:
    """Whether the user has just said something: the bot listened, and there is a message."""
    newest = states[-1]
    return newest.previous_action == ACTION_LISTEN and (newest.intent is not None or newest.text is not None)


def _events(tables: Tables) -> Iterator[Event]:
    for number, placed in tables.placements.stories():
        if placed.story.kind is StoryKind.RULE:
            segments = rule_segments_of(placed.story, tables.domain)
        else:
            segments = tuple(segment for _, own in tables.segments_of((number,)) for segment in own)
        for segment in segments:
            yield from (sourced.event for sourced in segment.events)
