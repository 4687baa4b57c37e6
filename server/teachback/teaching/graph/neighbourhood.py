"""The graph of a project's stories, and of those that are like the current conversation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from teachback.teaching.graph.drawing import drawn
from teachback.teaching.graph.paths import Path, common_actions, current_path, path_along, whole_path
from teachback.teaching.graph.repetition import first_that_fit, told_once
from teachback.teaching.graph.story_graph import StoryGraph
from teachback.teaching.graph.told import Move, Told

MAX_HISTORY = 2
"""How far Rasa looks ahead when it merges nodes, unless it is told otherwise."""

# Rasa leaves all stories out where there are more than 200. Here the most similar ones stay, as many as a person can
# read beside a conversation: so many actions before anything is merged, those counted once that stories begin with in
# common. The work for one graph is bounded by that, too.
MOST_ACTIONS = 60


def whole_graph(stories: Iterable[Told], max_history: int = MAX_HISTORY) -> StoryGraph:
    """All of some stories and rules, as ``rasa visualize`` draws them; what is told twice is drawn once."""
    return drawn(told_once(map(whole_path, stories)), max_history)


def neighbourhood(
    stories: Sequence[Told],
    current: Told,
    proposed: str | None = None,
    max_history: int = MAX_HISTORY,
    most_actions: int = MOST_ACTIONS,
) -> StoryGraph:
    """The current conversation and the stories that begin like it, each as far as it does and a little further.

    ``proposed`` is the next action, which is not confirmed yet. Stories that share most of their actions with the
    conversation come first, then those that share what the user says, until ``most_actions`` are drawn.
    """
    path = current_path(current, proposed)
    similar = [found for each in stories if (found := _similar(each, path.moves)) is not None]
    by_likeness = sorted(range(len(similar)), key=lambda each: similar[each].likeness, reverse=True)
    fitting = first_that_fit([similar[each].path for each in by_likeness], most_actions)
    paths = (similar[each].path for each in sorted(by_likeness[each] for each in fitting))
    return drawn((*told_once(paths), path), max_history, left_out=len(similar) - len(fitting))


@dataclass(frozen=True, slots=True)
class _Similar:
    """A story beside the current conversation; ``likeness`` grows with it."""

    path: Path
    likeness: tuple[int, int]


def _similar(story: Told, current: tuple[Move, ...]) -> _Similar | None:
    if story.applies_anywhere:
        return _similar_rule(story, current)
    common = common_actions(current, story.moves)
    path = path_along(story, common)
    return None if path is None else _Similar(path, (common, _same(current, story.moves)))


def _similar_rule(rule: Told, current: tuple[Move, ...]) -> _Similar | None:
    """A rule that may come after anything is compared with the last turn, and what the user says has to be the same."""
    begin = next((index for index, move in enumerate(rule.moves) if move.by_user), len(rule.moves))
    turn, rest = _last_turn(current), rule.moves[begin:]
    same = _same(turn, rest)
    path = path_along(replace(rule, moves=rest), common_actions(turn, rest) + 1) if same else None
    return None if path is None else _Similar(replace(path, moves=(*rule.moves[:begin], *path.moves)), (same, same))


def _last_turn(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    start = next((index for index in reversed(range(len(moves))) if moves[index].by_user), len(moves))
    return moves[start:]


def _same(ours: Sequence[Move], theirs: Sequence[Move]) -> int:
    """How many moves two conversations begin with in common, to the word."""
    count = 0
    for one, other in zip(ours, theirs, strict=False):
        if one.by_user != other.by_user or one.label != other.label:
            break
        count += 1
    return count
