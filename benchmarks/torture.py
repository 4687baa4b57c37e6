"""`teachback check` of stories with more ways through their checkpoints than anybody can list.

    python benchmarks/torture.py [--histories 3,5,10,20,all] [--runs 3] [--rasa SECONDS] [--gigabytes N]

The projects of ``many_ways.py``, in both formats, with and without a contradiction deep inside. Processor time of the
whole process, the best of several runs, and how many contradictions are found. `rasa data validate stories` of both
generations is asked the same where its environment is (`make test-rasa` installs it), within so many seconds and so
much memory: it lists the ways, and most likely comes to no end.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from many_ways import write_many_ways
from processes import cost_of, cost_within
from real_rasa import PEERS, QUIET, Peer

from teachback.checks.inspection import Inspector
from teachback.project.options import Options, WholeHistory
from teachback.project.project import Project


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--histories", type=_names, default=("3", "5", "10", "20", "all"), metavar="N,…")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--rasa", type=int, default=60, metavar="SECONDS", help="0: Rasa takes no part")
    parser.add_argument("--gigabytes", type=float, default=6, metavar="N")
    arguments = parser.parse_args()
    print(f"{'project':19} {'format':9} {'max_history':>11} {'command':16} {'processor':>10}  contradictions")
    with TemporaryDirectory() as made:
        write_many_ways(Path(made))
        for root in sorted(Path(made).glob("*/*")):
            for history in arguments.histories:
                for line in _lines(root, history, arguments):
                    print(f"{root.parent.name:19} {root.name:9} {history:>11} {line}", flush=True)


def _lines(root: Path, history: str, arguments: argparse.Namespace) -> Iterator[str]:
    command = (sys.executable, "-m", "teachback", "check", ".", "--no-cache", "--max-history", history)
    own = min(cost_of(command, root).processor for _ in range(arguments.runs))
    yield f"{'teachback check':16} {own:8.2f} s  {_contradictions(root, history):,}"
    for peer in PEERS if arguments.rasa and history in _ASKED_OF_RASA else ():
        if peer.project == root.name and peer.is_here:
            yield _rasa(peer, root, history, arguments)


def _contradictions(root: Path, history: str) -> int:
    project = Project(root, Options(WholeHistory.ALL if history == "all" else int(history)))
    return len(Inspector().inspect(project.read()).facts.contradictions)


def _rasa(peer: Peer, root: Path, history: str, arguments: argparse.Namespace) -> str:
    command = peer.command if history == "all" else (*peer.command, "--max-history", history)
    cost = cost_within(command, root, arguments.rasa, arguments.gigabytes, QUIET)
    if cost is None:
        return f"{peer.name:16} no end within {arguments.rasa} s and {arguments.gigabytes:g} GB"
    return f"{peer.name:16} {cost.processor:8.2f} s"


def _names(text: str) -> Sequence[str]:
    return tuple(text.split(","))


_ASKED_OF_RASA = ("5", "all")


if __name__ == "__main__":
    main()
