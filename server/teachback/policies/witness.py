"""The shortest conversations that show a contradiction: one for each action, the same to the policies at their ends."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.policies.contradictions import Contradiction
from teachback.policies.learnt import Group
from teachback.policies.placed_examples import Place
from teachback.policies.positions import START, Position, Positions
from teachback.policies.tables import Tables


class Way(NamedTuple):
    """The names of the stories that a conversation passes, and what is said and done until the place: intents (or
    texts) and actions, without ``action_listen``.
    """

    stories: tuple[str, ...]
    told: tuple[str, ...]


def witness(tables: Tables, contradiction: Contradiction) -> Mapping[str, Way]:
    """The shortest way to the first place of each action, where any of them leads through several stories; without
    those to which nobody can say the way, because something is taken back on it.
    """
    first = {action: places[0] for action, places in contradiction.places.items()}
    if all(len(_group(tables, place)) <= 1 for place in first.values()):
        return {}
    found = {action: _way(tables, contradiction, action, place) for action, place in first.items()}
    return {action: way for action, way in found.items() if way is not None}


def _group(tables: Tables, place: Place) -> Group:
    number = tables.placements.number(place.path, place.story)
    return () if number is None else tables.group_of(number)


def _way(tables: Tables, contradiction: Contradiction, action: str, place: Place) -> Way | None:
    number = tables.placements.number(place.path, place.story)
    positions = tables.positions(_group(tables, place))
    if number is None or positions is None:
        return None
    window = tables.judged.window(contradiction.key)
    here = (action, number, place.step, place.implied)
    ends = [index for index, each in enumerate(positions.all) if _identity(each) == here]
    whole = tables.max_history is None or len(window) < tables.max_history
    passed = [positions.all[each] for each in shortest_way(positions, ends, window, whole=whole)]
    names = (tables.placed(story).story.name.text for story, _ in groupby(each.story for each in passed))
    return Way(tuple(names), tuple(_told(tables, passed)))


def _identity(position: Position) -> tuple[str, int, int, bool]:
    return (position.action, position.story, position.step, position.implied)


def _told(tables: Tables, passed: Sequence[Position]) -> Iterator[str]:
    for before, position in zip((None, *passed[:-1]), passed, strict=True):
        if before is not None and before.action != ACTION_LISTEN:
            yield before.action
        state = tables.states.state(position.state)
        said = state.text if state.intent is None else state.intent
        if said is not None and before is not None and before.action == ACTION_LISTEN:
            yield said


def shortest_way(positions: Positions, ends: Iterable[int], window: Sequence[int], *, whole: bool) -> list[int]:
    """The positions, by their numbers, of the shortest way on which a conversation comes to one of some, with the
    states of ``window`` last, the newest last of all; with just these where it is ``whole``. Empty: there is none.
    """
    layers = [{each: START for each in ends if positions.all[each].state == window[-1]}]
    for state in reversed(window[:-1]):
        layers.append(
            {
                earlier: number
                for number in layers[-1]
                for earlier in sorted(positions.before[number])
                if earlier != START and positions.all[earlier].state == state
            }
        )
    begin = _first(positions, layers[-1]) if whole else _from_start(positions, layers[-1])
    for layer in reversed(layers[1:]):
        begin += [layer[begin[-1]]] if begin else []
    return begin


def _first(positions: Positions, numbers: Iterable[int]) -> list[int]:
    return [each for each in numbers if START in positions.before[each]][:1]


def _from_start(positions: Positions, numbers: Iterable[int]) -> list[int]:
    """The shortest way from the start of a conversation to one of some positions, that one included."""
    after = dict.fromkeys(numbers, START)
    waiting = deque(after)
    while waiting:
        number = waiting.popleft()
        if START in positions.before[number]:
            way = [number]
            while after[way[-1]] != START:
                way.append(after[way[-1]])
            return way
        for earlier in sorted(positions.before[number]):
            if earlier not in after:
                after[earlier] = number
                waiting.append(earlier)
    return []
