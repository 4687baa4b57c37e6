"""Stories that the client shows in its editor."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from teachback.lsp.interactive.workroom import EditorWorkroom
from teachback.lsp.server import TeachbackServer
from teachback.teaching.reason import Stories, StoryPlace, stories_in_words


async def show_stories(server: TeachbackServer, workroom: EditorWorkroom, stories: Iterable[StoryPlace]) -> str:
    """Have each file shown at the first of its stories, the first file last, so that it is in front; what could not be
    shown, in words.
    """
    firsts: dict[str, StoryPlace] = {}
    for place in stories:
        firsts.setdefault(place.path, place)
    if not server.client.shows_documents:
        return _by_hand(firsts.values())
    closed: list[StoryPlace] = []
    for place in reversed(firsts.values()):
        uri = await workroom.ask_with(lambda workspace, _, path=place.path: workspace.uri_of(path))
        start = types.Position(place.line, 0)
        wanted = types.ShowDocumentParams(uri, take_focus=True, selection=types.Range(start, start))
        if not (await server.window_show_document_async(wanted)).success:
            closed.append(place)
    return _by_hand(closed)


def _by_hand(places: Iterable[StoryPlace]) -> str:
    told = stories_in_words(Stories(tuple(places)))
    return f"Your editor cannot be told to open them: {told}." if told else ""
