"""Windows after which stories run different actions, and what would tell the stories apart.

Rasa's search (R1:core/training/story_conflict.py, R3:core/training/story_conflict.py) over the table of windows.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter, is_
from types import MappingProxyType
from typing import NamedTuple

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.states import State
from teachback.formats.story_tree import Story
from teachback.policies.contested import Shared
from teachback.policies.history import History, WindowKey
from teachback.policies.learnt import Learnt, StoryId
from teachback.policies.placed_examples import NOWHERE, Place, PlacedExamples, placed_examples
from teachback.policies.tables import Tables, Unsettled

# Pairs of histories that are compared to find out what would separate them.
MOST_PAIRS = 400

_HISTORY, _PATH, _STORY = attrgetter("history"), attrgetter("path"), attrgetter("story")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One window and the places of each action that follows it, in the order of files and lines.

    ``after_kind`` is ``intent``, ``action``, ``bot`` or ``user``: what stands just before, and ``after_name`` its name
    or text. ``identity`` is the same for the same window in any run. ``paths`` are the files of the places. ``shared``
    is what only the graph of positions tells of the pasts that lead to it. ``told`` remembers what was worked out about
    it: a contradiction stays the same one as long as nothing of it changes.
    """

    key: WindowKey
    identity: str
    after_kind: str
    after_name: str
    places: Mapping[str, tuple[Place, ...]]
    histories: Mapping[str, tuple[History, ...]]
    paths: frozenset[str]
    shared: Shared
    told: dict[object, object] = field(default_factory=dict[object, object], repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class _Row:
    """The examples of one action after a window, and all that a contradiction takes of them."""

    placed: PlacedExamples
    histories: tuple[History, ...]
    paths: frozenset[str]
    stories: frozenset[StoryId]
    first: Story


@dataclass(frozen=True, slots=True)
class _Made:
    """A contradiction and the rows that it was made of, by action."""

    contradiction: Contradiction
    rows: Mapping[str, _Row]


_FEW = 3
_NO_ROWS: Mapping[str, _Row] = MappingProxyType({})


class Contradictions:
    """The contradictions of the stories at one moment, in the order in which they came about."""

    __slots__ = ("_all", "_asked", "_by_path")

    def __init__(self, found: tuple[Contradiction, ...] = ()) -> None:
        self._all = found
        self._asked = 0
        self._by_path: dict[str, list[Contradiction]] | None = None

    def __iter__(self) -> Iterator[Contradiction]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def in_file(self, path: str) -> Sequence[Contradiction]:
        """Those with a place in a file. Whoever types asks for one file alone; who asks for many gets them in order."""
        if self._by_path is None:
            self._asked += 1
            if self._asked <= _FEW:
                return [each for each in self._all if path in each.paths]
            self._by_path = {}
            for each in self._all:
                for touched in each.paths:
                    self._by_path.setdefault(touched, []).append(each)
        return self._by_path.get(path, ())


class ContradictionIndex:
    """The contradictions of the stories of some tables; only those with a part in what changed are made anew."""

    __slots__ = ("_made", "tables")

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._made: dict[WindowKey, _Made] = {}

    def update(self) -> Contradictions:
        """Every contradiction of the stories as they are now.

        As in Rasa, one with nothing before it is none: the first action of a conversation cannot be predicted.
        """
        unsettled = self.tables.settle()
        self._made = {key: self._brought_up(key, unsettled) for key in self.tables.judged.contradictory_keys()}
        found = (made.contradiction for made in self._made.values())
        return Contradictions(tuple(each for each in found if each.after_kind))

    def _brought_up(self, key: WindowKey, unsettled: Unsettled) -> _Made:
        made = self._made.get(key)
        if made is None:
            return _make(self.tables, key)
        moved = not unsettled.moved.isdisjoint(made.contradiction.paths)
        if key not in unsettled.windows and not moved:
            return made
        touched = unsettled.windows.get(key)
        rows = _NO_ROWS if moved else made.rows
        same = frozenset[str]() if touched is None else rows.keys() - touched
        return _made_again(self.tables, made, _make(self.tables, key, rows, same, made.contradiction))


def contradictions(tables: Tables) -> Contradictions:
    """Every contradiction of the stories of some tables."""
    return ContradictionIndex(tables).update()


def _after(state: State) -> tuple[str, str]:
    """What stands just before, and its name or text; two empty texts at the start of a conversation."""
    if state.previous_action is not None and state.previous_action != ACTION_LISTEN:
        return ("bot" if state.previous_is_text else "action", state.previous_action)
    if state.intent is not None:
        return ("intent", state.intent)
    return ("", "") if state.text is None else ("user", state.text)


def _make(
    tables: Tables,
    key: WindowKey,
    rows_before: Mapping[str, _Row] = _NO_ROWS,
    same: AbstractSet[str] = frozenset(),
    before: Contradiction | None = None,
) -> _Made:
    """``rows_before`` are of stories that stand where they did; those of the actions ``same`` are taken as they are."""
    walked = tables.judged.walked(key)
    rows = {
        action: rows_before[action]
        if action in same
        else _row(tables, examples, walked.get(action, {}), rows_before.get(action))
        for action, examples in sorted(tables.judged.row(key).items())
    }
    example = next(iter(rows.values())).placed.examples[0]
    head = _head_of(before) if before is not None else _head(tables, example.history)
    contradiction = Contradiction(
        key,
        *head,
        {action: row.placed.places for action, row in rows.items()},
        {action: row.histories for action, row in rows.items()},
        frozenset[str]().union(*(row.paths for row in rows.values())),
        tables.judged.shared(key),
    )
    return _Made(contradiction, rows)


def _row(tables: Tables, examples: Collection[Learnt], walked: Mapping[Learnt, None], before: _Row | None) -> _Row:
    placed = placed_examples(tables.placements, examples, before.placed if before else NOWHERE)
    return _Row(
        placed,
        _histories(placed.examples, walked),
        frozenset(map(_PATH, placed.places)),
        frozenset(map(_STORY, placed.examples)),
        tables.placed(placed.examples[0].story).story,
    )


class _Head(NamedTuple):
    """What the window alone tells of a contradiction: the same for as long as there is one."""

    identity: str
    after_kind: str
    after_name: str


def _head_of(contradiction: Contradiction) -> _Head:
    return _Head(contradiction.identity, contradiction.after_kind, contradiction.after_name)


def _head(tables: Tables, history: History) -> _Head:
    window = tables.states_of(history)[-(tables.max_history or 0) :]
    identity = hashlib.sha256(repr((tables.max_history, window)).encode()).hexdigest()[:16]
    return _Head(identity, *_after(window[-1]))


def _histories(examples: tuple[Learnt, ...], walked: Mapping[Learnt, None]) -> tuple[History, ...]:
    """Those of examples that were walked to; where as many were as there are, nobody is left out."""
    if len(walked) == len(examples):
        return tuple(map(_HISTORY, examples))
    return tuple(each.history for each in examples if each in walked)


def _made_again(tables: Tables, before: _Made, now: _Made) -> _Made:
    """The contradiction that was there before, if it is the same to whoever looks at it: though a story of it has
    changed, all that is known about it still holds.
    """
    old, new = before.contradiction, now.contradiction
    same = new.places == old.places and all(
        _tells_the_same(tables, row, now.rows[action], old.places[action][0]) for action, row in before.rows.items()
    )
    return _Made(old, now.rows) if same else now


def _tells_the_same(tables: Tables, before: _Row, now: _Row, first: Place) -> bool:
    """Stories on the way to one that does not stand alone are told of as well, and may have changed."""
    return before is now or (
        _begin_alike(before.first, now.first, first.step)
        and tables.segments.stand_alone(now.stories)
        and _say_the_same(before.histories, now.histories)
    )


def _begin_alike(before: Story, now: Story, step: int) -> bool:
    """Whether stories are the same up to a step, and that step stands where it did: more is not told of them."""
    end = step + 1
    return before is now or (
        before.name == now.name
        and before.starts[:end] == now.starts[:end]
        and all(map(is_, before.lines[:end], now.lines[:end]))
    )


def _say_the_same(before: tuple[History, ...], now: tuple[History, ...]) -> bool:
    """Whether histories are of the same states; each is an object of its own."""
    return len(before) == len(now) and all(
        old is new or old.oldest_first() == new.oldest_first() for old, new in zip(before, now, strict=True)
    )


def separating_history(contradiction: Contradiction) -> int | None:
    """The smallest ``max_history`` with which no two of the actions follow the same window; ``None`` if there is none:
    the conversations are the same from their first state on.
    """
    shared = contradiction.shared
    if shared.whole or math.isinf(shared.longest):
        return None
    longest = int(shared.longest) + 1
    for one, other in islice(_pairs(contradiction), MOST_PAIRS):
        needed = _shared(one, other)
        if needed is None:
            return None
        longest = max(longest, needed + 1)
    return longest


def _pairs(contradiction: Contradiction) -> Iterator[tuple[History, History]]:
    actions = list(contradiction.histories)
    for number, action in enumerate(actions):
        for other in actions[number + 1 :]:
            for one in contradiction.histories[action]:
                for two in contradiction.histories[other]:
                    yield one, two


def _shared(one: History, other: History) -> int | None:
    """How many of the newest states are the same; ``None`` when all are."""
    mine: History | None = one
    theirs: History | None = other
    count = 0
    while mine is not theirs:
        if mine is None or theirs is None or mine.state != theirs.state:
            return count
        count += 1
        mine, theirs = mine.before, theirs.before
    return None
