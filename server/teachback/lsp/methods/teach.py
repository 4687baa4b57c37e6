"""The single step of ``teachback/teach/start``, ``answer`` and ``stop`` (docs/protocol.md)."""

from __future__ import annotations

from teachback.lsp.json_params import members_of, position_of, text_of
from teachback.lsp.live_turns import heard_at
from teachback.lsp.prompts import Json
from teachback.lsp.server import TeachbackServer
from teachback.lsp.teach_turns import begin_in, go_on


async def start(server: TeachbackServer, params: object) -> Json:
    """``{textDocument: {uri}, position}``: begin to teach there; ``{session, prompt}``."""
    given = members_of(params, "params")
    uri = text_of(members_of(given.get("textDocument"), "textDocument").get("uri"), "textDocument.uri")
    position = position_of(given.get("position"), "position")
    await server.reading.done()
    heard = await heard_at(server, uri, position)
    turn, prompt = await server.kernel.ask_latest(
        lambda workspace, _: begin_in(workspace, uri, position, heard).with_json()
    )
    return {"session": server.sessions.put(turn), "prompt": prompt}


async def answer(server: TeachbackServer, params: object) -> Json:
    """``{session, answer: {value}}``: the next prompt."""
    given = members_of(params, "params")
    session = text_of(given.get("session"), "session")
    value = text_of(members_of(given.get("answer"), "answer").get("value"), "answer.value")
    teaching = server.sessions.get(session)
    turn, prompt = await server.kernel.ask_latest(lambda workspace, _: go_on(workspace, teaching, value).with_json())
    server.sessions.put(turn, session)
    return {"prompt": prompt}


async def stop(server: TeachbackServer, params: object) -> None:
    """``{session}``: leave a session."""
    server.sessions.stop(text_of(members_of(params, "params").get("session"), "session"))
