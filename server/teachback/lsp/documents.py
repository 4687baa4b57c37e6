"""The texts that the client has open.

pygls keeps texts of its own, but splits lines at form feed, NEL and U+2028 too and then applies edits to the wrong
line; nothing here reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from teachback.text.document import Document
from teachback.text.positions import Encoding, Range


@dataclass(frozen=True, slots=True)
class Change:
    """One change of ``textDocument/didChange``; without a place the text is all new."""

    place: Range | None
    text: str


class Documents:
    """Open documents by URI, exactly as the client spells it."""

    def __init__(self) -> None:
        self._open: dict[str, Document] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._open)

    def get(self, uri: str) -> Document | None:
        """The document as the client has it, ``None`` when it is not open."""
        return self._open.get(uri)

    def open(self, uri: str, text: str, version: int) -> Document:
        """A document that the client took over; opened twice, the later text counts."""
        document = self._open[uri] = Document(text, version)
        return document

    def change(self, uri: str, version: int, changes: Iterable[Change], encoding: Encoding) -> Document | None:
        """The document after all changes, each applied to the outcome of the one before it (LSP 3.17 §didChange).

        ``None`` when it is not open: there is nothing to apply the changes to.
        """
        document = self._open.get(uri)
        if document is None:
            return None
        for change in changes:
            document = document.changed(change.place, change.text, version, encoding)
        self._open[uri] = document
        return document

    def close(self, uri: str) -> bool:
        """Give a document back to the disk; whether it was open."""
        return self._open.pop(uri, None) is not None
