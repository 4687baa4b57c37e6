"""Messages with their entities marked: ``to [Rome](city)``, ``to [Rome]{"entity": "city", "role": "to"}``.

The notation is that of training examples (R1:nlu/training_data/formats/markdown.py, R3:shared/nlu/training_data/
formats/readerwriter.py, ``TrainingDataWriter.generate_entity``), and read by the same reader; see ``brackets`` for what
it cannot tell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from teachback.dialogue.events import EntityMention
from teachback.dialogue.transcript import Annotation, Understanding
from teachback.formats.nlu_markup import LONGEST, read_example
from teachback.formats.nlu_tree import Example
from teachback.teaching.understanding.brackets import (
    Disguise,
    before_a_mark,
    disguise_for,
    disguised,
    escaped,
)
from teachback.teaching.understanding.commands import PREFIX
from teachback.text.spans import Span

_HALF_A_MARK = re.compile(r"\][(\[{]|\[\]")
_UNSAFE_TYPE = re.compile(r"[:()\\\[\]{}]")
_HELP = r"Mark an entity as [value](type); write \[ and \] for brackets that belong to the message."
_MOST_SHOWN = 40


class UnreadableMarksError(ValueError):
    """A marked text cannot be read; the message says what is wrong, where, and how to write it."""


def marked(understanding: Understanding) -> str:
    """A message with its entities marked; a command such as ``/greet`` as it is.

    Roles, groups and values other than the text itself are told in JSON. An entity without a place of its own (empty,
    or inside another's) is left out, and so is a value that is neither a text nor a number.
    """
    text = understanding.text
    if text.startswith(PREFIX):
        return text
    groups = visible(understanding)
    simple = _written(text, groups, lambda part: part)
    return simple if _says(simple, text, groups) else _written(text, groups, escaped)


def read_marked(text: str) -> tuple[str, tuple[Annotation, ...]]:
    """The message in a marked text, and its entities in order, with places in the message.

    Raises ``UnreadableMarksError``.
    """
    if text.startswith(PREFIX):
        return text, ()
    if len(text) > LONGEST:
        raise UnreadableMarksError(f"The text is longer than {LONGEST:,} characters. Shorten it.")
    disguise = disguise_for(text)
    source = disguised(text, disguise)
    example, problems = read_example(source, Span(0, len(source)))
    if problems:
        raise UnreadableMarksError(problems[0].message)
    _refuse_remains(example, disguise)
    plain = disguise.undone(example.plain)
    return plain, tuple(_annotations(example, disguise))


def visible(understanding: Understanding) -> tuple[tuple[Annotation, ...], ...]:
    """The annotations that a mark can show, those of the same place together, in order.

    Of overlapping ones the one that begins first wins, and of those the longer.
    """
    length = len(understanding.text)
    placed = [each for each in understanding.annotations if 0 <= each.start < each.end <= length]
    placed.sort(key=lambda each: (each.start, -each.end))
    found: list[tuple[Annotation, ...]] = []
    at = 0
    for (start, end), group in groupby(placed, key=lambda each: (each.start, each.end)):
        if start >= at:
            found.append(tuple(group))
            at = end
    return tuple(found)


def _written(text: str, groups: Sequence[Sequence[Annotation]], own: Callable[[str], str]) -> str:
    parts: list[str] = []
    at = 0
    for group in groups:
        start, end = group[0].start, group[0].end
        words = text[start:end]
        parts += (before_a_mark(own(text[at:start])), "[", before_a_mark(own(words)), "]", _attributes(group, words))
        at = end
    return "".join((*parts, own(text[at:])))


def _says(written: str, text: str, groups: Sequence[Sequence[Annotation]]) -> bool:
    """Whether a marked text is read as it is meant."""
    try:
        plain, annotations = read_marked(written)
    except UnreadableMarksError:
        return False
    meant = [(each.start, each.end, each.mention.type) for group in groups for each in group]
    return (plain, [(each.start, each.end, each.mention.type) for each in annotations]) == (text, meant)


def _attributes(group: Sequence[Annotation], words: str) -> str:
    mention = group[0].mention
    if len(group) > 1:
        return f"[{', '.join(_object(each.mention, words) for each in group)}]"
    plain = mention.role is None and mention.group is None and written_value(mention, words) is None
    if plain and mention.type.strip() and not _UNSAFE_TYPE.search(mention.type):
        return f"({mention.type})"
    return _object(mention, words)


def written_value(mention: EntityMention, words: str) -> str | int | float | None:
    """The value that has to be told, because it is not the text itself."""
    value = mention.value
    return value if isinstance(value, str | int | float) and str(value) != words else None


def _object(mention: EntityMention, words: str) -> str:
    fields = {
        "entity": mention.type,
        "role": mention.role,
        "group": mention.group,
        "value": written_value(mention, words),
    }
    members = (f'"{key}": {_json(value)}' for key, value in fields.items() if value is not None)
    return f"{{{', '.join(members)}}}"


def _json(value: object) -> str:
    """JSON in which no bracket stands, as the notation ends at the first that it meets."""
    written = json.dumps(value, ensure_ascii=False)
    return re.sub(r"[\[\]{}]", lambda match: f"\\u{ord(match[0]):04x}", written)


def _annotations(example: Example, disguise: Disguise) -> Iterator[Annotation]:
    for entity in example.entities:
        value = disguise.undone(entity.value)
        mention = EntityMention(entity.type.text, value, entity.role, entity.group)
        if not mention.type.strip():
            words = entity.within.text_in(example.plain)
            raise UnreadableMarksError(f"The mark on “{disguise.undone(words)}” has no type. {_HELP}")
        yield Annotation(mention, entity.within.start, entity.within.end)


def _refuse_remains(example: Example, disguise: Disguise) -> None:
    """Refuse what was meant to be a mark and is none."""
    at = 0
    for start, end in _places(example):
        _refuse_half_marks(example.plain[at:start], disguise)
        if "[" in example.plain[start:end]:
            words = disguise.undone(example.plain[start:end])
            raise UnreadableMarksError(f"The mark on “{words}” has another inside, or a bracket too many. {_HELP}")
        at = end
    _refuse_half_marks(example.plain[at:], disguise)


def _places(example: Example) -> Iterable[tuple[int, int]]:
    return dict.fromkeys((entity.within.start, entity.within.end) for entity in example.entities)


def _refuse_half_marks(stretch: str, disguise: Disguise) -> None:
    half = _HALF_A_MARK.search(stretch)
    if half:
        start = max(0, stretch.rfind("[", 0, half.start()))
        raise UnreadableMarksError(f"“{_excerpt(stretch[start:], disguise)}” is only half a mark. {_HELP}")
    open_at: list[int] = []
    for at, character in enumerate(stretch):
        if character == "[":
            open_at.append(at)
        elif character == "]" and not open_at:
            raise UnreadableMarksError(
                f"A bracket is closed and was never opened, after “{_last(stretch[:at], disguise)}”. {_HELP}"
            )
        elif character == "]":
            open_at.pop()
    if open_at:
        raise UnreadableMarksError(
            f"The bracket before “{_excerpt(stretch[open_at[0] + 1 :], disguise)}” is never closed. {_HELP}"
        )


def _excerpt(text: str, disguise: Disguise) -> str:
    shown = disguise.undone(text)
    return shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}…"


def _last(text: str, disguise: Disguise) -> str:
    shown = disguise.undone(text)
    return shown if len(shown) <= _MOST_SHOWN else f"…{shown[-_MOST_SHOWN:]}"
