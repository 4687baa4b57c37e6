"""``teachback/teach/answer`` (docs/protocol.md)."""

from __future__ import annotations

from pygls.exceptions import JsonRpcInvalidParams

from teachback.lsp.interactive.orders import take
from teachback.lsp.json_params import members_of, text_of
from teachback.lsp.methods import teach
from teachback.lsp.prompts import Json
from teachback.lsp.server import TeachbackServer
from teachback.teaching.session.inputs import Agreed, Answer, Told


async def answer(server: TeachbackServer, params: object) -> Json | None:
    """``{session, serial, answer: {value}}``: answer the open question. To a single step, without ``serial``."""
    given = members_of(params, "params")
    if not server.interactive.has(text_of(given.get("session"), "session")):
        return await teach.answer(server, params)
    await take(server, given, _answer(members_of(given.get("answer"), "answer").get("value")))
    return None


def _answer(value: object) -> Answer:
    match value:
        case bool():
            return Agreed(value)
        case str():
            return Told(value)
        case _:
            raise JsonRpcInvalidParams("answer.value: true, false or a string is expected")
