"""Edits of the kernel as LSP workspace edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types

from teachback.checks.finding import FileEdit
from teachback.lsp.client_view import ClientView
from teachback.teaching.export.plan import NewFile

_ANNOTATION = "teachback"


_Change = types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile


def workspace_edit(
    edits: Iterable[FileEdit], view: ClientView, confirm: str | None = None, new_files: Sequence[NewFile] = ()
) -> types.WorkspaceEdit:
    """All edits at once, with the versions of the texts they were made for where the client checks them.

    ``confirm`` is the label of a change annotation that asks for confirmation, for clients that know annotations.
    Raises ``LookupError`` when a file is no longer part of the project, ``ValueError`` when it is not UTF-8 and writing
    it would lose what could not be read, or when the client cannot create the new files.
    """
    if new_files and not view.client.creates_files:
        named = ", ".join(view.snapshot.relative(each.path) for each in new_files)
        raise ValueError(f"This editor cannot create files. Create {named} first, or choose another file")
    by_path: dict[str, list[types.TextEdit]] = {}
    for edit in sorted(edits):
        by_path.setdefault(edit.path, []).append(_text_edit(edit, view))
    if not view.client.versioned_edits:
        return types.WorkspaceEdit(changes={view.uri_of(path): mine for path, mine in by_path.items()})
    annotate = confirm is not None and view.client.change_annotations
    changes: list[_Change] = [
        _document_edit(path, _annotated(mine) if annotate else mine, view) for path, mine in by_path.items()
    ]
    for each in new_files:
        changes.extend(_created(each, view, annotate=annotate))
    if confirm is None or not annotate:
        return types.WorkspaceEdit(document_changes=changes)
    return types.WorkspaceEdit(
        document_changes=changes,
        change_annotations={_ANNOTATION: types.ChangeAnnotation(label=confirm, needs_confirmation=True)},
    )


def _created(file: NewFile, view: ClientView, *, annotate: bool) -> Iterator[_Change]:
    """A file that must not be there yet, and its text."""
    uri = view.uri_of(file.path)
    options = types.CreateFileOptions(overwrite=False, ignore_if_exists=False)
    yield types.CreateFile(uri=uri, options=options, annotation_id=_ANNOTATION if annotate else None)
    start = types.Position(0, 0)
    text = [types.TextEdit(types.Range(start, start), file.text)]
    identifier = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=None)
    yield types.TextDocumentEdit(identifier, _annotated(text) if annotate else text)


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
