"""What the statistical policy sees of a past: names of features with values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from teachback.dialogue.states import State

DISTANCE = 5
"""How many states count at the most, the newest included."""

Features = Mapping[str, float]


def distance_for(max_history: int | None) -> int:
    """How many states count where policies look back so far: what they cannot tell apart gets equal probabilities."""
    return DISTANCE if max_history is None else min(DISTANCE, max_history)


def features_of(states: Sequence[State], distance: int = DISTANCE) -> Features:
    """The features of the last ``distance`` states of a past, the newest last.

    Each state's features bear its distance from the newest; the newest ones are joined in pairs, because an action and
    an intent together say more than each alone. Features without a distance say that something happened lately.
    """
    found: dict[str, float] = {"bias": 1.0}
    recent = states[::-1][:distance]
    for index, state in enumerate(recent):
        for name, value in _features(state):
            found[f"{index}:{name}"] = value
            if not name.startswith("slot:"):
                found[f"lately:{name}"] = 1.0
    if len(recent) < distance:
        found[f"{len(recent)}:start"] = 1.0
    for index, newest in enumerate(recent[:2]):
        found[f"{index}:turn:{newest.previous_action}:{newest.intent or newest.text}:{newest.loop}"] = 1.0
    return found


def _features(state: State) -> Iterator[tuple[str, float]]:
    if state.intent is not None:
        yield f"intent:{state.intent}", 1.0
    if state.text is not None:
        yield f"text:{state.text}", 1.0
    for entity in state.entities:
        yield f"entity:{entity}", 1.0
    for slot, values in state.slots:
        for index, value in enumerate(values):
            if value:
                yield f"slot:{slot}:{index}", value
    if state.previous_action is not None:
        yield f"action:{state.previous_action}", 1.0
    if state.loop is not None:
        yield f"loop:{state.loop}", 1.0
