"""`teachback check` of many stories, against `rasa data validate stories` in the same run.

    python benchmarks/cold_check.py [--sizes 100,1000,10000,30000] [--rasa 10000] [--runs 3]

Rasa of both generations takes part where its environment is (`make test-rasa` installs it), at one size: it takes
minutes. Processor time of the whole process, the best of several runs; the peak of memory; and the exponent with
which the time grows, fitted over all sizes of 1,000 and more. Each run starts with an empty cache, which it fills; the
second start is a check of the same files after it.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from many_stories import write_many_stories
from processes import Cost, cost_of
from real_rasa import PEERS, QUIET, Peer


def main() -> None:
    """Print a table, and the exponents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=_numbers, default=(100, 1000, 10_000, 30_000), metavar="N,…")
    parser.add_argument(
        "--rasa", type=int, default=10_000, metavar="N", help="the size at which Rasa takes part; 0: none"
    )
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    arguments = parser.parse_args()
    print(f"{'stories':>8}  {'format':9} {'command':16} {'processor':>10} {'memory':>9}  ratio")
    for project in ("markdown", "yaml"):
        costs = {size: _measured(size, project, arguments) for size in arguments.sizes}
        print(f"{'':8}  {project:9} grows as stories ^ {_exponent({n: c.processor for n, c in costs.items()}):.2f}")


def _measured(size: int, project: str, arguments: argparse.Namespace) -> Cost:
    with TemporaryDirectory() as made:
        write_many_stories(Path(made), size)
        folder = Path(made) / project
        own, again = _cold_and_again(folder, arguments.runs)
        _tell(size, project, "teachback check", own)
        _tell(size, project, "the same again", again, f"{own.processor / again.processor:.1f} times as fast")
        for peer in PEERS:
            if size == arguments.rasa and peer.project == project:
                _compare(peer, folder, size, own)
    return own


def _cold_and_again(folder: Path, runs: int) -> tuple[Cost, Cost]:
    command = (sys.executable, "-m", "teachback", "check", ".")
    cold: list[Cost] = []
    again: list[Cost] = []
    for _ in range(runs):
        with TemporaryDirectory() as cache:
            for costs in (cold, again):
                costs.append(cost_of(command, folder, {"XDG_CACHE_HOME": cache}))
    return min(cold, key=_processor), min(again, key=_processor)


def _processor(cost: Cost) -> float:
    return cost.processor


def _tell(size: int, project: str, name: str, cost: Cost, more: str = "") -> None:
    told = f"{size:8,}  {project:9} {name:16} {cost.processor:8.2f} s {cost.megabytes:6.0f} MB  {more}"
    print(told.rstrip(), flush=True)


def _compare(peer: Peer, folder: Path, size: int, own: Cost) -> None:
    if not peer.is_here:
        print(f"{size:8,}  {peer.project:9} {peer.name:16} is not installed: make test-rasa", flush=True)
        return
    cost = cost_of(peer.command, folder, QUIET)
    ratios = f"{cost.processor / own.processor:.1f} times the time, {cost.megabytes / own.megabytes:.1f} the memory"
    _tell(size, peer.project, peer.name, cost, ratios)


def _exponent(times: Mapping[int, float]) -> float:
    """The slope of the line through the logarithms, by least squares; the start of the process is not told apart."""
    points = [(math.log(size), math.log(time)) for size, time in times.items() if size >= _LARGE]
    if len(points) < _LEAST:
        return math.nan
    middle = [sum(each) / len(points) for each in zip(*points, strict=True)]
    across = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
    return across / sum((x - middle[0]) ** 2 for x, _ in points)


def _numbers(text: str) -> Sequence[int]:
    return tuple(int(each) for each in text.split(","))


_LARGE = 1000
_LEAST = 2


if __name__ == "__main__":
    main()
