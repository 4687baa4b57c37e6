"""Windows after which stories run different actions, and what would tell the stories apart.

Rasa's search (R1:core/training/story_conflict.py, R3:core/training/story_conflict.py) over the table of windows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, zip_longest

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import ACTION_LISTEN, UNLIKELY_INTENT
from teachback.dialogue.states import State
from teachback.policies.duplicates import Originals
from teachback.policies.history import History, WindowKey
from teachback.policies.learnt import Learnt
from teachback.policies.tables import Tables
from teachback.policies.unlisted_values import contradictory_rows
from teachback.policies.windows import Row

# Pairs of histories that are compared to find out what would separate them.
MOST_PAIRS = 400


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an action stands: the index of a story in its file and of a step in the story. ``implied``: the bot
    listens after (at a segment's start: before) that step, though no step says so.
    """

    path: str
    story: int
    step: int
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One window and the places of each action that follows it, in the order of files and lines.

    ``stories`` names the stories of each action as Rasa would: one of several that are the same in all. ``after_kind``
    is ``intent``, ``action``, ``bot`` or ``user``: what stands just before, and ``after_name`` its name or text.
    ``identity`` is the same for the same window in any run.
    """

    key: WindowKey
    identity: str
    after_kind: str
    after_name: str
    places: Mapping[str, tuple[Place, ...]]
    stories: Mapping[str, tuple[str, ...]]
    histories: Mapping[str, tuple[History, ...]]


def contradictions(tables: Tables) -> Iterator[Contradiction]:
    """Every contradiction of the stories.

    As in Rasa, one with nothing before it is none: the first action of a conversation cannot be predicted.
    """
    rows = list(contradictory_rows(tables))
    if tables.domain.dialect is Dialect.RASA3:
        rows += [(key, row) for key, row in tables.windows.rows_with(UNLIKELY_INTENT) if len(row) == 1]
    originals = Originals(tables)
    for key, row in rows:
        newest = tables.states.state(next(iter(next(iter(row.values())))).history.state)
        after = _after(newest)
        if after:
            yield _contradiction(tables, originals, key, row, after)


def _after(state: State) -> tuple[str, str] | None:
    if state.previous_action is not None and state.previous_action != ACTION_LISTEN:
        return ("bot" if state.previous_is_text else "action", state.previous_action)
    if state.intent is not None:
        return ("intent", state.intent)
    return ("user", state.text) if state.text is not None else None


def _contradiction(
    tables: Tables, originals: Originals, key: WindowKey, row: Row, after: tuple[str, str]
) -> Contradiction:
    places: dict[str, tuple[Place, ...]] = {}
    stories: dict[str, tuple[str, ...]] = {}
    histories: dict[str, tuple[History, ...]] = {}
    for action in sorted(row):
        places[action] = tuple(sorted({_place(tables, learnt) for learnt in row[action]}))
        kept = originals.among(row[action])
        stories[action] = tuple(dict.fromkeys(tables.placed(number).story.name.text for number in kept))
        histories[action] = tuple(learnt.history for learnt in row[action])
    example = next(iter(next(iter(row.values()))))
    window = tables.states_of(example.history)[-(tables.max_history or 0) :]
    identity = hashlib.sha256(repr((tables.max_history, window)).encode()).hexdigest()[:16]
    return Contradiction(key, identity, *after, places, stories, histories)


def _place(tables: Tables, learnt: Learnt) -> Place:
    return Place(*tables.placements.where(learnt.story), learnt.step, learnt.implied)


def separating_history(contradiction: Contradiction) -> int | None:
    """The smallest ``max_history`` with which no two of the actions follow the same window; ``None`` if there is none:
    the conversations are the same from their first state on.
    """
    longest = 0
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
    for count, (mine, theirs) in enumerate(zip_longest(one.newest_first(), other.newest_first())):
        if mine != theirs:
            return count
    return None
