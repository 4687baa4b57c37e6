"""Edits of the kernel as LSP workspace edits."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from teachback.checks.finding import FileEdit
from teachback.lsp.client_view import ClientView

_ANNOTATION = "teachback"


def workspace_edit(edits: Iterable[FileEdit], view: ClientView, confirm: str | None = None) -> types.WorkspaceEdit:
    """All edits at once, with the versions of the texts they were made for where the client checks them.

    ``confirm`` is the label of a change annotation that asks for confirmation, for clients that know annotations.
    Raises ``LookupError`` when a file is no longer part of the project, ``ValueError`` when it is not UTF-8 and writing
    it would lose what could not be read.
    """
    by_path: dict[str, list[types.TextEdit]] = {}
    for edit in sorted(edits):
        by_path.setdefault(edit.path, []).append(_text_edit(edit, view))
    if not view.client.versioned_edits:
        return types.WorkspaceEdit(changes={view.uri_of(path): mine for path, mine in by_path.items()})
    if confirm is None or not view.client.change_annotations:
        return types.WorkspaceEdit(document_changes=[_document_edit(path, by_path[path], view) for path in by_path])
    return types.WorkspaceEdit(
        document_changes=[_document_edit(path, _annotated(by_path[path]), view) for path in by_path],
        change_annotations={_ANNOTATION: types.ChangeAnnotation(label=confirm, needs_confirmation=True)},
    )


def _document_edit(
    path: str, edits: list[types.TextEdit] | list[types.AnnotatedTextEdit], view: ClientView
) -> types.TextDocumentEdit:
    version = view.document(path).version
    return types.TextDocumentEdit(
        types.OptionalVersionedTextDocumentIdentifier(uri=view.uri_of(path), version=version), edits
    )


def _annotated(edits: list[types.TextEdit]) -> list[types.AnnotatedTextEdit]:
    return [types.AnnotatedTextEdit(_ANNOTATION, edit.range, edit.new_text) for edit in edits]


def _text_edit(edit: FileEdit, view: ClientView) -> types.TextEdit:
    if view.document(edit.path).undecodable is not None:
        raise ValueError(f"{edit.path} is not UTF-8; save it as UTF-8 first")
    return types.TextEdit(view.range(edit.path, edit.edit.span), edit.edit.new_text)
