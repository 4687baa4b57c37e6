"""How long the graph beside a conversation takes: ``benchmarks/graph.py [STORIES …]`` (1000 unless told otherwise).

The stories are those of ``made_up_bot.py``. Every point of 60 of them is looked at as if somebody were teaching it.
Times are in milliseconds.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from made_up_bot import write_made_up_bot

from teachback.checks.inspection import Inspector
from teachback.project.project import Project
from teachback.teaching.graph.neighbourhood import neighbourhood, whole_graph
from teachback.teaching.graph.told import Told
from teachback.teaching.graph.training_stories import training_stories

TAUGHT = 60


def main() -> None:
    """Print a line for each number of stories."""
    for number in [int(each) for each in sys.argv[1:]] or [1000]:
        stories = stories_of(number)
        times = sorted(times_of(stories))
        begun = perf_counter()
        whole = whole_graph(stories)
        seconds = perf_counter() - begun
        print(
            f"{number} stories: median {statistics.median(times):.1f}, 95 % in {times[len(times) * 95 // 100]:.1f}, "
            f"at most {times[-1]:.1f}; all of them {seconds * 1000:.0f} ({len(whole.nodes)} nodes)"
        )


def times_of(stories: Sequence[Told]) -> list[float]:
    """How long each graph takes beside the first stories, action by action."""
    return [
        time_of(stories, Told("taught", told.moves[:index]), move.label)
        for told in stories[:TAUGHT]
        for index, move in enumerate(told.moves)
        if not move.by_user
    ]


def time_of(stories: Sequence[Told], current: Told, proposed: str) -> float:
    """How long one graph takes."""
    begun = perf_counter()
    neighbourhood(stories, current, proposed)
    return (perf_counter() - begun) * 1000


def stories_of(number: int) -> tuple[Told, ...]:
    """The stories of a made-up bot."""
    with TemporaryDirectory() as folder:
        project = Project(write_made_up_bot(Path(folder, "bot"), number))
        project.read()
        tables = Inspector().inspect(project.snapshot).facts.tables
        return training_stories(project.snapshot, tables).found


if __name__ == "__main__":
    main()
