"""Following a plain story from state to state teaches what walking it event by event does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain, Entity, Form, Intent, Slot
from teachback.dialogue.states import State, StateTable
from teachback.dialogue.transitions import Transitions
from teachback.formats.story_markdown import read_story_markdown
from teachback.policies.history import History, Lookback
from teachback.policies.learnt import Walk
from teachback.policies.plain_story import PlainStories
from teachback.policies.walk import Walker
from teachback.project.segments import segments_of

LINES = (
    *("* greet", "* hello OR greet", '* inform{"cuisine": "thai"}', '* inform{"size": 1, "cuisine": null}'),
    *("* form: inform", '- slot{"size": null}'),
    *("- utter_greet", "- action_listen", "- unheard_of", "- rf", "- form: rf"),
    *('- slot{"cuisine": "x"}', '- slot{"size": 1}', '- slot{"size": true}', '- slot{"ready": true}'),
    *('- slot{"no": 1}', "- utter_greet"),
    *("- reset_slots", '- form{"name": "rf"}', '- form{"name": null}', "- pause", "> check"),
    *("- rewind", "- undo", "- restart", '- slot{"kind": "a"}', '- slot{"kind": "other"}', '- followup{"name": "rf"}'),
)  # fmt: skip

Told = list[tuple[str, int, bool, bool, tuple[State, ...]]]


def domain(dialect: Dialect) -> Domain:
    return Domain(
        dialect=dialect,
        intents={name: Intent(name) for name in ("greet", "hello", "inform")},
        entities={name: Entity(name) for name in ("cuisine", "size")},
        slots=(
            Slot("kind", "categorical", values=("a", "b")),
            Slot("cuisine", "text"),
            Slot("size", "float", initial_value=2),
            Slot("ready", "bool", initial_value=False),
        ),
        actions=("utter_greet",),
        forms={"rf": Form("rf")},
    )


@given(st.lists(st.sampled_from(LINES), max_size=12), st.sampled_from(Dialect), st.sampled_from([1, 2, 5, None]))
def test_both_ways_teach_the_same(lines: list[str], dialect: Dialect, max_history: int | None) -> None:
    [placed] = read_story_markdown("\n".join(("## story", *lines))).stories
    story = placed.story
    states, featurizer, lookback = StateTable(), Featurizer(domain(dialect)), Lookback(max_history)
    plain = PlainStories(featurizer.domain, Transitions(featurizer, states), lookback)
    lesson = plain.lesson(1, story)
    if lesson is None:
        assert not stands_alone(lines)
        return
    walked = Walker(featurizer, states, lookback).walk([(1, segments_of(story, featurizer.domain))])
    assert told(lesson.walk, states) == told(walked, states)
    assert [each.key for each in lesson.walk.learnt] == [each.key for each in walked.learnt]
    assert [numbers(end) for _, end in lesson.walk.ends] == [numbers(end) for _, end in walked.ends]
    assert lesson.in_forms == any(line.startswith(("* form", "- form")) for line in lines)


@pytest.mark.parametrize("line", ["> check", "* greet OR hello", "- rewind", "- undo", "- restart"])
def test_what_needs_more_than_one_way_or_takes_back_is_left_to_the_walk(line: str) -> None:
    [placed] = read_story_markdown(f"## story\n* greet\n- utter_greet\n{line}\n").stories
    featurizer, lookback = Featurizer(domain(Dialect.RASA1)), Lookback(5)
    assert (
        PlainStories(featurizer.domain, Transitions(featurizer, StateTable()), lookback).lesson(1, placed.story) is None
    )


def stands_alone(lines: list[str]) -> bool:
    return not any(part in line for line in lines for part in (">", " OR ", "rewind", "undo", "restart"))


def told(walk: Walk, states: StateTable) -> Told:
    return [
        (each.action, each.step, each.implied, each.predictable, tuple(map(states.state, each.history.oldest_first())))
        for each in walk.learnt
    ]


def numbers(history: History) -> tuple[int, ...]:
    return history.oldest_first()
