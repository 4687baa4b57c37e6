"""One version of one source text."""

from __future__ import annotations

import codecs
from dataclasses import InitVar, dataclass, field

from teachback.text.edits import Edit, apply_edits
from teachback.text.positions import Encoding, LineIndex, Range


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its line index; ``version`` is the editor's, ``None`` for a file on disk.

    ``undecodable`` is the offset of the first byte sequence that is not UTF-8, if there is one (it stands as U+FFFD in
    the text, so such a document must never be written back).
    """

    text: str
    version: int | None = None
    undecodable: int | None = None
    lines: LineIndex = field(init=False, repr=False, compare=False)
    known_lines: InitVar[LineIndex | None] = None

    def __post_init__(self, known_lines: LineIndex | None) -> None:
        object.__setattr__(self, "lines", known_lines or LineIndex(self.text))

    def changed(self, place: Range | None, new_text: str, version: int | None, encoding: Encoding) -> Document:
        """The next version after one change of ``textDocument/didChange``; no place means the whole text."""
        if place is None:
            return Document(new_text, version)
        span = self.lines.span(place, encoding)
        text = apply_edits(self.text, [Edit(span, new_text)])
        return Document(text, version, known_lines=self.lines.edited(span, text))


def decode(data: bytes) -> Document:
    """The document of a file's bytes: UTF-8, a byte-order mark dropped (editors do not count it as a column)."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Document(data.decode("utf-8"))
    except UnicodeDecodeError as problem:
        return Document(data.decode("utf-8", "replace"), undecodable=len(data[: problem.start].decode("utf-8")))
