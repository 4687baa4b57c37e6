"""Slot and entity values: JSON as immutable, hashable data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

Scalar = None | bool | int | float | str


@dataclass(frozen=True, slots=True)
class Record:
    """A JSON object; ``items`` are in source order, a later key of the same name has replaced an earlier one."""

    items: tuple[tuple[str, Value], ...]


Value = Scalar | tuple["Value", ...] | Record
"""``None``, a boolean, a number, a text, a list (as a tuple) or an object (as a ``Record``)."""


def freeze(json: object) -> Value:
    """The immutable form of what ``json.loads`` returns; anything else becomes its text."""
    if json is None or isinstance(json, bool | int | float | str):
        return json
    if isinstance(json, Mapping):
        items = cast("Mapping[object, object]", json)
        return Record(tuple((str(key), freeze(value)) for key, value in items.items()))
    if isinstance(json, Sequence):
        return tuple(freeze(item) for item in cast("Sequence[object]", json))
    return str(json)


def thaw(value: Value) -> object:
    """The plain JSON form of a value: lists and dicts again."""
    match value:
        case Record(items):
            return {key: thaw(item) for key, item in items}
        case tuple():
            return [thaw(item) for item in value]
        case _:
            return value
