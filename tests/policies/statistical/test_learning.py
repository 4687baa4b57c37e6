"""A taught step is learnt at once, and nothing else is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from any_states import STATES
from hypothesis import given, settings
from hypothesis import strategies as st
from short_stories import PAY, TRANSFER, TWO_FORMS, examples, in_form, lessons_of, past

from teachback.dialogue.states import State
from teachback.policies.statistical.learner import Learner, learner_of
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import TrainingSet

INTENTS = ("greet", "bye", "help", "thanks", "weather", "news", "joke", "music")
STORIES = tuple(
    f"{one}: utter_{one} | {other}: action_{other} utter_{other}"
    for one, other in zip(INTENTS, (*INTENTS[1:], INTENTS[0]), strict=True)
)
LESSONS = lessons_of(*STORIES)
LEARNER = learner_of(train(LESSONS), LESSONS)

Step = tuple[tuple[State, ...], str]


def steps_of(story: str) -> list[Step]:
    return [(example.states, example.action) for example in examples(story) if example.predictable]


def told(training: TrainingSet) -> list[Step]:
    return [(training.window(lesson), training.actions[lesson.action]) for lesson in training.lessons]


def best(learner: Learner, states: Sequence[State]) -> str:
    return next(iter(learner.predict(states)))


def right(learner: Learner, steps: Iterable[Step]) -> list[bool]:
    return [best(learner, states) == action for states, action in steps]


def test_the_stories_are_known_before_anything_is_taught() -> None:
    assert all(right(LEARNER, told(LESSONS)))


@pytest.mark.parametrize(
    ("states", "action"),
    [
        (past("help"), "utter_joke"),
        (past("greet", "utter_greet"), "utter_weather"),
        (past("unheard"), "utter_help"),
        (past("joke", "utter_joke", "bye", "utter_bye", "thanks"), "action_listen"),
        (past("music"), "utter_unheard"),
        (past(), "utter_greet"),
    ],
)
def test_a_taught_step_is_known_at_once_and_nothing_else_forgotten(states: tuple[State, ...], action: str) -> None:
    taught = LEARNER.taught(states, action)
    assert best(taught, states) == action
    others = [(window, known) for window, known in told(LESSONS) if window != states]
    assert all(right(taught, others))
    assert sum(taught.predict(states).values()) == pytest.approx(1)


@given(st.lists(STATES, max_size=6), st.sampled_from(LEARNER.model.weights.actions))
def test_any_action_can_be_taught_anywhere(states: list[State], action: str) -> None:
    taught = LEARNER.taught(states, action)
    assert best(taught, states) == action
    assert sum(taught.predict(states).values()) == pytest.approx(1)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.lists(STATES, max_size=3).map(tuple), st.sampled_from(INTENTS)), max_size=6))
def test_whatever_was_taught_probabilities_sum_up_to_one(lessons: list[tuple[tuple[State, ...], str]]) -> None:
    learner = LEARNER
    for states, action in lessons:
        learner = learner.taught(states, action)
    for states, _ in lessons:
        assert sum(learner.predict(states).values()) == pytest.approx(1)


def test_what_was_taught_last_counts() -> None:
    taught = LEARNER.taught(past("help"), "utter_joke").taught(past("help"), "utter_news")
    assert best(taught, past("help")) == "utter_news"


def test_teaching_makes_another_learner_and_leaves_this_one() -> None:
    before = [LEARNER.predict(window) for window, _ in told(LESSONS)]
    LEARNER.taught(past("help"), "utter_joke").taught(past("help"), "utter_unheard")
    assert [LEARNER.predict(window) for window, _ in told(LESSONS)] == before


def test_two_learners_may_come_of_one() -> None:
    once = LEARNER.taught(past("help"), "utter_joke")
    one, other = once.taught(past("music"), "utter_news"), once.taught(past("music"), "utter_bye")
    assert (best(one, past("music")), best(other, past("music"))) == ("utter_news", "utter_bye")
    assert best(once, past("music")) == best(LEARNER, past("music")) == "utter_music"


def test_what_is_known_changes_no_weight() -> None:
    [(states, action)] = [step for step in steps_of(STORIES[0]) if step[1] == "utter_greet"]
    assert LEARNER.taught(states, action).model is LEARNER.model


# Ten stories that differ in their first message alone: what is taught of one must hold against nine that are like it.
ALIKE = tuple(f"topic{number}: action_start | yes: action_go utter_done | no: utter_stop" for number in range(10))
ALIKE_LESSONS = lessons_of(*ALIKE)
ALIKE_LEARNER = learner_of(train(ALIKE_LESSONS), ALIKE_LESSONS)


@pytest.mark.parametrize("step", range(8))
@pytest.mark.parametrize("action", ["utter_stop", "action_listen", "action_never_used", "utter_unheard"])
def test_a_step_can_be_changed_though_many_like_it_stay(step: int, action: str) -> None:
    states, _ = steps_of(ALIKE[3])[step]
    taught = ALIKE_LEARNER.taught(states, action)
    assert best(taught, states) == action
    assert all(right(taught, [known for known in told(ALIKE_LESSONS) if known[0] != states[-5:]]))


def test_a_whole_story_is_learnt_step_by_step() -> None:
    story = steps_of("help: action_search utter_found | thanks: utter_goodbye | joke: utter_goodbye")
    learner = LEARNER
    for states, action in story:
        learner = learner.taught(states, action)
    assert all(right(learner, story))
    known = {states for states, _ in story}
    assert all(right(learner, [step for step in told(LESSONS) if step[0] not in known]))


def test_many_stories_are_learnt_one_after_the_other() -> None:
    stories = [f"topic{number}: action_a{number} utter_b{number}" for number in range(8)]
    learner = LEARNER
    for story in stories:
        for states, action in steps_of(story):
            learner = learner.taught(states, action)
    assert all(right(learner, [step for story in stories for step in steps_of(story)]))
    assert all(right(learner, told(LESSONS)))


def test_a_step_in_a_form_is_learnt_where_actions_play_parts() -> None:
    learner = learner_of(train(TWO_FORMS), TWO_FORMS)
    window = past("transfer", TRANSFER, in_form(TRANSFER, "stop"))
    taught = learner.taught(window, "utter_idle")
    assert best(taught, window) == "utter_idle"
    assert all(right(taught, told(TWO_FORMS)))
    elsewhere = past("pay", PAY, in_form(PAY, "stop"))
    assert taught.predict(elsewhere)["utter_idle"] > 2 * learner.predict(elsewhere)["utter_idle"]


def test_more_actions_can_be_predicted_without_a_change_for_the_others() -> None:
    wider = LEARNER.with_actions(["utter_z", "utter_new", "utter_greet", "utter_new"])
    likely, before = wider.predict(past("greet")), LEARNER.predict(past("greet"))
    assert set(likely) == {*before, "utter_new", "utter_z"}
    assert [action for action in likely if action in before] == list(before)
    assert best(wider, past("greet")) == "utter_greet"
    assert likely["utter_new"] < 0.05


def test_actions_that_are_known_make_no_other_learner() -> None:
    assert LEARNER.with_actions(["utter_greet"]) is LEARNER


def test_what_was_taught_survives_new_actions() -> None:
    learner = LEARNER.taught(past("help"), "utter_joke")
    wider = learner.with_actions(["utter_a"])
    assert best(wider, past("help")) == "utter_joke"
    assert wider.predict(past("help"))["utter_joke"] == pytest.approx(
        learner.predict(past("help"))["utter_joke"], abs=0.02
    )
    assert best(wider.taught(past("music"), "utter_a"), past("help")) == "utter_joke"
