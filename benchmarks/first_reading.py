"""How long completion, hover and code actions take while a workspace is first read, over real stdio.

    python benchmarks/first_reading.py [--stories 10000] [--runs 3] [PROJECT:FILE …]

A file of the project is open. From the first moment on completion is asked for at a line that somebody types, in turn
with code actions there, each as soon as the last one was answered, until a hover has come that was asked for before
everything else: it waits until the stories are read. Milliseconds: the median, 95 of 100, the most.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from many_stories import write_many_stories
from stdio_client import Json, stdio_client

_FILES = {"markdown": "data/stories_000.md", "yaml": "data/stories_000.yml"}
_TYPED = {".md": "  - ", ".yml": "  - action: "}
_PAUSE = 0.005
"""Seconds between two questions. Nobody types as fast."""


@dataclass(slots=True)
class Waits:
    """Seconds that each answer took. ``known`` is when completion offered anything for the first time, ``hover`` when
    the hover came, both counted from the opening of the file.
    """

    completion: list[float] = field(default_factory=list[float])
    code_action: list[float] = field(default_factory=list[float])
    known: list[float] = field(default_factory=list[float])
    hover: list[float] = field(default_factory=list[float])


def main() -> None:
    """Print a block for each project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=10_000, metavar="N", help="0: only the projects named")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("projects", nargs="*", metavar="PROJECT:FILE")
    arguments = parser.parse_args()
    with TemporaryDirectory() as made:
        if arguments.stories:
            write_many_stories(Path(made), arguments.stories)
        for name, file in _FILES.items() if arguments.stories else ():
            _report(f"{arguments.stories:,} stories, {name}", Path(made) / name, file, arguments.runs)
    for project in arguments.projects:
        root, _, file = project.partition(":")
        _report(project, Path(root), file, arguments.runs)


def _report(name: str, root: Path, file: str, runs: int) -> None:
    waits = Waits()
    for _ in range(runs):
        _measure(root, file, waits)
    print(f"{name}: names are known after {_median(waits.known)}, the hover after {_median(waits.hover)}")
    _line("completion", waits.completion)
    _line("code action", waits.code_action)


def _line(name: str, waits: Iterable[float]) -> None:
    inner = sorted(1000 * each for each in waits)
    most = inner[min(len(inner) - 1, len(inner) * 95 // 100)]
    print(
        f"  {name:12} {len(inner):5} asked  median {statistics.median(inner):6.1f}  95 % {most:6.1f}  "
        f"most {inner[-1]:6.1f} ms",
        flush=True,
    )


def _median(seconds: list[float]) -> str:
    return f"{1000 * statistics.median(seconds):,.0f} ms" if seconds else "never"


def _measure(root: Path, file: str, waits: Waits) -> None:
    path = (root / file).absolute()
    text = path.read_text()
    typed = _TYPED[path.suffix]
    line = text.count("\n")
    uri = path.as_uri()
    place = {"line": line, "character": len(typed)}
    at = {"textDocument": {"uri": uri}, "position": place}
    here: Json = {"textDocument": {"uri": uri}, "range": {"start": place, "end": place}, "context": {"diagnostics": []}}
    hovers: dict[int, float] = {}

    def heard(message: Json) -> None:
        if message.get("id") in hovers and "method" not in message:
            hovers[message["id"]] = perf_counter()

    with stdio_client(root, heard) as client:
        document = {"uri": uri, "languageId": "rasa", "version": 1, "text": f"{text}{typed}\n"}
        client.tell("textDocument/didOpen", {"textDocument": document})
        begun = perf_counter()
        hover = client.begin("textDocument/hover", {**at, "position": {"line": line - 1, "character": 8}})
        hovers[hover] = 0.0
        known = 0.0
        while not hovers[hover]:
            offers = _timed(lambda: client.ask("textDocument/completion", at), waits.completion)
            if not known and offers and offers["items"]:
                known = perf_counter() - begun
            _timed(lambda: client.ask("textDocument/codeAction", here), waits.code_action)
            sleep(_PAUSE)
        waits.known.append(known)
        waits.hover.append(hovers[hover] - begun)


def _timed(ask: Callable[[], Json | None], into: list[float]) -> Json | None:
    begun = perf_counter()
    answer = ask()
    into.append(perf_counter() - begun)
    return answer


if __name__ == "__main__":
    main()
