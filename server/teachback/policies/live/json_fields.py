"""JSON from outside, taken apart without trust: whatever is not as promised is named by its place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import cast

Json = Mapping[str, object]


class UnexpectedJson(ValueError):  # noqa: N818 - it is the JSON that is not as expected
    """Something has another type than promised; the text says where, what was promised and what is there."""

    def __init__(self, where: str, wanted: str, found: object) -> None:
        super().__init__(f"{where} must be {wanted}, not {_shown(found)}")


def an_object(value: object, where: str) -> Json:
    """``value``, which must be an object. ``where`` names it in the error, here and below."""
    if isinstance(value, Mapping):
        return cast("Json", value)
    raise UnexpectedJson(where, "an object", value)


def a_list(value: object, where: str) -> Sequence[object]:
    """``value``, which must be a list."""
    if isinstance(value, list):
        return cast("list[object]", value)
    raise UnexpectedJson(where, "a list", value)


def a_text(value: object, where: str) -> str:
    """``value``, which must be a text."""
    if isinstance(value, str):
        return value
    raise UnexpectedJson(where, "a text", value)


def a_number(value: object, where: str) -> float:
    """``value``, which must be a finite number."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < math.inf:
        return float(value)
    raise UnexpectedJson(where, "a number", value)


def text_or_none(value: object, where: str) -> str | None:
    """``value``, which must be a text or ``null``."""
    return None if value is None else a_text(value, where)


def whole_or_none(value: object, where: str) -> int | None:
    """``value``, which must be a whole number or ``null``."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise UnexpectedJson(where, "a whole number", value)


def _shown(value: object) -> str:
    match value:
        case None:
            return "null"
        case Mapping():
            return "an object"
        case list():
            return "a list"
        case _:
            text = repr(value)
            return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


_MOST_SHOWN = 40
