"""Changes of files, handed over to the client: it shows them, and it alone writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from lsprotocol import types

from teachback.checks.finding import FileEdit
from teachback.lsp.client_view import ClientView
from teachback.lsp.interactive.disk import text_on_disk
from teachback.lsp.interactive.faces import Face
from teachback.lsp.interactive.shown_stories import show_stories
from teachback.lsp.interactive.workroom import EditorWorkroom
from teachback.lsp.server import TeachbackServer
from teachback.lsp.workbench import Workbench
from teachback.lsp.workspace import Workspace
from teachback.lsp.workspace_edits import workspace_edit
from teachback.project.snapshot import Snapshot
from teachback.teaching.export.changed_files import ChangedFile, line_edits
from teachback.teaching.export.plan import NewFile
from teachback.teaching.export.story_removal import without_stories
from teachback.teaching.reason import StoryPlace

APPLY = "teachback/teach/apply"


class NotHandedOverError(Exception):
    """Nothing was written; the text says why."""


class HandingOver:
    """Has one client write what a session came to."""

    def __init__(self, server: TeachbackServer, workroom: EditorWorkroom, face: Face) -> None:
        self._server = server
        self._workroom = workroom
        self._face = face

    async def write(self, changes: Sequence[ChangedFile], title: str) -> None:
        """Have the client show and write changes. Raises ``NotHandedOverError``, also where the person refuses."""
        edit = await self._workroom.ask_with(lambda workspace, bench: _edit(workspace, bench, changes, title))
        self._face.rest()
        if not await self._applied(edit, title):
            raise NotHandedOverError("Nothing was written.")

    async def remove_stories(self, stories: Iterable[StoryPlace]) -> str:
        """Have whole stories taken out of their files; what came of it, in words."""
        names = ", ".join(dict.fromkeys(each.story for each in stories))
        try:
            changes = await self._workroom.ask(lambda bench: without_stories(bench.project.snapshot, stories))
            await self.write(changes, f"Remove {names}")
        except (ValueError, NotHandedOverError) as problem:
            return f"{problem} Nothing was removed: take the stories out by hand."
        return f"Removed {names}."

    async def show_stories(self, stories: Iterable[StoryPlace]) -> str:
        """Have stories shown where they stand; what could not be, in words."""
        return await show_stories(self._server, self._workroom, stories)

    async def _applied(self, edit: types.WorkspaceEdit, title: str) -> bool:
        if self._server.client.takes_prompts:
            params = {"edit": edit, "title": title}
            answer: object = await self._server.protocol.send_request_async(APPLY, params)
            return isinstance(answer, Mapping) and cast("Mapping[str, object]", answer).get("applied") is True
        outcome = await self._server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, title))
        return outcome.applied


def _edit(workspace: Workspace, bench: Workbench, changes: Sequence[ChangedFile], title: str) -> types.WorkspaceEdit:
    view: ClientView = workspace.view(bench)
    changed = [each.path for each in changes if _text_now(view.snapshot, each.path) != each.before]
    if changed:
        named = ", ".join(map(view.snapshot.relative, changed))
        raise NotHandedOverError(f"Nothing was written, because {named} changed meanwhile. Look at the changes anew.")
    edits = [
        FileEdit(each.path, edit)
        for each in changes
        if each.before is not None
        for edit in line_edits(each.before, each.after)
    ]
    new_files = [NewFile(each.path, each.after) for each in changes if each.before is None]
    try:
        return workspace_edit(edits, view, confirm=title, new_files=new_files)
    except (LookupError, ValueError) as problem:
        raise NotHandedOverError(f"Nothing was written: {problem}.") from None


def _text_now(snapshot: Snapshot, path: str) -> str | None:
    file = snapshot.files.get(path)
    return text_on_disk(path) if file is None else file.document.text
