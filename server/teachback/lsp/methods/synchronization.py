"""``textDocument/didOpen``, ``didChange`` and ``didClose``."""

from __future__ import annotations

import logging

from lsprotocol import types

from teachback.lsp.client_view import kernel_range
from teachback.lsp.documents import Change
from teachback.lsp.server import TeachbackServer

logger = logging.getLogger(__name__)


def did_open(server: TeachbackServer, params: types.DidOpenTextDocumentParams) -> None:
    """The client's text counts from now on."""
    opened = params.text_document
    document = server.documents.open(opened.uri, opened.text, opened.version)
    server.publication.touch(opened.uri, forget=True)
    server.kernel.change(lambda workspace: workspace.put_text(opened.uri, document))
    server.reading.claim_soon(opened.uri)


def did_change(server: TeachbackServer, params: types.DidChangeTextDocumentParams) -> None:
    """Apply changes in the order given; those of a document that is not open are ignored."""
    uri, version = params.text_document.uri, params.text_document.version
    changes = [_change(change) for change in params.content_changes]
    document = server.documents.change(uri, version, changes, server.client.encoding)
    if document is None:
        logger.warning("ignored a change of %s, which is not open", uri)
        return
    server.publication.touch(uri)
    server.kernel.change(lambda workspace: workspace.put_text(uri, document), touched=uri)
    server.reading.claim_soon(uri)


def did_close(server: TeachbackServer, params: types.DidCloseTextDocumentParams) -> None:
    """What is on disk counts again."""
    uri = params.text_document.uri
    if not server.documents.close(uri):
        logger.warning("ignored the closing of %s, which is not open", uri)
        return
    server.reading.release(uri)
    server.kernel.change(lambda workspace: workspace.drop_text(uri))


def _change(change: types.TextDocumentContentChangeEvent) -> Change:
    if isinstance(change, types.TextDocumentContentChangePartial):
        return Change(kernel_range(change.range), change.text)
    return Change(None, change.text)
