"""The fields of events in Rasa's JSON, taken apart without trust: what is not as promised is named in words."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import cast

from teachback.formats.json_object import refuse_deep

Json = Mapping[str, object]


class UnreadableTrackerError(ValueError):
    """The text holds no conversation; the message says what is wrong, and at which event (counted from 1)."""


def parsed_json(text: str) -> object:
    """The JSON in ``text``. Raises ``UnreadableTrackerError``."""
    try:
        refuse_deep(text)
        return json.loads(text)
    except ValueError as problem:
        raise UnreadableTrackerError(f"This cannot be read as JSON: {problem}.") from None


def an_object(value: object, what: str) -> Json:
    """``value``, which must be an object. ``what`` names it in the error that is raised otherwise, here and below."""
    if isinstance(value, Mapping):
        return cast("Json", value)
    raise UnreadableTrackerError(f"{what} must be an object, not {shown(value)}.")


def a_list(holder: Json, key: str) -> Sequence[object]:
    """The list under a key; empty where it is missing or null."""
    value = holder.get(key)
    if value is None:
        return ()
    if isinstance(value, list):
        return cast("list[object]", value)
    raise UnreadableTrackerError(f"`{key}` must be a list, not {shown(value)}.")


def a_text(holder: Json, key: str) -> str:
    """The text under a key."""
    value = text_or_none(holder, key)
    if value is None:
        raise UnreadableTrackerError(f"`{key}` is missing.")
    return value


def text_or_none(holder: Json, key: str) -> str | None:
    """The text under a key; ``None`` where it is missing or null."""
    value = holder.get(key)
    if value is None or isinstance(value, str):
        return value
    raise UnreadableTrackerError(f"`{key}` must be a text, not {shown(value)}.")


def number_or_none(holder: Json, key: str) -> float | None:
    """The number under a key; ``None`` where it is missing, null or none that can be counted with."""
    value = holder.get(key)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return _finite(value)
    raise UnreadableTrackerError(f"`{key}` must be a number, not {shown(value)}.")


def confidence_in(intent: object) -> float | None:
    """The confidence of an intent; ``None`` where it tells none."""
    value = cast("Json", intent).get("confidence") if isinstance(intent, Mapping) else None
    return _finite(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def shown(value: object) -> str:
    """The beginning of a value as JSON, for an error."""
    text = json.dumps(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


_MOST_SHOWN = 40


def _finite(value: float | None) -> float | None:
    try:
        number = None if value is None else float(value)
    except OverflowError:
        return None
    return number if number is not None and math.isfinite(number) else None
