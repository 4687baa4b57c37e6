"""A snapshot as one client sees it: URIs for paths, lines and columns for code-point offsets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from teachback.lsp.client import ClientSupport
from teachback.lsp.json_text import JsonText
from teachback.text.document import Document
from teachback.text.positions import Encoding, Position, Range
from teachback.text.spans import Span

if TYPE_CHECKING:  # what holds the trees of all formats; initialize is answered before anything is read
    from teachback.project.snapshot import Snapshot
    from teachback.project.sources import Location


@dataclass(frozen=True, slots=True)
class ClientView:
    """``uri_of`` spells a path as the client does: URIs of open documents come back exactly as they came."""

    snapshot: Snapshot
    client: ClientSupport
    uri_of: Callable[[str], str]

    def document(self, path: str) -> Document:
        """The text of a file. Raises ``LookupError`` when the file is not, or no longer, part of the project."""
        file = self.snapshot.files.get(path)
        if file is None:
            raise LookupError(f"{path} is not part of the project")
        return file.document

    def position(self, path: str, offset: int) -> types.Position:
        """The LSP position of an offset. Raises ``LookupError`` as ``document`` does."""
        place = self.document(path).lines.position(offset, self.client.encoding)
        return types.Position(place.line, place.character)

    def range(self, path: str, span: Span) -> types.Range:
        """The LSP range of a span. Raises ``LookupError`` as ``document`` does."""
        return types.Range(self.position(path, span.start), self.position(path, span.end))

    def range_text(self, path: str, span: Span) -> JsonText:
        """The LSP range of a span as JSON. Raises ``LookupError`` as ``document`` does."""
        start, end = self.document(path).lines.ends(span, self.client.encoding)
        return JsonText(
            f'{{"start":{{"line":{start.line},"character":{start.character}}},'
            f'"end":{{"line":{end.line},"character":{end.character}}}}}'
        )

    def offset(self, path: str, position: types.Position) -> int:
        """The offset of an LSP position, clamped to its line. Raises ``LookupError`` as ``document`` does."""
        return self.document(path).lines.offset(Position(position.line, position.character), self.client.encoding)

    def span(self, path: str, place: types.Range) -> Span:
        """The span of an LSP range. Raises ``LookupError`` as ``document`` does."""
        return self.document(path).lines.span(kernel_range(place), self.client.encoding)

    def location(self, place: Location) -> types.Location | None:
        """A place as an LSP location, ``None`` when its file is not part of the project."""
        if place.path not in self.snapshot.files:
            return None
        return types.Location(self.uri_of(place.path), self.range(place.path, place.span))


def kernel_range(place: types.Range) -> Range:
    """An LSP range as the text floor writes it, columns in the same encoding."""
    return Range(Position(place.start.line, place.start.character), Position(place.end.line, place.end.character))


def client_range(document: Document, span: Span, encoding: Encoding) -> types.Range:
    """The LSP range of a span of a document."""
    place = document.lines.range(span, encoding)
    return types.Range(
        types.Position(place.start.line, place.start.character), types.Position(place.end.line, place.end.character)
    )


def encoding_kind(encoding: Encoding) -> types.PositionEncodingKind:
    """The protocol's name of an encoding."""
    return types.PositionEncodingKind(encoding.value)
