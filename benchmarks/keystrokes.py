"""From a keystroke to the diagnostics of its document, over real stdio.

    python benchmarks/keystrokes.py [--sizes 1000,10000] [--keys 60] [--rounds 3] [--no-large] [PROJECT:FILE …]

In projects of many stories, of both generations, with the growth from the smallest to the largest: all sizes in turn,
several rounds, so that a slow moment of the machine meets each of them; and as many rounds in those that are named. In
single files of 50,000 lines with forms and of 20,000 lines of YAML; and where TEACHBACK_CORPUS names a folder with real
stories, in its largest Markdown file. Each key goes into the middle of a story file, the next one when the diagnostics
of the last have come, whole, to a client that shows all that VS Code does. Milliseconds: the median, 95 of 100, the
most.
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from large_files import write_forms, write_large_yaml, write_real
from many_stories import write_many_stories
from stdio_client import Json, StdioClient, stdio_client

_EDITED = {"markdown": "data/stories_000.md", "yaml": "data/stories_000.yml"}
_PUBLISHED = "textDocument/publishDiagnostics"
_STATUS = "teachback/status"
_STORIES = "*babi*with_slots.md"


class Waits(NamedTuple):
    """Milliseconds that somebody who types waits."""

    median: float
    most_of_all: float
    longest: float


def main() -> None:
    """Print a line for each project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", metavar="N,…")
    parser.add_argument("--keys", type=int, default=60, metavar="N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--no-large", action="store_true", help="leave the large files out")
    parser.add_argument("projects", nargs="*", metavar="PROJECT:FILE")
    arguments = parser.parse_args()
    sizes = [int(each) for each in arguments.sizes.split(",") if each]
    _many_stories(sizes, arguments.keys, arguments.rounds)
    if not arguments.no_large:
        _large_files(arguments.keys)
    for project in arguments.projects:
        root, _, file = project.partition(":")
        rounds = (_waits(Path(root), Path(root) / file, arguments.keys) for _ in range(arguments.rounds))
        _report(project, chain.from_iterable(rounds))


def _many_stories(sizes: list[int], keys: int, rounds: int) -> None:
    with TemporaryDirectory() as made:
        for size in sizes:
            write_many_stories(Path(made) / str(size), size)
        for name, file in _EDITED.items():
            waits: dict[int, list[float]] = {size: [] for size in sizes}
            for _ in range(rounds):
                for size in sizes:
                    root = Path(made) / str(size) / name
                    waits[size] += _waits(root, root / file, keys)
            found = [_report(f"{size:,} stories, {name}", waits[size]) for size in sizes]
            if len(found) > 1:
                growth = found[-1].most_of_all / found[0].most_of_all
                times = sizes[-1] / sizes[0]
                print(f"{name}: {growth:.2f} times as long with {times:.0f} times as many stories", flush=True)


def _large_files(keys: int) -> None:
    with TemporaryDirectory() as made:
        file = write_forms(Path(made))
        _report("50,000 lines with forms", _waits(Path(made), file, keys))
    with TemporaryDirectory() as made:
        file = write_large_yaml(Path(made))
        _report("20,000 lines of YAML", _waits(file.parent.parent, file, keys))
    corpus = Path(os.environ.get("TEACHBACK_CORPUS", "corpus"))
    for stories in sorted(corpus.rglob(_STORIES), key=lambda path: path.stat().st_size)[-1:]:
        with TemporaryDirectory() as made:
            lines = len(stories.read_bytes().splitlines())
            _report(f"{lines:,} real lines", _waits(Path(made), write_real(Path(made), stories), keys))


def _report(name: str, seconds: Iterable[float]) -> Waits:
    waits = sorted(1000 * each for each in seconds)
    found = Waits(statistics.median(waits), waits[min(len(waits) - 1, len(waits) * 95 // 100)], waits[-1])
    print(
        f"{name:28} median {found.median:6.1f}  95 % {found.most_of_all:6.1f}  most {found.longest:6.1f} ms", flush=True
    )
    return found


def _waits(root: Path, file: Path, keys: int) -> Iterator[float]:
    uri, text = file.absolute().as_uri(), file.read_text()
    version = 1

    def published(message: Json) -> bool:
        if message.get("method") != _PUBLISHED:
            return False
        told: Json = message["params"]
        return bool(told["uri"] == uri and told.get("version") == version)

    with stdio_client(root, lambda _: None) as client:
        client.wait(lambda message: message.get("method") == _STATUS and message["params"]["projects"] == 1)
        document = {"uri": uri, "languageId": "rasa", "version": version, "text": text}
        client.tell("textDocument/didOpen", {"textDocument": document})
        client.wait(published)
        for line, column in _places(text, keys):
            version += 1
            begun = perf_counter()
            _press(client, uri, version, line, column)
            client.wait(published)
            yield client.arrived - begun


def _press(client: StdioClient, uri: str, version: int, line: int, column: int) -> None:
    """A letter, in the name of an action; the story then says something else."""
    place = {"line": line, "character": column}
    change = {"range": {"start": place, "end": place}, "text": "x"}
    client.tell(
        "textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}
    )


def _places(text: str, keys: int) -> Iterator[tuple[int, int]]:
    """Behind the names of actions, from the middle of the file on."""
    lines = text.split("\n")
    actions = [number for number, line in enumerate(lines) if "utter_" in line]
    chosen = actions[len(actions) // 2 :][:keys] or actions[:keys]
    for number in chosen:
        yield number, len(lines[number])


if __name__ == "__main__":
    main()
