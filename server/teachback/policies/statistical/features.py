"""What a window of states says about any one action: features with weights.

The weights are a prior. A general feature has a larger one, so that training explains with it what it can, and leaves
to the particular ones what remains.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.states import State
from teachback.policies.statistical.actions import Actions, tokens
from teachback.policies.statistical.view import View, meaning

Feature = tuple[str | int | None, ...]
"""The name of a family, then the values that the window has there. A family of several parts, such as
``intent+loop``, has a value for each."""

WeightedFeature = tuple[Feature, float]

GENERAL, USUAL, PARTICULAR = 3.0, 1.5, 0.5

# So many of the last states are told word by word, with their slots and without.
_MOST_STATES, _MOST_OUTLINES = 2, 3

Part = str | int | None


class StateFeatures:
    """What is asked of one state again and again."""

    __slots__ = ("_at", "_details", "all_slots", "entities", "outline", "slots", "whole")

    def __init__(self, state: State) -> None:
        self._details = tuple(_details(state))
        self._at: dict[int, tuple[WeightedFeature, ...]] = {}
        self.entities = ",".join(state.entities)
        self.slots = tuple(f"{name}={','.join(f'{value:g}' for value in values)}" for name, values in state.slots)
        self.all_slots = " ".join(self.slots)
        self.outline = _digest(meaning(state), state.entities, state.previous_action, state.loop)
        self.whole = _digest(*state)

    def at(self, position: int) -> tuple[WeightedFeature, ...]:
        """Every detail of the state with its distance from now."""
        known = self._at.get(position)
        if known is None:
            weight = USUAL if position == 0 else PARTICULAR
            known = self._at[position] = tuple(
                (("at", position, *detail), weight * value) for detail, value in self._details
            )
        return known


class WindowFeatures:
    """Makes features of views; remembers what it has found out about states."""

    __slots__ = ("_actions", "_known")

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self._known: dict[State, StateFeatures] = {}

    def of(self, view: View) -> list[WeightedFeature]:
        """The features of a view, always in the same order; none comes twice."""
        known = [self._of_state(state) for state in view.states]
        found = list(_by_position(view, known))
        found += _lately(view)
        found += self._of_turn(view)
        found += _of_changed_slots(view)
        found += _of_answer(view, known[0]) if view.answering else _of_continuation(view, known[0])
        found += _verbatim(known)
        return found

    def _of_state(self, state: State) -> StateFeatures:
        known = self._known.get(state)
        if known is None:
            known = self._known[state] = StateFeatures(state)
        return known

    def _of_turn(self, view: View) -> Iterator[WeightedFeature]:
        """How far the turn has come, whatever the names: after a response the bot mostly waits, but in a form it
        goes on with that.
        """
        kind = self._actions.kind(view.newest.previous_action)
        turn, looping = _turn(view), view.newest.loop is not None
        yield ("kind", kind), GENERAL
        yield ("kind+length", kind, len(view.since)), USUAL
        yield ("looping", turn, looping, any(state.loop is not None for state in view.states[1:])), USUAL
        if view.answering:
            yield ("intent+looping", meaning(view.newest), looping), USUAL
        else:
            yield ("kind+looping", kind, looping), USUAL
        yield ("messages", turn, sum(state.previous_action == ACTION_LISTEN for state in view.states)), PARTICULAR


def _by_position(view: View, known: Sequence[StateFeatures]) -> Iterator[WeightedFeature]:
    """The states as Rasa's own policies see them."""
    for position, state in enumerate(known):
        yield from state.at(position)
    for position in range(len(known), len(known) + view.missing):
        yield ("at", position, "nothing"), USUAL


def _lately(view: View) -> Iterator[WeightedFeature]:
    """What happened at any distance: a question that was asked two or four states ago is the same question."""
    turn = _turn(view)
    for intent in dict.fromkeys(meaning(state) for state in view.states):
        yield ("intent lately", intent, turn), PARTICULAR
    for action in dict.fromkeys(state.previous_action for state in view.states):
        yield ("action lately", action, turn), PARTICULAR


def _of_changed_slots(view: View) -> Iterator[WeightedFeature]:
    """What was found out just now matters more than what has been known for long."""
    if len(view.states) == 1:
        return
    now, before = dict(view.states[0].slots), dict(view.states[1].slots)
    after = _turn(view) if view.answering else view.newest.previous_action
    fresh = sorted(name for name, values in now.items() if before.get(name) != values)
    gone = sorted(name for name in before if name not in now)
    if fresh or gone:
        yield ("slots changed", after, ",".join(fresh), ",".join(gone)), USUAL
    for name in fresh:
        yield ("slot changed", after, name), USUAL


def _turn(view: View) -> str:
    return "answer" if view.answering else "continuation"


def _of_answer(view: View, newest: StateFeatures) -> Iterator[WeightedFeature]:
    """The user has just spoken: what was said, to which question, in which form, with which slots known."""
    intent, loop, bot = meaning(view.newest), view.newest.loop, view.bot_before
    yield ("intent", intent), GENERAL
    yield ("intent+entities", intent, newest.entities), GENERAL
    yield ("bot before", bot), USUAL
    yield ("loop", loop), USUAL
    yield ("intent+loop", intent, loop), USUAL
    yield ("intent+bot before", intent, bot), USUAL
    yield ("bot before+loop", bot, loop), USUAL
    yield ("intent+slots", intent, newest.all_slots), USUAL
    for slot in newest.slots:
        yield ("intent+slot", intent, slot), USUAL
    if newest.entities:
        yield ("entities", newest.entities), USUAL
    yield ("intent+bot before+loop", intent, bot, loop), PARTICULAR
    yield ("intent before", view.intent_before), PARTICULAR
    yield ("intent+intent before", intent, view.intent_before), PARTICULAR
    for token in tokens(intent or ""):
        yield ("word of intent", token), PARTICULAR


def _of_continuation(view: View, newest: StateFeatures) -> Iterator[WeightedFeature]:
    """The bot has begun to act: what it did in this turn, to which message, with which slots known."""
    intent, loop, bot = meaning(view.newest), view.newest.loop, view.bot_before
    action, *earlier = [state.previous_action for state in view.states] + [None] * 2
    turn = " ".join(view.since)
    yield ("action", action), GENERAL
    yield ("action+intent", action, intent), GENERAL
    yield ("action+loop", action, loop), USUAL
    yield ("turn", turn), USUAL
    yield ("turn+intent", turn, intent), USUAL
    yield ("action+action before", action, earlier[0]), USUAL
    yield ("action+slots", action, newest.all_slots), USUAL
    yield ("action+entities", action, newest.entities), USUAL
    for slot in newest.slots:
        yield ("action+slot", action, slot), USUAL
    yield ("actions", action, earlier[0], earlier[1]), PARTICULAR
    yield ("action+asked", action, bot), PARTICULAR
    yield ("action+intent+slots", action, intent, newest.all_slots), PARTICULAR
    yield ("action+intent+entities", action, intent, newest.entities), PARTICULAR
    yield ("action+intent+asked+loop", action, intent, bot, loop), PARTICULAR
    yield ("action+intent before", action, view.intent_before), PARTICULAR
    for token in tokens(action or ""):
        yield ("word of action", token), PARTICULAR


def _verbatim(known: Sequence[StateFeatures]) -> Iterator[WeightedFeature]:
    """The last states word by word, so that what stories tell of exactly this place has a say of its own."""
    for length in range(1, min(_MOST_OUTLINES, len(known)) + 1):
        if length <= _MOST_STATES:
            yield ("states", *(state.whole for state in known[:length])), PARTICULAR
        yield ("outlines", *(state.outline for state in known[:length])), PARTICULAR


def _details(state: State) -> Iterator[tuple[tuple[Part, ...], float]]:
    if state.intent is not None:
        yield ("intent", state.intent), 1.0
    if state.text is not None:
        yield ("text", state.text), 1.0
    for entity in state.entities:
        yield ("entity", entity), 1.0
    for slot, values in state.slots:
        for index, value in enumerate(values):
            if value:
                yield ("slot", slot, index), value
    if state.previous_action is not None:
        yield ("action", state.previous_action), 1.0
    if state.loop is not None:
        yield ("loop", state.loop), 1.0


def _digest(*parts: object) -> str:
    """A short name for something long; the same in every process."""
    return hashlib.blake2b(json.dumps(parts, ensure_ascii=True).encode(), digest_size=8).hexdigest()
