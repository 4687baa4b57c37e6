from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lsp_projects import CONTRADICTION, write_project
from raw_pipe import SERVER, framed, in_process, initialize, notification, raw_client, request

# What is set of a running Rasa is read from the first message; asking it is for later.
HEAVY = (
    "networkx",
    "numpy",
    "scipy",
    "urllib3",
    "teachback.checks",
    "teachback.completion",
    "teachback.formats",
    "teachback.policies.engine",
    "teachback.policies.tables",
    "teachback.policies.live.opening",
)

ANSWER_INITIALIZE = f"""
import asyncio, json, sys
from teachback.lsp.features import create_server

class Writer:
    def write(self, data):
        assert b'"capabilities"' in data, data
        print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
    def close(self): pass

async def main():
    server = create_server()
    server.protocol.set_writer(Writer())
    server.protocol.handle_message({initialize(0)!r})

asyncio.run(main())
"""


def test_nothing_heavy_is_imported_before_initialize_is_answered() -> None:
    done = subprocess.run([sys.executable, "-c", ANSWER_INITIALIZE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_completion_is_light_enough_to_be_loaded_on_the_event_loop() -> None:
    heavy = tuple(each for each in HEAVY if each not in ("teachback.completion", "teachback.formats"))
    load = "import json, sys, teachback.lsp.methods.completion"
    tell = f"print(json.dumps([name for name in {heavy!r} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", f"{load}\n{tell}"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs /proc or ps, as on Linux and macOS")
async def test_the_end_of_input_ends_the_children_too(tmp_path: Path) -> None:
    """Training runs in a child; none may be left when the server is gone."""
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with raw_client(ready=False) as client:
        client.send(initialize(0, {"experimental": {"teachback": {}}}, rootUri=fixture.uri()))
        await client.answer(0)
        client.send(notification("initialized", {}))
        while not any(each.get("params", {}).get("state") == "training" for each in client.heard):
            assert await client.next()
        server = client.process.pid
        children = _children(server)
        await client.end()
        for child in children:
            _wait_for_end(child)


def _children(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in found.splitlines()]
    return [pid for pid, above in pairs if above == parent]


def _wait_for_end(pid: int) -> None:
    """A child reads its parent's end from its input; ``tail`` returns when the process is gone."""
    subprocess.run(["tail", f"--pid={pid}", "-f", "/dev/null"], timeout=30, check=True)


async def test_a_reading_that_hangs_keeps_nobody_from_being_answered_nor_the_process_from_ending(
    tmp_path: Path,
) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with in_process(rootUri=fixture.uri()) as held:
        with held.server.reading.pending():
            held.send(notification("initialized", {}), request(1, "no/such/method"), request(2, "shutdown"))
            assert (await held.answer(1))["error"]["code"] == -32601
            assert (await held.answer(2))["result"] is None


@pytest.mark.parametrize("place", ["nonsense", "localhost:", "localhost:port", "localhost:99999"])
def test_a_place_that_is_none_is_refused(place: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "teachback", "lsp", "--tcp", place], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "HOST:PORT" in done.stderr
    assert not done.stdout


async def test_tcp_serves_one_client_with_headers_in_any_spelling() -> None:
    process = await asyncio.create_subprocess_exec(
        *SERVER, "--tcp", "127.0.0.1:0", stdin=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    try:
        assert process.stderr
        line = (await asyncio.wait_for(process.stderr.readline(), 60)).decode()
        assert line.startswith("listening on 127.0.0.1:")
        reader, writer = await asyncio.open_connection("127.0.0.1", int(line.rpartition(":")[2]))
        writer.write(framed(initialize(7), "content-length: {}\r\n\r\n"))
        header = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
        length = int(header.split(b"\r\n")[0].partition(b":")[2])
        assert json.loads(await reader.readexactly(length))["id"] == 7
        writer.close()
        assert await asyncio.wait_for(process.wait(), 60) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
