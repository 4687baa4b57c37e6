"""From a keystroke to the diagnostics of its document, over real stdio, in projects of many stories.

    python benchmarks/keystrokes.py [--sizes 1000,10000] [--keys 60] [PROJECT:FILE …]

Each key goes into the middle of a story file, the next one when the diagnostics of the last have come. What the server
does for other files goes on meanwhile, as it does while somebody types. Milliseconds: the median, 95 of 100, the most.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from many_stories import write_many_stories
from stdio_client import Json, StdioClient, stdio_client

_MIDDLE = {"markdown": "data/stories_000.md", "yaml": "data/stories_000.yml"}
_PUBLISHED = "textDocument/publishDiagnostics"


def main() -> None:
    """Print a line for each project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", metavar="N,…")
    parser.add_argument("--keys", type=int, default=60, metavar="N")
    parser.add_argument("projects", nargs="*", metavar="PROJECT:FILE")
    arguments = parser.parse_args()
    for size in (int(each) for each in arguments.sizes.split(",") if each):
        with TemporaryDirectory() as made:
            write_many_stories(Path(made), size)
            for name, file in _MIDDLE.items():
                _report(f"{size:,} stories, {name}", Path(made) / name, file, arguments.keys)
    for project in arguments.projects:
        root, _, file = project.partition(":")
        _report(project, Path(root), file, arguments.keys)


def _report(name: str, root: Path, file: str, keys: int) -> None:
    waits = sorted(1000 * each for each in _waits(root, file, keys))
    most = waits[min(len(waits) - 1, len(waits) * 95 // 100)]
    print(f"{name:28} median {statistics.median(waits):6.1f}  95 % {most:6.1f}  most {waits[-1]:6.1f} ms", flush=True)


def _waits(root: Path, file: str, keys: int) -> Iterator[float]:
    uri = (root / file).absolute().as_uri()
    text = (root / file).read_text()
    version = 1

    def published(message: Json) -> bool:
        if message.get("method") != _PUBLISHED:
            return False
        told: Json = message["params"]
        return bool(told["uri"] == uri and told.get("version") == version)

    def read(message: Json) -> bool:
        return message.get("method") == "teachback/status" and message["params"]["projects"] == 1

    with stdio_client(root, lambda _: None) as client:
        client.wait(read)
        document = {"uri": uri, "languageId": "rasa", "version": version, "text": text}
        client.tell("textDocument/didOpen", {"textDocument": document})
        client.wait(published)
        for line, column in _places(text, keys):
            version += 1
            begun = perf_counter()
            _press(client, uri, version, line, column)
            client.wait(published)
            yield perf_counter() - begun


def _press(client: StdioClient, uri: str, version: int, line: int, column: int) -> None:
    """A letter, in the name of an action; the story then says something else."""
    place = {"line": line, "character": column}
    change = {"range": {"start": place, "end": place}, "text": "x"}
    client.tell(
        "textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}
    )


def _places(text: str, keys: int) -> Iterator[tuple[int, int]]:
    """Behind the names of actions, from the middle of the file on."""
    lines = text.splitlines()
    actions = [number for number, line in enumerate(lines) if "utter_" in line]
    chosen = actions[len(actions) // 2 :][:keys] or actions[:keys]
    for number in chosen:
        yield number, len(lines[number])


if __name__ == "__main__":
    main()
