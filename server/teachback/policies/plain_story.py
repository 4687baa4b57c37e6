"""What a story teaches that stands alone: without checkpoints, without alternatives, and nothing in it is taken back.

Most stories are such. There is one way through them, so that they are followed step by step from state to state; all
others are the business of ``walk``, which would say the same of these.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from teachback.dialogue.domain import ACTION_LISTEN, Domain
from teachback.dialogue.events import ActionExecuted, ActionReverted, Restarted, UserUtteranceReverted, UserUttered
from teachback.dialogue.transitions import Move, Transitions
from teachback.formats.story_tree import CheckpointStep, LoopStep, OrStep, Step, Story, StoryKind
from teachback.policies.form_turns import is_prefixed
from teachback.policies.history import History, Lookback
from teachback.policies.learnt import Learnt, StoryId, Walk
from teachback.project.step_events import StepEvents, filled_slots

_MEMORY = 65_536

Moves = tuple[Move, ...]


class _Known(NamedTuple):
    """What is known of a step. ``moves`` is ``None`` where a story with it does not stand alone."""

    step: Step  # kept, so that no other may ever have its identity
    moves: Moves | None
    in_forms: bool


class Lesson(NamedTuple):
    """What a story teaches; ``in_forms`` where something in it has to do with forms."""

    walk: Walk
    in_forms: bool


class PlainStories:
    """Follows stories one by one, and remembers what each step comes to."""

    __slots__ = ("_domain", "_events", "_listen", "_lookback", "_steps", "_transitions")

    def __init__(self, domain: Domain, transitions: Transitions, lookback: Lookback) -> None:
        self._domain = domain
        self._events = StepEvents(domain)
        self._transitions = transitions
        self._lookback = lookback
        self._listen = transitions.move(ActionExecuted(ACTION_LISTEN))
        self._steps: dict[int, _Known] = {}

    def lesson(self, number: StoryId, story: Story) -> Lesson | None:
        """What the story teaches, nothing where nothing happens in it; ``None`` for one that does not stand alone."""
        if story.kind is not StoryKind.STORY:
            return None
        told: list[tuple[int, Moves]] = []
        in_forms = False
        for index, step in enumerate(story.lines):
            known = self._steps.get(id(step)) or self._meet(step)
            if known.moves is None:
                return None
            if known.moves:
                told.append((index, known.moves))
            in_forms |= known.in_forms
        return Lesson(self._followed(number, told), in_forms)

    def _meet(self, step: Step) -> _Known:
        if len(self._steps) >= _MEMORY:
            self._steps.clear()
        known = self._steps[id(step)] = _Known(step, self._moves(step), isinstance(step, LoopStep) or is_prefixed(step))
        return known

    def _moves(self, step: Step) -> Moves | None:
        if isinstance(step, CheckpointStep | OrStep):
            return None
        events = self._events.of(step)
        if any(isinstance(event, ActionReverted | Restarted | UserUtteranceReverted) for event in events):
            return None
        filled = (
            slot for event in events if isinstance(event, UserUttered) for slot in filled_slots(event, self._domain)
        )
        return tuple(map(self._transitions.move, (*events, *filled)))

    def _followed(self, number: StoryId, told: Iterable[tuple[int, Moves]]) -> Walk:
        """One pass over the story. The bot listens before each message and at the end, written or not, and an action
        that stands before anything else is never a label (``Segment.unpredictable``).
        """
        learnt: list[Learnt] = []
        extend, after = self._lookback.extend, self._transitions.after
        state, key = self._transitions.start, self._lookback.start
        history: History | None = None
        listening, opened = False, False
        last: int | None = None
        listen = self._listen
        for index, moves in told:
            for move in moves:
                action = move.action
                if action is None:
                    if move.is_message:
                        if not listening:
                            key, history = extend(key, state), History(state, history)
                            at = index if last is None else last
                            learnt.append(Learnt(key, ACTION_LISTEN, number, at, True, history))
                            state = listen.known.get(state) or after(state, listen)
                        opened = True
                    listening = False
                else:
                    key, history = extend(key, state), History(state, history)
                    learnt.append(Learnt(key, action, number, index, False, history, opened))
                    opened = True
                    listening = action == ACTION_LISTEN
                state = move.known.get(state) or after(state, move)
                last = index
        if last is None:
            return Walk(())
        if not listening:
            key, history = extend(key, state), History(state, history)
            learnt.append(Learnt(key, ACTION_LISTEN, number, last, True, history))
        return Walk(tuple(learnt), ((number, history),) if history is not None else ())
