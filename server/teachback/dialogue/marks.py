"""Where entities stand in a text, when nobody has said it."""

from __future__ import annotations

from collections.abc import Iterable

from teachback.dialogue.events import EntityMention
from teachback.dialogue.transcript import Annotation
from teachback.dialogue.values import Value


def marked(text: str, mentions: Iterable[EntityMention]) -> tuple[Annotation, ...]:
    """The entities of a text, each where its value is written: behind the one before it if possible.

    An entity whose value is not written there, such as a synonym's or a time, stands nowhere: it starts and ends at the
    end of the text.
    """
    found: list[Annotation] = []
    behind = 0
    for mention in mentions:
        start, end = place_of(text, mention.value, behind)
        behind = end if start < end else behind
        found.append(Annotation(mention, start, end))
    return tuple(found)


def place_of(text: str, value: Value, behind: int = 0) -> tuple[int, int]:
    """Where a value is written in a text, at best at or after ``behind``: start and end in code points."""
    written = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    start = text.find(written, behind) if written else -1
    if start < 0 and written:
        start = text.find(written)
    return (start, start + len(written)) if start >= 0 else (len(text), len(text))
