"""What a place of a text asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from teachback.dialogue.values import Value
from teachback.text.spans import Span

Write = Callable[[Value], str | None]
"""How a name or value is written at a place; ``None`` where it cannot stand there."""


class Wish(Enum):
    """What may stand at a place: names, the value of an entity or a slot, or one of the words that the format knows."""

    INTENT = "intent"
    ENTITY = "entity"
    SLOT = "slot"
    ACTION = "action"
    STEP = "step"
    """What the bot does in story Markdown: an action, or an event such as ``slot{…}``."""
    RESPONSE = "response"
    FORM = "form"
    CHECKPOINT = "checkpoint"
    ENTITY_VALUE = "value of an entity"
    SLOT_VALUE = "value of a slot"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One place. ``word`` is what an offer replaces: it lies in the line of the cursor, and the cursor touches it.

    ``of`` is whose value is wanted, ``words`` are those of ``Wish.WORD``. With ``undeclared`` only names will do that
    the domain does not list yet. ``form`` is the form that is active there (1.x), so that a turn may be prefixed.
    """

    wish: Wish
    word: Span
    write: Write
    of: str = ""
    words: tuple[str, ...] = ()
    undeclared: bool = False
    form: str | None = None


def as_it_is(value: Value) -> str | None:
    """A name in story Markdown, where nothing can be quoted."""
    return value if isinstance(value, str) and value and not set(value) & _UNWRITABLE else None


_UNWRITABLE = frozenset("{}\r\n")
