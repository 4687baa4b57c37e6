"""Why an action is likely, in the author's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from teachback.checks.rule import Facts
from teachback.dialogue.states import State
from teachback.policies.grounds import Explaining, Ground, Grounds
from teachback.policies.statistical.features import Feature
from teachback.policies.turns import Turns
from teachback.teaching.evidence import stories_of
from teachback.teaching.reason import Reason

Value = str | int | None


Why = Callable[[Sequence[State], str], tuple[Reason, ...]]
"""Says why an action is likely after some states, the newest last; the strongest reason first."""

_MOST_REASONS = 3


def why_in(facts: Facts, policy: Explaining) -> Why:
    """Reasons of a policy such as ``after `utter_ask_cuisine` with intent `inform`: 14 stories (…)``."""
    turns = facts.remembered.get(Turns, facts.tables, lambda: Turns(facts.tables))
    grounds = Grounds(facts.tables, turns, policy)

    def why(states: Sequence[State], action: str) -> tuple[Reason, ...]:
        found = islice(grounds.of(states, action, _is_tellable), _MOST_REASONS)
        return tuple(_reason(facts, ground) for ground in found)

    return why


def _is_tellable(feature: Feature) -> bool:
    return feature_in_words(feature) is not None


def feature_in_words(feature: Feature) -> str | None:
    """A feature of a window as a clause; ``None`` for what only a computer would say."""
    family, *values = feature
    if family == "relation":
        return _RELATIONS.get(str(values[0]).rpartition(": ")[2])
    parts = str(family).split("+")
    if not _PHRASES.keys() >= set(parts) or _PLACING.isdisjoint(parts):
        return None
    told = dict(zip(parts, values, strict=True))
    return " ".join(_PHRASES[part](told[part]) for part in _PHRASES if part in told)


def _reason(facts: Facts, ground: Ground) -> Reason:
    stories, against = stories_of(facts, ground.places), stories_of(facts, ground.against)
    return Reason(f"{feature_in_words(ground.feature)}{_support(ground)}", stories, against)


def _support(ground: Ground) -> str:
    if not ground.places:
        return ""
    stories, against = len({(place.path, place.story) for place in ground.places}), len(ground.against)
    counted = f"{stories} {'story' if stories == 1 else 'stories'}"
    others = f", and {against} {'place' if against == 1 else 'places'} against it" if against else ""
    return f": {counted}{others}"


def _code(value: Value) -> str:
    return f"`{value}`"


def _after(action: Value) -> str:
    return "at the start" if action is None else f"after {_code(action)}"


def _turn(actions: Value) -> str:
    return (
        f"with only {', '.join(map(_code, str(actions).split()))} since the user spoke" if actions else "at the start"
    )


def _action_before(action: Value) -> str:
    return "with nothing before it" if action is None else f"and {_code(action)} before it"


def _intent(intent: Value) -> str:
    return f"with intent {_code(intent)}"


def _asked(action: Value) -> str:
    return "of the first message" if action is None else f"in answer to {_code(action)}"


def _entities(entities: Value) -> str:
    return f"and {', '.join(map(_code, str(entities).split(',')))}" if entities else "and no entity"


def _slots(slots: Value) -> str:
    named = [_code(slot.partition("=")[0]) for slot in str(slots or "").split()]
    return f"with {', '.join(named)} set" if named else "with no slot set"


def _loop(loop: Value) -> str:
    return "outside any form" if loop is None else f"while {_code(loop)} is active"


# In the order in which they are said.
_PHRASES: Mapping[str, Callable[[Value], str]] = {
    "bot before": _after,
    "action": _after,
    "turn": _turn,
    "action before": _action_before,
    "intent": _intent,
    "entities": _entities,
    "asked": _asked,
    "slots": _slots,
    "slot": _slots,
    "loop": _loop,
}

# A clause without one of these would hold nearly anywhere.
_PLACING = frozenset({"action", "turn", "intent"})

_RELATIONS: Mapping[str, str] = {
    "is the active loop": "it is the active form",
    "resembles what the user said": "its name is like what the user said",
    "resembles the bot's last action": "its name is like the last action",
    "resembles the active loop": "its name is like the active form",
    "resembles the slots that are set": "its name is like a slot that is set",
    "is the active loop, which ran just now": "it is the active form, which ran just now",
}
