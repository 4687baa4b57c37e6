"""Reading stories alone, against the least that it could cost: decoding the bytes, and libyaml's bare stream of events.

    python benchmarks/reading.py [--stories 5000] [--runs 5] [FILE …]

Seconds of the processor, the best of several runs that take turns. A file of one's own may be Markdown or YAML.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from many_stories import write_many_stories

from teachback.project.layout import lay_out
from teachback.project.options import Options
from teachback.project.reading import Reader, read_file


def main() -> None:
    """Print a line for each file, or for all made-up files of a format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=5000, metavar="N")
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    with TemporaryDirectory() as made:
        write_many_stories(Path(made), arguments.stories)
        for project in ("markdown", "yaml"):
            _report(f"made up, {project}", tuple(sorted(Path(made, project, "data").iterdir())), arguments.runs)
    for file in arguments.files:
        _report(file.name, (file,), arguments.runs)


def _report(name: str, files: tuple[Path, ...], runs: int) -> None:
    contents = [file.read_bytes() for file in files]
    lines = sum(content.count(b"\n") for content in contents)
    ways: dict[str, Callable[[], object]] = {
        "read": lambda: _read(files),
        "decoded": lambda: [content.decode() for content in contents],
    }
    if files[0].suffix != ".md":
        ways["events"] = lambda: [_events(content) for content in contents]
    best = _best(ways, runs)
    told = f"{name:20} {lines:9,} lines  {best['read']:.3f} s, {lines / best['read']:9,.0f} a second"
    floors = (f"{best['read'] / best[way]:.2f} times {what}" for way, what in _FLOORS.items() if way in best)
    print("; ".join((told, *floors)), flush=True)


_FLOORS = {"events": "libyaml's events", "decoded": "decoding the bytes"}


def _best(ways: Mapping[str, Callable[[], object]], runs: int) -> dict[str, float]:
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(runs):
        for way, go in ways.items():
            begun = time.process_time()
            go()
            taken[way].append(time.process_time() - begun)
    return {way: min(times) for way, times in taken.items()}


def _read(files: tuple[Path, ...]) -> None:
    """As at the start of the server: nothing is known from before."""
    reader = Reader()
    layout = lay_out(files[0].parents[1], Options())
    for file in files:
        document = read_file(file)
        assert document is not None  # noqa: S101 - it was there just now
        reader.read(file, document, layout)


def _events(content: bytes) -> None:
    for _ in yaml.parse(content, Loader=yaml.CLoader):
        pass


if __name__ == "__main__":
    main()
