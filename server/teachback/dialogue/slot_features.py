"""What a policy sees of a slot's value (R1:core/slots.py, R3:shared/core/slots.py)."""

from __future__ import annotations

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Slot
from teachback.dialogue.values import Value

Features = tuple[float, ...]

# The value that Rasa adds to every categorical slot when a model is trained (Agent.__init__ in 1.x, Domain in 3.x).
OTHER_CATEGORY = "__other__"


FEATURIZED_TYPES = frozenset({"text", "bool", "float", "list", "categorical"})


def is_featurized(slot: Slot) -> bool:
    """Whether policies can see anything of a slot at all (R3:shared/core/slots.py:Slot.has_features)."""
    return slot.influences and slot.type in FEATURIZED_TYPES


def slot_features(slot: Slot, value: Value, dialect: Dialect) -> Features:
    """The features of ``value`` in ``slot``; empty when the policies see nothing, which is also how unset looks."""
    if not slot.influences:
        return ()
    features = _features(slot, value, dialect)
    return features if any(features) else ()


def _features(slot: Slot, value: Value, dialect: Dialect) -> Features:
    match slot.type:
        case "text":
            return () if value is None else (1.0,)
        case "bool":
            return _bool(value, dialect)
        case "float":
            return _float(slot, value, dialect)
        case "list":
            return _list(value, dialect)
        case "categorical":
            return _categorical(slot, value)
        case _:  # unfeaturized, any, and classes of the author's own
            return ()


def _bool(value: Value, dialect: Dialect) -> Features:
    if value is None:
        return ()
    number = _number(value)
    if dialect is Dialect.RASA1:
        return () if number is None else (1.0, float(number != 0.0))
    if isinstance(value, str) and not value.isnumeric():
        word = value.strip().lower()
        return (1.0, float(word == "true")) if word in ("true", "false") else ()
    return () if number is None else (1.0, float(number == 1.0))


def _float(slot: Slot, value: Value, dialect: Dialect) -> Features:
    number = _number(value)
    if number is None:
        return ()
    covered = abs(slot.max_value - slot.min_value) or 1.0
    scaled = (max(slot.min_value, min(slot.max_value, number)) - slot.min_value) / covered
    return (scaled,) if dialect is Dialect.RASA1 else (1.0, scaled)


def _list(value: Value, dialect: Dialect) -> Features:
    if isinstance(value, str | tuple):
        return (1.0,) if value else ()
    # 3.x wraps any other true value in a list; 1.x cannot take its length and sees nothing
    return (1.0,) if value and dialect is Dialect.RASA3 else ()


def _categorical(slot: Slot, value: Value) -> Features:
    if value is None:
        return ()
    names = [str(known).lower() for known in slot.values if known is not None]
    if OTHER_CATEGORY not in names:
        names.append(OTHER_CATEGORY)
    wanted = str(value).lower()
    chosen = names.index(wanted if wanted in names else OTHER_CATEGORY)
    return tuple(float(place == chosen) for place in range(len(names)))


def _number(value: Value) -> float | None:
    if not isinstance(value, bool | int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None
