"""The places that belong to findings, written as JSON: the findings of a contradiction share them."""

from __future__ import annotations

from teachback.checks.finding import Related
from teachback.lsp.client_view import ClientView
from teachback.lsp.json_text import JsonText, json_array, json_of, json_string
from teachback.project.sources import Location
from teachback.text.document import Document

# Editors list these below each finding, and are told all of them anew at each keystroke. The first ones are those that
# matter, and the message says how many there are.
MOST_RELATED = 3


class RelatedPlaces:
    """Writes related places, each once. Whoever asks keeps the findings for as long as this is asked.

    ``uris`` are those that were written, by path. ``documents`` are the texts of places that are not in a
    story, ``None`` for one that is not part of the project: these have to be written again when the text changes.
    """

    __slots__ = ("_lists", "_texts", "_view", "documents", "uris")

    def __init__(self, view: ClientView) -> None:
        self._view = view
        self._texts: dict[int, JsonText | None] = {}
        self._lists: dict[int, JsonText | None] = {}
        self.uris: dict[str, str] = {}
        self.documents: dict[str, Document | None] = {}

    def of(self, related: tuple[Related, ...]) -> JsonText | None:
        """The first places as an array, without those in files that are in no project; ``None`` for no place."""
        identity = id(related)
        if identity not in self._lists:
            texts = [text for each in related[:MOST_RELATED] if (text := self._one(each)) is not None]
            self._lists[identity] = json_array(texts) if texts else None
        return self._lists[identity]

    def _one(self, related: Related) -> JsonText | None:
        identity = id(related)
        if identity not in self._texts:
            self._texts[identity] = self._write(related)
        return self._texts[identity]

    def _write(self, related: Related) -> JsonText | None:
        path = related.place.path
        file = self._view.snapshot.files.get(path)
        if isinstance(related.place, Location):
            self.documents[path] = file.document if file else None
        if file is None:
            return None
        uri = self.uris[path] = self._view.uri_of(path)
        span = self._view.snapshot.located(related.place).span
        where = f'{{"uri":{json_of(uri)},"range":{self._view.range_text(path, span)}}}'
        return JsonText(f'{{"location":{where},"message":{json_string(related.message)}}}')
