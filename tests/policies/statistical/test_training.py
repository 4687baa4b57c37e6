"""What is learnt from stories, and that it is the same wherever and whenever that happens."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from short_stories import ACTIONS, DOMAIN, TWO_FORMS, asked, examples, lessons_of, past, trained

from teachback.cache import Cache
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.dialogue.states import State
from teachback.policies.statistical.design import design_of
from teachback.policies.statistical.encoding import Encoder
from teachback.policies.statistical.job import Job, Order, Outcome
from teachback.policies.statistical.roles import roles_with
from teachback.policies.statistical.templates import templates_of
from teachback.policies.statistical.training import (
    _Objective,  # pyright: ignore[reportPrivateUsage] - the gradient is seen nowhere else
    train,
)
from teachback.policies.statistical.training_set import TrainingSet, from_json, training_set
from teachback.policies.statistical.weights import dump
from teachback.policies.tables import Example

STORIES = (
    "greet: utter_greet | book: book_form utter_done | bye: utter_bye",
    "help: utter_help | greet: utter_greet",
    "book: book_form | deny: utter_stop action_listen | bye: utter_bye",
)


def test_what_the_stories_say_is_first_and_every_action_is_offered() -> None:
    likely = trained("greet: utter_greet", "bye: utter_bye", "help: utter_help").predict(asked("bye"))
    assert next(iter(likely)) == "utter_bye"
    assert set(likely) == set(DOMAIN.action_names())
    assert 0 < likely["action_never_used"] < 0.05


@pytest.mark.parametrize("states", [(), asked("greet"), asked("unheard of"), past("greet", "utter_greet", "unheard")])
def test_probabilities_sum_up_to_one_and_stand_in_their_order(states: tuple[State, ...]) -> None:
    chances = list(trained(*STORIES).predict(states).values())
    assert sum(chances) == pytest.approx(1)
    assert min(chances) > 0
    assert chances == sorted(chances, reverse=True)


def test_contradictory_stories_give_nearly_equal_probabilities() -> None:
    likely = trained("greet: utter_greet", "greet: utter_help", "bye: utter_bye").predict(asked("greet"))
    assert likely["utter_greet"] == pytest.approx(likely["utter_help"], abs=0.1)  # the first has the intent's name
    assert likely["utter_help"] > 0.3


def test_what_lies_further_back_than_policies_look_makes_no_difference() -> None:
    stories = ("bye: utter_bye | greet: utter_greet", "help: utter_help | greet: utter_hello")
    after_bye, after_help = past("bye", "utter_bye", "greet"), past("help", "utter_help", "greet")
    assert next(iter(trained(*stories).predict(after_bye))) == "utter_greet"
    assert next(iter(trained(*stories).predict(after_help))) == "utter_hello"
    blind = trained(*stories, max_history=1)
    assert blind.predict(after_bye) == blind.predict(after_help)


def test_how_many_stories_say_the_same_makes_no_difference() -> None:
    one, many = (
        lessons_of("greet: utter_greet", "bye: utter_bye"),
        lessons_of(*["greet: utter_greet"] * 3, "bye: utter_bye"),
    )
    assert dump(train(one)) == dump(train(many))


def test_an_action_that_no_story_runs_is_found_by_its_name() -> None:
    domain = Domain(Dialect.RASA3, actions=(*ACTIONS, "utter_goodbye", "utter_weather", "action_transfer"))
    stories = ("greet: utter_greet", "help: utter_help", "chitchat: utter_chitchat", "thanks: utter_thanks")
    likely = trained(*stories, domain=domain).predict(asked("goodbye"))
    told = {action for story in stories for action in story.split(": ")}
    never_run = [action for action in likely if action not in told and action != "action_listen"]
    assert never_run[0] == "utter_goodbye"
    assert likely["utter_goodbye"] > 2 * likely[never_run[1]]


def test_two_actions_and_one_action_can_be_learnt() -> None:
    assert next(iter(trained("greet: utter_greet").predict(asked("greet")))) == "utter_greet"
    only = [each for each in examples("greet: utter_greet") if each.action == "utter_greet"]
    weights = train(training_set(only, DOMAIN))
    assert np.isfinite(weights.table).all()


def test_actions_that_cannot_be_predicted_are_never_learnt() -> None:
    first = Example("utter_greet", "stories.md", 0, 0, (State(),), predictable=False)
    assert training_set([first], DOMAIN).lessons == ()


def test_the_gradient_is_that_of_the_objective() -> None:
    templates = templates_of(TWO_FORMS.actions, TWO_FORMS.loops)
    assert templates, "roles take part"
    encoder = Encoder(TWO_FORMS.actions, TWO_FORMS.loops, TWO_FORMS.distance, templates)
    objective = _Objective(design_of(TWO_FORMS, encoder), len(roles_with(templates)))
    chance = np.random.default_rng(0)
    point = chance.normal(0, 0.1, len(objective.nowhere()))
    _, gradient = objective.at(point)
    for _ in range(10):
        way = chance.normal(0, 1, len(point))
        way *= 0.05 / np.sqrt((way**2).sum())
        ahead, back = (objective.at(point + sign * way)[0] for sign in (1, -1))
        assert (ahead - back) / 2 == pytest.approx(gradient @ way, abs=2e-4 * np.abs(gradient).max())


def test_the_same_stories_in_another_order_give_the_same_bytes() -> None:
    one = training_set(examples(*STORIES), DOMAIN)
    other = training_set(examples(*STORIES[::-1]), Domain(Dialect.RASA3, actions=ACTIONS[::-1]))
    assert one.key() == other.key()
    assert dump(train(one)) == dump(train(other))


def test_a_training_set_survives_its_way_to_the_child() -> None:
    assert from_json(TWO_FORMS.to_json()) == TWO_FORMS


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_child_gives_the_same_bytes_whatever_it_hashes_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hash_seed: str
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", hash_seed)
    assert by_the_child(TWO_FORMS, tmp_path) == dump(train(TWO_FORMS))


def by_the_child(training: TrainingSet, folder: Path) -> bytes:
    outcomes: list[Outcome] = []
    assert Job(Order(training), Cache(folder), outcomes.append).wait(130)
    assert outcomes[0].problem is None
    [entry] = folder.iterdir()
    return Cache(folder).get(entry.name) or b""


def test_stories_read_with_other_hashes_make_the_same_training_set() -> None:
    code = "from short_stories import lessons_of; import sys; print(lessons_of(*sys.argv[1:]).key())"
    keys = {
        subprocess.run(
            (sys.executable, "-c", code, *STORIES),
            cwd=Path(__file__).parent,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert keys == {f"{lessons_of(*STORIES).key()}\n"}
