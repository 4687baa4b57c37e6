"""What a person corrected counts at once, though nothing is trained anew: the same words mean the same again.

It is read from the conversations of the session, so that a session that is resumed knows it, and what was undone is
not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from teachback.dialogue.transcript import Annotation, Understanding, UserSaid
from teachback.teaching.session.session import Session

_CERTAIN = 1.0


def as_corrected(session: Session, text: str) -> Understanding | None:
    """What a person said last that these words mean, in upper or lower case; ``None`` where nobody had to.

    ``text`` has no blanks around it.
    """
    for understood in _corrected(session):
        if _same_words(understood.text, text):
            return _as_said(understood, text)
    return None


def _corrected(session: Session) -> Iterator[Understanding]:
    """Messages that a person decided about, the latest first."""
    for conversation in (session.conversation, *reversed(session.finished)):
        for entry in reversed(conversation):
            if isinstance(entry, UserSaid) and _is_decided(entry.understood):
                yield entry.understood


def _is_decided(understood: Understanding) -> bool:
    return understood.intent is not None and understood.confidence == _CERTAIN and not understood.ranking


def _same_words(one: str, other: str) -> bool:
    """Letter by letter: some words get longer in lower case, and then entities would stand elsewhere."""
    return len(one) == len(other) and all(
        mine.casefold() == theirs.casefold() for mine, theirs in zip(one, other, strict=True)
    )


def _as_said(understood: Understanding, text: str) -> Understanding:
    """The same meaning of a text that differs in case only."""
    annotations = tuple(_in(text, each, understood.text) for each in understood.annotations)
    return replace(understood, text=text, annotations=annotations)


def _in(text: str, annotation: Annotation, before: str) -> Annotation:
    """The annotation; a value that is nothing but the words changes with them."""
    mention, place = annotation.mention, slice(annotation.start, annotation.end)
    if mention.value != before[place]:
        return annotation
    return replace(annotation, mention=replace(mention, value=text[place]))
