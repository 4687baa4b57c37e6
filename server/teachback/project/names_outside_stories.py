"""The names of a file that stand in its domain and its NLU data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from teachback.formats.nlu_tree import NluFile
from teachback.project.domain_names import domain_mentions
from teachback.project.sources import SourceFile
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.text.spans import Span

# A button of a response sends its payload as the user's message (R1:core/interpreter.py, R3:core/processor.py).
_PAYLOAD = re.compile(r"""["']?payload["']?[ \t]*:[ \t]*["']?/(?P<intent>[^\s{"'@,}]+)""")


def names_outside_stories(file: SourceFile) -> Mapping[SymbolKind, Mapping[str, tuple[Mention, ...]]]:
    """By kind and name every place of a name, with spans in the file."""
    grouped: dict[SymbolKind, dict[str, list[Mention]]] = {}
    for mention in _mentions(file):
        grouped.setdefault(mention.kind, {}).setdefault(mention.name, []).append(mention)
    return {kind: {name: tuple(found) for name, found in names.items()} for kind, names in grouped.items()}


def _mentions(file: SourceFile) -> Iterator[Mention]:
    if file.domain is not None:
        yield from domain_mentions(file.domain)
        yield from _payloads(file.document.text)
    if file.nlu is not None:
        yield from _of_nlu(file.nlu)


def _of_nlu(nlu: NluFile) -> Iterator[Mention]:
    for intent in nlu.intents:
        yield Mention(SymbolKind.INTENT, intent.name.text, intent.name.span, Place.NLU)
        for example in intent.examples:
            for entity in example.entities:
                yield Mention(SymbolKind.ENTITY, entity.type.text, entity.type.span, Place.NLU)


def _payloads(text: str) -> Iterator[Mention]:
    for match in _PAYLOAD.finditer(text):
        yield Mention(SymbolKind.INTENT, match["intent"], Span(*match.span("intent")), Place.BUTTON)
