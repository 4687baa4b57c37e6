"""JSON that is written already, so that what is told again and again is not built of objects each time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii
from typing import NewType

_PORTION = 1 << 16

JsonText = NewType("JsonText", str)
"""One JSON value, in ASCII."""


@dataclass(frozen=True, slots=True)
class JsonArray:
    """An array of which whole runs of items are written already. They are joined when they are sent: half a megabyte,
    as is told of a large file, is not copied more often than it must.
    """

    runs: tuple[JsonText, ...] = ()

    def pieces(self) -> list[str]:
        """All that the array is written of."""
        pieces = [piece for run in self.runs for piece in (",", run)]
        return ["[", *pieces[1:], "]"]


class PreparedResult:
    """The result of a request as JSON."""

    __slots__ = ("text",)

    def __init__(self, text: JsonText) -> None:
        self.text = text


Members = Mapping[str, JsonText | JsonArray | None]
"""The members of an object as they are written; those that are ``None`` are left out."""


def json_string(text: str) -> JsonText:
    """A text; quicker than ``json_of``."""
    return JsonText(encode_basestring_ascii(text))


def json_of(value: object) -> JsonText:
    """A value of JSON's own kinds."""
    return JsonText(json.dumps(value, separators=(",", ":")))


def json_object(members: Members) -> JsonText:
    """An object of members that are written already, without those that are ``None``."""
    return JsonText("".join(object_pieces(members)))


def object_pieces(members: Members) -> list[str]:
    """The same in the pieces that it is written of."""
    pieces: list[str] = []
    for name, value in members.items():
        if value is not None:
            pieces += (',"' if pieces else '{"', name, '":')
            pieces += value.pieces() if isinstance(value, JsonArray) else (value,)
    return [*pieces, "}"] if pieces else ["{}"]


def portions(pieces: Iterable[str]) -> Iterator[str]:
    """All that the pieces say, in fewer and larger ones. None becomes so large that the memory for it would be fetched
    from the system and given back each time, which costs more than sending it.
    """
    portion: list[str] = []
    length = 0
    for piece in pieces:
        portion.append(piece)
        length += len(piece)
        if length > _PORTION:
            yield "".join(portion)
            portion, length = [], 0
    if portion:
        yield "".join(portion)


def json_array(items: list[JsonText]) -> JsonText:
    """An array of items that are written already."""
    return JsonText(f"[{json_items(items)}]")


def json_items(items: list[JsonText]) -> JsonText:
    """Items as they stand in an array."""
    return JsonText(",".join(items))
