"""The places that belong to a finding, written as JSON once for as long as their texts stay the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from teachback.checks.finding import Related
from teachback.lsp.client_view import ClientView
from teachback.lsp.json_text import JsonText, json_array, json_of, json_string
from teachback.text.document import Document


class WrittenPlace(NamedTuple):
    """A place and what it was made of; ``related`` is kept, so that no other may ever have its identity."""

    related: Related
    document: Document
    uri: str
    text: JsonText


WrittenPlaces = Mapping[int, WrittenPlace]
"""Places by the identity of what they stand for: the findings of a contradiction share them."""


class RelatedPlaces:
    """Writes the related places of the findings of one file, and takes over those of the last time that still hold."""

    __slots__ = ("_known", "_uris", "_view", "documents", "written")

    def __init__(self, view: ClientView, known: WrittenPlaces) -> None:
        self._view = view
        self._known = known
        self._uris: dict[str, str] = {}
        self.documents: dict[str, Document | None] = {}
        self.written: dict[int, WrittenPlace] = {}

    def of(self, related: Iterable[Related]) -> JsonText | None:
        """Some places as an array, without those in files that are not part of the project; ``None`` for no place."""
        texts = [text for each in related if (text := self._one(each)) is not None]
        return json_array(texts) if texts else None

    def _one(self, related: Related) -> JsonText | None:
        place = self.written.get(id(related))
        return place.text if place is not None else self._write(related)

    def _write(self, related: Related) -> JsonText | None:
        path = related.location.path
        document = self._document(path)
        if document is None:
            return None
        uri = self._uris[path]
        place = self._known.get(id(related))
        if place is None or place.document is not document or place.uri != uri:
            where = f'{{"uri": {json_of(uri)}, "range": {self._view.range_text(path, related.location.span)}}}'
            text = JsonText(f'{{"location": {where}, "message": {json_string(related.message)}}}')
            place = WrittenPlace(related, document, uri, text)
        self.written[id(related)] = place
        return place.text

    def _document(self, path: str) -> Document | None:
        if path not in self.documents:
            file = self._view.snapshot.files.get(path)
            self.documents[path] = file.document if file else None
            self._uris[path] = self._view.uri_of(path)
        return self.documents[path]
