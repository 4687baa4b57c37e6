"""What the graph of positions finds to contradict is what any list of all ways would show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain, Intent, Slot
from teachback.dialogue.events import ActionExecuted
from teachback.dialogue.states import State, StateTable
from teachback.dialogue.transitions import Transitions
from teachback.formats.story_markdown import read_story_markdown
from teachback.policies.contested import Contest
from teachback.policies.history import Lookback, WindowKey
from teachback.policies.learnt import Learnt
from teachback.policies.many_ways import ManyWays
from teachback.policies.positions import Positions, positions_of
from teachback.policies.same_pasts import stands_of
from teachback.policies.walk import Walker
from teachback.project.segments import Segment, segments_of

Place = tuple[int, int, bool, str]
Clash = frozenset[Place]
Told = list[tuple[int, tuple[Segment, ...]]]

DOMAIN = Domain(
    dialect=Dialect.RASA1,
    intents={name: Intent(name) for name in ("greet", "ask")},
    slots=(Slot("size", "categorical", values=("a", "b")), Slot("note", "unfeaturized")),
    actions=("utter_a", "utter_b"),
)
STEPS = ("* greet", "* ask", "- utter_a", "- utter_a", "- utter_b", '- slot{"size": "a"}', '- slot{"note": 1}')
HISTORIES = (1, 2, 3, 5, None)


def never(state: int) -> bool:
    """Judges the first action of a conversation as any other."""
    del state
    return False


@st.composite
def joined_stories(draw: st.DrawFn, *, forwards: bool) -> str:
    """Stories that begin at none or one of four checkpoints and end at a later one, or at any."""
    blocks: list[str] = []
    for number in range(draw(st.integers(2, 7))):
        start = draw(st.integers(-1, 3))
        lowest = start + 1 if forwards else 0
        end = draw(st.integers(lowest, 4))
        condition = draw(st.sampled_from(("", "", '{"size": "a"}', '{"note": 1}'))) if start >= 0 else ""
        steps = draw(st.lists(st.sampled_from(STEPS), min_size=1, max_size=4))
        lines = [f"## {number}", *([f"> c{start}{condition}"] if start >= 0 else []), *steps]
        blocks.append("\n".join((*lines, *([f"> c{end}"] if end <= 3 else []))))
    return "\n\n".join(blocks)


@settings(max_examples=300)
@given(joined_stories(forwards=True), st.sampled_from(HISTORIES))
def test_as_a_list_of_all_ways(text: str, max_history: int | None) -> None:
    told = read(text)
    assert by_graph(told, max_history) == clashes(listed(told, max_history))


@settings(max_examples=300)
@given(joined_stories(forwards=False), st.sampled_from(HISTORIES[:-1]))
def test_cycles_as_they_are_walked_with_a_short_memory(text: str, max_history: int) -> None:
    told = read(text)
    walk = Walker(Featurizer(DOMAIN), StateTable(), Lookback(max_history)).walk(told)
    rows: dict[object, set[Place]] = {}
    for each in walk.learnt:
        rows.setdefault(each.key, set()).add(place(each))
    assert by_graph(told, max_history) == clashes(rows)


@settings(max_examples=200)
@given(joined_stories(forwards=False))
def test_cycles_of_whole_pasts_show_all_that_some_rounds_do(text: str) -> None:
    told = read(text)
    walk = Walker(Featurizer(DOMAIN), StateTable(), Lookback(None)).walk(told)
    assume(not walk.cut)  # then nobody knows which ways come to an end
    rows: dict[object, set[Place]] = {}
    for each in walk.learnt:
        rows.setdefault(each.key, set()).add(place(each))
    found = by_graph(told, None)
    assert found >= clashes(rows) if walk.goes_round else found == clashes(rows)


def read(text: str) -> Told:
    stories = read_story_markdown(text).stories
    told = [(number, segments_of(placed.story, DOMAIN)) for number, placed in enumerate(stories)]
    return [(number, segments) for number, segments in told if segments]


def by_graph(told: Told, max_history: int | None) -> set[Clash]:
    states = StateTable()
    positions = positions_of(told, Transitions(Featurizer(DOMAIN), states), lambda number: number)
    assert positions is not None
    found = ManyWays([positions], Lookback(max_history), frozenset(), never).contradictory()
    return clashes({key: set(map(place, each.examples)) for key, each in found.items()})


def place(learnt: Learnt) -> Place:
    return (learnt.story, learnt.step, learnt.implied, learnt.action)


def clashes(rows: Mapping[object, set[Place]] | Mapping[WindowKey, set[Place]]) -> set[Clash]:
    """The pairs of places that run different actions after one window."""
    return {
        frozenset(pair) for places in rows.values() for pair in combinations(places, 2) if pair[0][-1] != pair[1][-1]
    }


def listed(told: Told, max_history: int | None) -> Mapping[object, set[Place]]:
    """The same from every conversation, told from its first event to its last, without any shared code."""
    segments = [(story, segment) for story, parts in told for segment in parts]
    rows: dict[object, set[Place]] = {}
    for story, segment in segments:
        if not segment.starts:
            for way in ways(segments, (story, segment), Conversation(Featurizer(DOMAIN)), ()):
                for index, (_, at) in enumerate(way):
                    seen = tuple(state for state, _ in way[: index + 1])
                    rows.setdefault(seen if max_history is None else seen[-max_history:], set()).add(at)
    return rows


Way = tuple[tuple[State, Place], ...]


def ways(
    segments: Sequence[tuple[int, Segment]], at: tuple[int, Segment], conversation: Conversation, before: Way
) -> Iterator[Way]:
    story, segment = at
    for sourced in segment.events:
        if isinstance(sourced.event, ActionExecuted):
            here = (story, sourced.step, sourced.implied, sourced.event.name)
            before = (*before, (conversation.state(), here))
        conversation.apply(sourced.event)
    starts = [(start, each) for each in segments for start in each[1].starts]
    if not segment.ends or not all(any(start.name == end for start, _ in starts) for end in segment.ends):
        yield before
    for start, each in starts:
        if start.name in segment.ends and all(conversation.slots[slot] == value for slot, value in start.conditions):
            yield from ways(segments, each, conversation.copy(), before)


def layers(count: int) -> Positions:
    blocks = ["## begin\n* greet\n- utter_a\n> c0"]
    blocks += [f"## {n}{w}\n> c{n}\n* {w}\n- utter_a\n> c{n + 1}" for n in range(count) for w in ("greet", "ask")]
    blocks += [f"## odd\n> c{count - 1}\n* ask\n- utter_b\n> c{count}", f"## end\n> c{count}\n* greet\n- utter_b"]
    positions = positions_of(read("\n\n".join(blocks)), Transitions(Featurizer(DOMAIN), StateTable()), lambda n: n)
    assert positions is not None
    return positions


@pytest.mark.parametrize("max_history", [5, 20, None])
def test_the_work_grows_with_the_stories_and_not_with_the_ways(max_history: int | None) -> None:
    few, many = (layers(count) for count in (40, 80))
    assert len(many.all) < 2.1 * len(few.all) < 700
    visited = [Contest(stands_of(each), max_history, frozenset(), never).visited for each in (few, many)]
    assert 0 < visited[1] < 4.4 * visited[0]
