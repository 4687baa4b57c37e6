"""JSON that is written already, so that what is told again and again is not built of objects each time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from json.encoder import encode_basestring_ascii
from typing import NewType

JsonText = NewType("JsonText", str)
"""One JSON value, in ASCII."""


class PreparedResult:
    """The result of a request as JSON."""

    __slots__ = ("text",)

    def __init__(self, text: JsonText) -> None:
        self.text = text


def json_string(text: str) -> JsonText:
    """A text; quicker than ``json_of``."""
    return JsonText(encode_basestring_ascii(text))


def json_of(value: object) -> JsonText:
    """A value of JSON's own kinds."""
    return JsonText(json.dumps(value, separators=(",", ":")))


def json_object(members: Mapping[str, JsonText | None]) -> JsonText:
    """An object of members that are written already, without those that are ``None``."""
    return JsonText("".join(object_pieces(members)))


def object_pieces(members: Mapping[str, JsonText | None]) -> list[str]:
    """The same in pieces: half a megabyte, as is told of a large file, is not copied more often than it must."""
    pieces: list[str] = []
    for name, text in members.items():
        if text is not None:
            pieces += (',"' if pieces else '{"', name, '":', text)
    return [*pieces, "}"] if pieces else ["{}"]


def json_array(items: list[JsonText]) -> JsonText:
    """An array of items that are written already."""
    if len(items) <= 1:
        return JsonText(f"[{json_items(items)}]")
    first, *others, last = items
    return JsonText(",".join((f"[{first}", *others, f"{last}]")))


def json_items(items: list[JsonText]) -> JsonText:
    """Items as they stand in an array."""
    return JsonText(",".join(items))
