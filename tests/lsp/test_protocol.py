"""One row of bad behaviour of clients a test: each request is answered once, nothing pops up, the server goes on."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Sequence

import pytest
from raw_pipe import PATIENCE, Json, framed, initialize, notification, raw_client, request

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
NOT_INITIALIZED = -32002

PROBE = request("probe", "workspace/executeCommand", {"command": "no.such.command"})


ILL_TYPED: Sequence[tuple[str, object]] = (
    ("textDocument/codeAction", None),
    ("textDocument/codeAction", []),
    ("textDocument/codeAction", {"textDocument": 5}),
    (
        "textDocument/codeAction",
        {
            "textDocument": {"uri": "file:///a.md"},
            "range": {"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": 0}},
            "context": {"diagnostics": []},
        },
    ),
    ("codeAction/resolve", {"kind": "quickfix"}),
    ("codeAction/resolve", {"title": "t", "data": {"kind": "fix"}}),
    ("workspace/executeCommand", {"arguments": []}),
    ("workspace/executeCommand", {"command": "no.such.command"}),
    ("workspace/executeCommand", {"command": "teachback.goto"}),
    ("workspace/executeCommand", {"command": "teachback.goto", "arguments": [1, 2]}),
    ("workspace/executeCommand", {"command": "teachback.teach", "arguments": ["file:///a.md", {"line": "x"}]}),
    ("teachback/teach/start", None),
    ("teachback/teach/start", {"textDocument": {}, "position": {"line": 0, "character": 0}}),
    ("teachback/teach/answer", {"session": "none", "answer": {"value": "x"}}),
    ("teachback/teach/stop", {"session": None}),
)


async def test_ill_typed_requests_are_refused() -> None:
    async with raw_client() as client:
        client.send(*(request(number, *each) for number, each in enumerate(ILL_TYPED, 1)), PROBE)
        for number, each in enumerate(ILL_TYPED, 1):
            assert await client.error(number) == INVALID_PARAMS, each
        await client.answer("probe")
        assert {client.answered(number) for number in range(len(ILL_TYPED) + 1)} == {1}


async def test_requests_before_initialize_are_refused_and_notifications_ignored() -> None:
    async with raw_client(ready=False) as client:
        client.send(request(1, "textDocument/codeAction", {}), notification("initialized", {}), request(2, "shutdown"))
        assert await client.error(1) == NOT_INITIALIZED
        assert await client.error(2) == NOT_INITIALIZED
        client.send(initialize(3))
        assert await client.error(3) == 0


async def test_a_bad_initialize_may_be_tried_again_but_a_good_one_counts_once() -> None:
    async with raw_client(ready=False) as client:
        client.send(request(1, "initialize", {"capabilities": 5}), initialize(2), initialize(3))
        assert await client.error(1) == INVALID_PARAMS
        assert await client.error(2) == 0
        assert await client.error(3) == INVALID_REQUEST


async def test_after_shutdown_every_request_is_refused() -> None:
    async with raw_client() as client:
        client.send(request(1, "shutdown"), request(2, "shutdown"), PROBE, request(3, "no/such/method"))
        assert (await client.answer(1))["result"] is None
        assert await client.error(2) == INVALID_REQUEST
        assert await client.error("probe") == INVALID_REQUEST
        assert await client.error(3) == INVALID_REQUEST


@pytest.mark.parametrize(("before", "status"), [([], 1), ([request(1, "shutdown")], 0)])
async def test_exit_ends_the_process_with_the_status_of_the_protocol(before: list[object], status: int) -> None:
    async with raw_client() as client:
        client.send(*before, notification("exit"))
        assert await client.end() == status


async def test_exit_before_initialize_ends_the_process() -> None:
    async with raw_client(ready=False) as client:
        client.send(notification("exit"))
        assert await client.end() == 1


async def test_unknown_methods_are_refused_and_unknown_notifications_ignored() -> None:
    async with raw_client() as client:
        client.send(notification("$/no"), notification("no/such"), request(1, "no/such/method", {"any": "thing"}))
        assert await client.error(1) == METHOD_NOT_FOUND


HEADERS = (
    "content-length: {}\r\n\r\n",
    "CONTENT-LENGTH:{}\r\n\r\n",
    "Content-Length:   {}  \r\n\r\n",
    "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: {}\r\n\r\n",
    "content-length: {}\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
)


async def test_headers_are_read_in_any_spelling() -> None:
    async with raw_client() as client:
        for number, header in enumerate(HEADERS, 1):
            client.write(framed(request(number, "no/such/method"), header))
            assert await client.error(number) == METHOD_NOT_FOUND, header


async def test_the_stream_is_found_again_after_a_header_that_makes_no_sense() -> None:
    async with raw_client() as client:
        client.write(b"Content-Length: many\r\n\r\n" + b'{"jsonrpc": "2.0"}' + framed(PROBE))
        assert await client.error("probe") == INVALID_PARAMS


NO_MESSAGES = (
    (b"{", PARSE_ERROR),
    (b"nonsense", PARSE_ERROR),
    (b'"\xff\xfe"', PARSE_ERROR),
    (b"[" * 100_000, PARSE_ERROR),
    (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, PARSE_ERROR),
    (b"[]", INVALID_REQUEST),
    (b"null", INVALID_REQUEST),
    (b"5", INVALID_REQUEST),
    (json.dumps([PROBE]).encode(), INVALID_REQUEST),
    (b"{}", INVALID_REQUEST),
    (b'{"jsonrpc": "1.0", "method": "x"}', INVALID_REQUEST),
    (json.dumps(request(True, "shutdown")).encode(), INVALID_REQUEST),
    (json.dumps(request(1.5, "shutdown")).encode(), INVALID_REQUEST),
    (json.dumps(request({}, "shutdown")).encode(), INVALID_REQUEST),
)


async def test_what_is_no_message_is_answered_to_nobody() -> None:
    async with raw_client() as client:
        for body, code in NO_MESSAGES:
            client.send(body)
            assert await client.error(None) == code, body[:50]
        client.send(PROBE)
        await client.answer("probe")


async def test_a_malformed_request_with_an_id_is_refused_under_its_id() -> None:
    async with raw_client() as client:
        client.send(
            request(1, 5), {"jsonrpc": "1.0", "id": 2, "method": "shutdown"}, {"id": 3, "method": "shutdown"}, PROBE
        )
        for number in (1, 2, 3):
            assert await client.error(number) == INVALID_REQUEST
        await client.answer("probe")


HOPELESS: Sequence[Json] = (
    notification(
        "textDocument/didChange",
        {"textDocument": {"uri": "file:///not-open.md", "version": 2}, "contentChanges": [{"text": "x"}]},
    ),
    notification("textDocument/didChange", {"textDocument": 5}),
    notification("textDocument/didOpen", None),
    notification("textDocument/didClose", {"textDocument": {"uri": "file:///not-open.md"}}),
    notification("workspace/didChangeConfiguration", {"settings": {"teachback": {"maxHistory": "many"}}}),
    notification("workspace/didChangeWatchedFiles", {"changes": [{"uri": "untitled:x", "type": 1}]}),
    notification("$/cancelRequest", {"id": "unknown"}),
    notification("$/cancelRequest", {"id": {}}),
    {"jsonrpc": "2.0", "id": "unknown", "result": 5},
    {"jsonrpc": "2.0", "id": "unknown", "error": {"code": 1, "message": "no"}},
    {"jsonrpc": "2.0", "id": None, "error": {"code": 1, "message": "no"}},
    {"jsonrpc": "2.0", "id": 17},
)


async def test_what_cannot_be_helped_is_ignored() -> None:
    async with raw_client() as client:
        client.send(*HOPELESS, PROBE)
        assert await client.error("probe") == INVALID_PARAMS
        assert [each.get("id") for each in client.heard if "method" not in each] == [0, "probe"]


async def test_nested_objects_that_look_like_messages_are_only_data() -> None:
    async with raw_client() as client:
        data = {"jsonrpc": "2.0", "id": 9, "method": "shutdown"}
        client.send(request(1, "codeAction/resolve", {"title": "t", "data": data}), PROBE)
        assert await client.error(1) == INVALID_PARAMS
        await client.answer("probe")
        assert client.answered(9) == 0


async def test_an_answer_that_makes_no_sense_to_a_request_of_ours_is_survived() -> None:
    capabilities = {"workspace": {"configuration": True}}
    async with raw_client(ready=False) as client:
        client.send(initialize(0, capabilities))
        await client.answer(0)
        client.send(notification("initialized", {}), PROBE)
        await client.answer("probe")
        asked = next(each["id"] for each in client.heard if each.get("method") == "workspace/configuration")
        client.send({"jsonrpc": "2.0", "id": asked, "result": 5}, request(2, "no/such/method"))
        assert await client.error(2) == METHOD_NOT_FOUND


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for one process alone")
async def test_ctrl_c_ends_the_process_though_the_input_is_still_open() -> None:
    async with raw_client() as client:
        client.process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(client.process.wait(), PATIENCE) == 130


async def test_the_end_of_input_ends_the_process() -> None:
    async with raw_client() as client:
        assert await client.end() == 0
