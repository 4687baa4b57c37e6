"""What a teaching page says to its host, read from JSON (docs/teaching-page.md, "Protocol")."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import cast

from teachback.teaching.session.inputs import Agreed, Answer, Told
from teachback.teaching.session.ways_out import WayOut

ORDERS = {
    "undo": WayOut.UNDO,
    "fork": WayOut.FORK,
    "fresh": WayOut.FRESH,
    "export": WayOut.EXPORT,
    "exportAndQuit": WayOut.EXPORT_AND_QUIT,
    "quit": WayOut.QUIT,
}


class UnreadableMessageError(ValueError):
    """A message that no teaching page sends; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """An answer to the question of the view with this serial number."""

    serial: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class PageOrder:
    """A way out, taken at the view with this serial number. ``message`` is where to fork: it counts the messages of the
    user from 0, and is ``None`` with every other order.
    """

    serial: int
    way: WayOut
    message: int | None = None


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """Somebody wants to see a line of a story. ``path`` and ``line`` (from 0) are as the graph named them."""

    path: str
    line: int


FromPage = PageAnswer | PageOrder | OpenPlace


def read_message(body: bytes) -> FromPage:
    """A message of a page. Raises ``UnreadableMessageError``."""
    try:
        given: object = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableMessageError("A message has to be JSON in UTF-8.") from None
    if not isinstance(given, dict):
        raise UnreadableMessageError("A message has to be a JSON object.")
    message = cast("dict[str, object]", given)
    match message.get("type"):
        case "answer":
            return PageAnswer(_number(message, "serial"), _answer(message.get("value")))
        case "order":
            return _order(message)
        case "open":
            return OpenPlace(_text(message, "path"), _number(message, "line"))
        case _:
            raise UnreadableMessageError("The `type` of a message is `answer`, `order` or `open`.")


def _answer(value: object) -> Answer:
    match value:
        case bool():
            return Agreed(value)
        case str():
            return Told(value)
        case _:
            raise UnreadableMessageError("The `value` of an answer is true, false or a text.")


def _order(message: dict[str, object]) -> PageOrder:
    way = ORDERS.get(_text(message, "order"))
    if way is None:
        raise UnreadableMessageError(f"There is no such order. There are {', '.join(ORDERS)}.")
    at = _number(message, "message") if way is WayOut.FORK else None
    return PageOrder(_number(message, "serial"), way, at)


def _number(message: dict[str, object], key: str) -> int:
    value = message.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise UnreadableMessageError(f"`{key}` has to be a whole number from 0.")
    return value


def _text(message: dict[str, object], key: str) -> str:
    value = message.get(key)
    if not isinstance(value, str):
        raise UnreadableMessageError(f"`{key}` has to be a text.")
    return value
