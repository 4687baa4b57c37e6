"""``textDocument/completion``."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types

from teachback.completion.offers import MOST, offers
from teachback.completion.places import wanted_at
from teachback.completion.vocabulary import Vocabulary
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.lsp.completion_items import Completion, completion_list
from teachback.lsp.server import TeachbackServer
from teachback.lsp.uris import path_of
from teachback.lsp.worker import run_beside
from teachback.project.symbols import Symbols
from teachback.text.document import Document
from teachback.text.positions import Position

if TYPE_CHECKING:  # the kernel loads it
    from teachback.lsp.project_knowledge import ProjectKnowledge

PATIENCE = 0.02
"""Seconds for which an answer waits for the kernel; then it is given from what was known before."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Known:
    """The names and the probabilities of actions; not ``up_to_date`` when the kernel would know better later."""

    vocabulary: Vocabulary
    likely: Mapping[str, float]
    up_to_date: bool


_NOTHING_YET = Vocabulary(Domain(Dialect.RASA1), Symbols({}), whole=False)


async def offer(server: TeachbackServer, params: types.CompletionParams) -> types.CompletionList | None:
    """What may be written under the cursor; ``None`` where nothing of a bot may."""
    uri, place = params.text_document.uri, params.position
    path, document = path_of(uri), server.documents.get(uri)
    if path is None or document is None:
        return None
    cursor = document.lines.offset(Position(place.line, place.character), server.client.encoding)
    wanted = wanted_at(path, document, cursor)
    known = await _known(server, path, document, cursor) if wanted else None
    if wanted is None or known is None or not known.vocabulary.speaks_of(path):
        return None
    found = offers(wanted, document.text, cursor, known.vocabulary, known.likely)
    whole = known.up_to_date and len(found) <= MOST
    return completion_list(Completion(document, cursor, wanted, found[:MOST], whole), server.client)


async def _known(server: TeachbackServer, path: str, document: Document, cursor: int) -> _Known | None:
    """What can be known by now: of the kernel, of the kernel before, of the document itself, or nothing at all.

    ``None`` for a document of no project.
    """
    if not server.reading.reads(path):
        answered, found = await _in_time(_of_kernel(server, path, cursor))
        if found is not None:
            server.vocabularies.learn(found.root, found.vocabulary)
            return _Known(found.vocabulary, found.likely, up_to_date=True)
        if answered and server.reading.idle:
            return None
    vocabulary = server.vocabularies.near(path)
    if vocabulary is None:
        _, vocabulary = await _in_time(run_beside(lambda: _own_words(path, document)))
    return _Known(vocabulary or _NOTHING_YET, {}, up_to_date=False)


def _own_words(path: str, document: Document) -> Vocabulary:
    from teachback.completion.own_words import own_words  # noqa: PLC0415 - importing readers takes longer than an answer

    return own_words(path, document)


async def _of_kernel(server: TeachbackServer, path: str, cursor: int) -> ProjectKnowledge | None:
    module = await server.kernel.load("teachback.lsp.project_knowledge")
    return await server.kernel.ask(lambda workspace, _: module.knowledge_at(workspace, path, cursor))


async def _in_time(work: Coroutine[Any, Any, Result]) -> tuple[bool, Result | None]:
    """Whether work has ended while it was waited for, and what came of it."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait([task], timeout=PATIENCE)
        return (True, task.result()) if task.done() else (False, None)
    finally:
        task.cancel()
