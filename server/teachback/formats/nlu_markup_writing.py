"""Messages with their entities marked: ``to [Rome](city)``, ``to [Rome]{"entity": "city", "role": "to"}``.

What ``nlu_markup`` reads, as R1:nlu/training_data/formats/markdown.py (``MarkdownWriter``) and
R3:shared/nlu/training_data/formats/readerwriter.py (``TrainingDataWriter``) write it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from teachback.dialogue.transcript import Annotation, Understanding
from teachback.dialogue.values import Value
from teachback.formats.inline_json import inline_json

# What ends the type of `[text](type)`.
_ENDING_A_TYPE = frozenset(":)")
# A closing brace ends the object of `[text]{…}`, inside quotes too.
_ESCAPED_BRACE = r"\u007d"


def annotated(understood: Understanding) -> str:
    """The text of a message with its entities marked; that of ``/intent{…}`` as it is, for it names them itself.

    Several entities on one text become a list, which 3.x alone reads. An entity cannot be marked, and is left out,
    where its text is empty or holds a ``]``, and where it overlaps one that begins earlier.
    """
    text = understood.text
    if text.startswith("/"):
        return text
    pieces: list[str] = []
    at = 0
    for marked in _places(understood):
        start, end = marked[0].start, marked[0].end
        pieces += (text[at:start], f"[{text[start:end]}]", _attributes(text[start:end], marked))
        at = end
    return "".join((*pieces, text[at:]))


def _places(understood: Understanding) -> Iterator[Sequence[Annotation]]:
    """The entities that can be marked, those of one text together, in the order of the texts."""
    at = 0
    placed = sorted(understood.annotations, key=lambda each: (each.start, each.end))
    for (start, end), marked in groupby(placed, key=lambda each: (each.start, each.end)):
        if at <= start < end <= len(understood.text) and "]" not in understood.text[start:end]:
            yield tuple(marked)
            at = end


def _attributes(words: str, marked: Sequence[Annotation]) -> str:
    if len(marked) > 1:
        return f"[{', '.join(_object(words, each) for each in marked)}]"
    mention = marked[0].mention
    plain = mention.role is None and mention.group is None and _other_value(words, mention.value) is None
    if plain and mention.type and _ENDING_A_TYPE.isdisjoint(mention.type):
        return f"({mention.type})"
    return _object(words, marked[0])


def _object(words: str, marked: Annotation) -> str:
    mention = marked.mention
    fields = {"role": mention.role, "group": mention.group, "value": _other_value(words, mention.value)}
    given = {key: value for key, value in fields.items() if value is not None}
    inner = inline_json({"entity": mention.type, **given})[1:-1].replace("}", _ESCAPED_BRACE)
    return f"{{{inner}}}"


def _other_value(words: str, value: Value) -> str | None:
    """The value where it is not what the text says. Both generations take texts only."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or str(value) == words:
        return None
    return str(value)
