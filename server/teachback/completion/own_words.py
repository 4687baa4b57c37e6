"""The names that one document holds, for as long as nothing is known of its project."""

from __future__ import annotations

from pathlib import Path

from teachback.completion.vocabulary import Vocabulary
from teachback.project.assembling import assembled
from teachback.project.layout import Layout
from teachback.project.reading import Reader
from teachback.text.document import Document


def own_words(path: str, document: Document) -> Vocabulary:
    """The names in a document that will be, or is, at ``path``; nothing is looked for on the disk."""
    layout = Layout(Path(path), (), (), (), loose=True)
    source = Reader().read(Path(path), document, layout)
    return Vocabulary.of(assembled(layout, {path: source} if source else {}, None))
