"""Benchmarks of recorded states: how they are read, and what is said of files that are none."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.dialogue.states import State
from teachback.evaluation.recorded_states import RecordedStep, UnreadableStatesError, read_states

BENCHMARK = """\
{
  "actions": ["action_listen", "utter_greet", "pay_form"],
  "feats": ["prev:action_listen", "intent:greet", "prev:utter_greet", "entity:b", "entity:a",
            "slot:how_much_0", "slot:how_much_2", "loop:pay_form"],
  "trackers": [
    {"s": [[], [0, 1], [2, 1]], "a": [0, 1, 0], "u": [0], "f": 1},
    {"s": [[[5, 0.25], 3, 4, [6, 1], 7]], "a": [2], "u": [], "f": 0},
    {"s": [[]], "a": [0], "u": [0], "f": 4}
  ]
}
"""


def test_a_step_has_all_states_up_to_its_action() -> None:
    first, _, empty = read_states(BENCHMARK).conversations
    begin, heard = State(), State(intent="greet", previous_action="action_listen")
    greeted = State(intent="greet", previous_action="utter_greet")
    assert (first.number, first.fold) == (0, 1)
    assert first.steps == (
        RecordedStep((begin, heard), "utter_greet"),
        RecordedStep((begin, heard, greeted), "action_listen"),
    )
    assert (empty.number, empty.fold, empty.steps) == (2, 4, ())


def test_entities_are_sorted_and_slots_have_all_their_features() -> None:
    [step] = read_states(BENCHMARK).conversations[1].steps
    assert step == RecordedStep(
        (State(entities=("a", "b"), slots=(("how_much", (0.25, 0.0, 1.0)),), loop="pay_form"),), "pay_form"
    )


def test_actions_and_loops_are_those_of_the_file() -> None:
    states = read_states(BENCHMARK)
    assert states.actions == ("action_listen", "utter_greet", "pay_form")
    assert states.loops == {"pay_form"}


def test_what_else_the_file_tells_makes_no_difference() -> None:
    more: dict[str, Any] = json.loads(BENCHMARK) | {"rasa": "3.6.21"}
    more["trackers"][0]["n"] = "a story"
    assert read_states(json.dumps(more)) == read_states(BENCHMARK)


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("{", "", "no JSON"),
        (BENCHMARK, "[" * 100_000, "nested too deep"),
        (BENCHMARK, "[]", "another form"),
        (BENCHMARK, "5", "another form"),
        ('"actions"', '"moves"', "actions"),
        ('"f": 4', '"f": "4"', "another form"),
        ('"f": 4', '"f": -4', "a number from 0"),
        ('"a": [2]', '"a": [3]', "another form"),
        ('"a": [2]', '"a": [0, 1]', "tracker 1 has more actions than states"),
        ('"a": [2]', '"a": {}', "a list was expected"),
        ("[0, 1]", "[0, 2]", "another form"),
        ("[5, 0.25]", "[5]", "another form"),
        ("[5, 0.25]", "[-1, 0.25]", "a number from 0"),
        ("[5, 0.25]", f"[5, {10**400}]", "another form"),
        ("slot:how_much_0", "slot:how_much", "another form"),
    ],
)
def test_another_form_is_refused_in_words(right: str, wrong: str, words: str) -> None:
    assert right in BENCHMARK
    with pytest.raises(UnreadableStatesError) as refused:
        read_states(BENCHMARK.replace(right, wrong, 1))
    assert words in str(refused.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(("", "intent:a", "slot:a_1", "prev:b")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("safu"), inner),
    max_leaves=8,
)


@given(st.fixed_dictionaries({"actions": JSON, "feats": JSON, "trackers": JSON}))
def test_whatever_the_parts_are_it_is_a_benchmark_or_refused(content: object) -> None:
    read_or_refused(json.dumps(content))


@given(st.sampled_from("safu"), JSON)
def test_whatever_a_conversation_is_it_is_read_or_refused(part: str, value: object) -> None:
    content: dict[str, Any] = json.loads(BENCHMARK)
    content["trackers"][0][part] = value
    read_or_refused(json.dumps(content))


def read_or_refused(text: str) -> None:
    with suppress(UnreadableStatesError):
        read_states(text)
