"""How long the graph beside a conversation takes: ``benchmarks/graph.py [STORIES …]`` (1000 unless told otherwise).

The stories are made up: some 40 intents, of which a few are common, each mostly answered by its own action. Every point
of 60 of them is looked at as if somebody were teaching it. Times are in milliseconds.
"""

from __future__ import annotations

import random
import statistics
import sys
from time import perf_counter

from teachback.teaching.graph.neighbourhood import neighbourhood, whole_graph
from teachback.teaching.graph.told import Move, Told

INTENTS = 40
USUAL = 0.8  # how often an intent gets the answer of its own
TAUGHT = 60


def main() -> None:
    """Print a line for each number of stories."""
    for number in [int(each) for each in sys.argv[1:]] or [1000]:
        stories = [story(random.Random(seed)) for seed in range(number)]  # noqa: S311 - nothing secret
        times = sorted(times_of(stories))
        begun = perf_counter()
        whole = whole_graph(stories)
        seconds = perf_counter() - begun
        print(
            f"{number} stories: median {statistics.median(times):.1f}, 95 % in {times[len(times) * 95 // 100]:.1f}, "
            f"at most {times[-1]:.1f}; all of them {seconds * 1000:.0f} ({len(whole.nodes)} nodes)"
        )


def times_of(stories: list[Told]) -> list[float]:
    """How long each graph takes beside the first stories, action by action."""
    return [
        time_of(stories, Told("taught", told.moves[:index]), move.label)
        for told in stories[:TAUGHT]
        for index, move in enumerate(told.moves)
        if not move.by_user
    ]


def time_of(stories: list[Told], current: Told, proposed: str) -> float:
    """How long one graph takes."""
    begun = perf_counter()
    neighbourhood(stories, current, proposed)
    return (perf_counter() - begun) * 1000


def story(chance: random.Random) -> Told:
    """A story of three to nine turns."""
    moves: list[Move] = []
    for _ in range(chance.randint(3, 9)):
        intent = min(chance.randrange(INTENTS), chance.randrange(INTENTS))
        answer = intent if chance.random() < USUAL else chance.randrange(INTENTS)
        moves += [
            Move("action_listen", by_user=False),
            Move(f"intent_{intent}", by_user=True),
            Move(f"utter_{answer}", by_user=False),
        ]
    return Told("", (*moves, Move("action_listen", by_user=False)))


if __name__ == "__main__":
    main()
