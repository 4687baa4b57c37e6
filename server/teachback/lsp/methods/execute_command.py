"""``workspace/executeCommand``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from teachback.lsp.action_data import from_json
from teachback.lsp.code_actions import edit_of
from teachback.lsp.commands import APPLY, GOTO, LEARN, SAY, TEACH
from teachback.lsp.dialogue import apply_edit, converse, go_to
from teachback.lsp.interactive.beginning import AtCursor, Fresh
from teachback.lsp.interactive.by_messages import learn
from teachback.lsp.json_params import position_of, range_of, text_of
from teachback.lsp.server import TeachbackServer

Arguments = Sequence[Any]


async def execute(server: TeachbackServer, params: types.ExecuteCommandParams) -> None:
    """Carry out one of the server's commands."""
    command = COMMANDS.get(params.command)
    if command is None:
        raise JsonRpcInvalidParams(f"command: {params.command!r} is none of {', '.join(COMMANDS)}")
    await command(server, params.arguments or ())


async def _go_to(server: TeachbackServer, arguments: Arguments) -> None:
    """``[uri, range]``: show a place."""
    uri, place = _exactly(2, arguments)
    location = types.Location(text_of(uri, "arguments[0]"), range_of(place, "arguments[1]"))
    server.start(go_to(server, location))


async def _teach(server: TeachbackServer, arguments: Arguments) -> None:
    """``[uri, position]``: ask what comes next there; the answer to the command does not wait for the user's."""
    uri, place = _exactly(2, arguments)
    server.start(converse(server, text_of(uri, "arguments[0]"), position_of(place, "arguments[1]")))


async def _apply(server: TeachbackServer, arguments: Arguments) -> None:
    """``[data]`` of a code action: have its edit applied."""
    (json,) = _exactly(1, arguments)
    data = from_json(json)
    edit = await server.kernel.ask_latest(lambda workspace, _: edit_of(workspace, data))
    server.start(apply_edit(server, edit, "Teachback"))


async def _learn(server: TeachbackServer, arguments: Arguments) -> None:
    """``[]``, ``[uri]`` or ``[uri, position]``: ask by messages until it is over, or show the question again."""
    match [*arguments]:
        case []:
            if not server.interactive.show_again():
                server.start(learn(server, Fresh()))
        case [uri]:
            server.start(learn(server, Fresh(text_of(uri, "arguments[0]"))))
        case _:
            uri, place = _exactly(2, arguments)
            at = AtCursor(text_of(uri, "arguments[0]"), position_of(place, "arguments[1]"))
            server.start(learn(server, at))


async def _say(server: TeachbackServer, arguments: Arguments) -> None:
    """``[text]``: answer the open question of the session that asks by messages."""
    (text,) = _exactly(1, arguments)
    if not server.interactive.say(text_of(text, "arguments[0]")):
        raise JsonRpcInvalidParams("No session asks anything at the moment. `teachback.interactive` begins one.")


COMMANDS: Mapping[str, Callable[[TeachbackServer, Arguments], Awaitable[None]]] = {
    APPLY: _apply,
    GOTO: _go_to,
    TEACH: _teach,
    LEARN: _learn,
    SAY: _say,
}


def _exactly(count: int, arguments: Arguments) -> Arguments:
    if len(arguments) != count:
        raise JsonRpcInvalidParams(f"arguments: {count} expected, {len(arguments)} given")
    return arguments
