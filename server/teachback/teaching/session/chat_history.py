"""A conversation as a table of numbered rows, as authors know it (R1:core/training/interactive.py:_chat_history_table).

What the bot did since the last message shares a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.transcript import BotMessage, BotRan, BotSaid, Entry, Transcript, Understanding, UserSaid
from teachback.dialogue.values import thaw
from teachback.teaching.session.event_lines import line_of


class BotLineKind(Enum):
    """What a line of the bot's is."""

    ACTION = "action"
    MESSAGE = "message"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class BotLine:
    """A line of a row. ``confidence`` and ``policy`` belong to actions that a policy wanted."""

    kind: BotLineKind
    text: str
    confidence: float | None = None
    policy: str | None = None


@dataclass(frozen=True, slots=True)
class BotRow:
    """What the bot did in a turn; ``number`` counts the rows from 1."""

    number: int
    lines: tuple[BotLine, ...]


@dataclass(frozen=True, slots=True)
class UserRow:
    """A message of the user."""

    number: int
    understood: Understanding


Row = BotRow | UserRow


def chat_history(transcript: Transcript, dialect: Dialect) -> tuple[Row, ...]:
    """The rows of a conversation of which everything counts, in the words of the project's Rasa."""
    rows: list[Row] = []
    for entry in transcript:
        if isinstance(entry, UserSaid):
            rows.append(UserRow(len(rows) + 1, entry.understood))
            continue
        lines = tuple(_lines(entry, dialect))
        if not lines:
            continue
        match rows[-1:]:
            case [BotRow(number, before)]:
                rows[-1] = BotRow(number, (*before, *lines))
            case _:
                rows.append(BotRow(len(rows) + 1, lines))
    return tuple(rows)


def _lines(entry: Entry, dialect: Dialect) -> Iterator[BotLine]:
    match entry:
        case BotRan(event, policy, confidence):
            yield BotLine(BotLineKind.ACTION, event.name, confidence, policy)
        case BotSaid(message):
            yield from (BotLine(BotLineKind.MESSAGE, text) for text in message_lines(message))
        case UserSaid():
            return
        case _:
            line = line_of(entry, dialect)
            if line is not None:
                yield BotLine(BotLineKind.EVENT, line)


def message_lines(message: BotMessage) -> Iterable[str]:
    """A message of the bot as text (R1:cli/utils.py:bot_message_lines)."""
    if message.text:
        yield from message.text.splitlines()
    if message.image:
        yield f"Image: {message.image}"
    if message.attachment:
        yield f"Attachment: {message.attachment}"
    for name, buttons in (("Buttons", message.buttons), ("Quick replies", message.quick_replies)):
        if buttons:
            yield f"{name}:"
            yield from (f"{number}: {each.title} ({each.payload})" for number, each in enumerate(buttons, start=1))
    if message.elements:
        yield "Elements:"
        yield from (f"{number}: {thaw(each)}" for number, each in enumerate(message.elements, start=1))
    if message.custom is not None:
        yield f"Custom: {thaw(message.custom)}"
