"""From the start of the process to the answer to ``initialize``: ``teachback lsp`` beside a bare server of pygls.

    python benchmarks/start_up.py [--runs 21]

The bare server is pygls' own class with nothing in it, over standard input and output too. Both are started in turn,
once before anything is counted. Milliseconds: the median and the least; and the ratio of the medians.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from time import perf_counter

_BARE = 'from pygls.lsp.server import LanguageServer; LanguageServer("bare", "1").start_io()'
_SERVERS = {
    "bare pygls": (sys.executable, "-c", _BARE),
    "teachback lsp": (sys.executable, "-m", "teachback", "lsp"),
}


def main() -> None:
    """Print a line for each server, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=21, metavar="N")
    runs = parser.parse_args().runs
    waits: dict[str, list[float]] = {name: [] for name in _SERVERS}
    for counted in (False, *(True for _ in range(runs))):
        for name, command in _SERVERS.items():
            wait = 1000 * _wait(command)
            if counted:
                waits[name].append(wait)
    for name, each in waits.items():
        print(f"{name:14} median {statistics.median(each):6.0f}  least {min(each):6.0f} ms")
    bare, own = map(statistics.median, waits.values())
    print(f"{'ratio':14} {own / bare:.2f}")


def _wait(command: Sequence[str]) -> float:
    """Seconds until a server answers. Modules are compiled once, as on any machine that keeps what it has compiled."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("there is no way to the server")
    try:
        params: dict[str, object] = {"processId": None, "rootUri": None, "capabilities": {}}
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}).encode()
        process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        process.stdin.flush()
        if not process.stdout.readline():
            raise EOFError("the server has ended")
        return perf_counter() - begun
    finally:
        process.kill()
        process.communicate()


if __name__ == "__main__":
    main()
