"""The statistical policy: what it learns, how it is kept, and what a misbehaving child process does to the parent."""

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.dialogue.states import State
from teachback.policies.statistical import job as jobs
from teachback.policies.statistical.backoff import Backoff
from teachback.policies.statistical.cache import Cache
from teachback.policies.statistical.job import Job, Order, Outcome
from teachback.policies.statistical.model import Model, model_of
from teachback.policies.statistical.training import train as weights_for
from teachback.policies.statistical.training_set import TrainingSet, from_json, training_set
from teachback.policies.statistical.weights import UnreadableWeightsError, Weights, dump, load
from teachback.policies.tables import Example

ACTIONS = ("action_never_used", "utter_greet", "utter_bye", "utter_help")
DOMAIN = Domain(Dialect.RASA3, actions=ACTIONS)


def examples(*stories: str) -> list[Example]:
    """The examples of stories such as ``greet: utter_greet | bye: utter_bye``."""
    found: list[Example] = []
    for number, story in enumerate(stories):
        states = [State()]
        found.append(Example("action_listen", "stories.md", number, None, tuple(states), predictable=True))
        for turn in story.split(" | "):
            intent, _, told = turn.partition(": ")
            states.append(State(intent=intent, previous_action="action_listen"))
            for action in (*told.split(), "action_listen"):
                found.append(Example(action, "stories.md", number, 1, tuple(states), predictable=True))
                states.append(State(intent=intent, previous_action=action))
            states.pop()
    return found


def asked(*intents: str) -> tuple[State, ...]:
    return (State(), *(State(intent=intent, previous_action="action_listen") for intent in intents))


def train(training: TrainingSet, folder: Path, command: tuple[str, ...] = jobs.WORKER, seconds: float = 120) -> Outcome:
    outcomes: list[Outcome] = []
    job = Job(Order(training), Cache(folder), outcomes.append, command=command, seconds=seconds)
    assert job.wait(130)
    [outcome] = outcomes
    return outcome


def file_of(training: TrainingSet) -> bytes:
    """What the child process answers, computed in this one, which has loaded SciPy after the first time."""
    return dump(weights_for(from_json(training.to_json())))


def trained(*stories: str) -> Model:
    return model_of(weights_for(training_set(examples(*stories), DOMAIN)))


def test_it_ranks_what_the_stories_say_first_and_offers_every_action() -> None:
    model = trained("greet: utter_greet", "bye: utter_bye", "help: utter_help")
    likely = model.predict(asked("bye"))
    assert next(iter(likely)) == "utter_bye"
    assert set(likely) == set(DOMAIN.action_names())
    assert sum(likely.values()) == pytest.approx(1)
    assert 0 < likely["action_never_used"] < 0.05


def test_contradictory_stories_give_nearly_equal_probabilities() -> None:
    likely = trained("greet: utter_greet", "greet: utter_help", "bye: utter_bye").predict(asked("greet"))
    assert likely["utter_greet"] == pytest.approx(likely["utter_help"], abs=0.1)  # the first has the intent's name
    assert likely["utter_help"] > 0.3


def test_what_lies_further_back_than_policies_look_makes_no_difference() -> None:
    stories = ("bye: utter_bye | greet: utter_greet", "help: utter_help | greet: utter_hello")
    after_bye = next(each.states for each in examples(stories[0]) if each.action == "utter_greet")
    sharp, blunt = (model_of(weights_for(training_set(examples(*stories), DOMAIN, each))) for each in (None, 1))
    assert sharp.predict(after_bye)["utter_greet"] > 2 * sharp.predict(after_bye)["utter_hello"]
    assert blunt.predict(after_bye)["utter_greet"] == pytest.approx(blunt.predict(after_bye)["utter_hello"], abs=0.1)


def test_how_many_stories_say_the_same_makes_no_difference() -> None:
    one, many = trained("greet: utter_greet", "bye: utter_bye"), trained(*["greet: utter_greet"] * 3, "bye: utter_bye")
    assert one.predict(asked("greet")) == many.predict(asked("greet"))


def test_two_actions_and_one_action_can_be_learnt() -> None:
    assert next(iter(trained("greet: utter_greet").predict(asked("greet")))) == "utter_greet"
    only = [each for each in examples("greet: utter_greet") if each.action == "utter_greet"]
    likely = model_of(weights_for(training_set(only, DOMAIN))).predict(asked("greet"))
    assert next(iter(likely)) == "utter_greet"


def test_the_same_stories_in_another_order_give_the_same_model() -> None:
    stories = ("greet: utter_greet", "bye: utter_bye", "greet: utter_greet | help: utter_help")
    one = training_set(examples(*stories), DOMAIN)
    other = training_set(examples(*stories[::-1]), Domain(Dialect.RASA3, actions=ACTIONS[::-1]))
    assert one.key() == other.key()
    assert file_of(one) == file_of(other)


def test_actions_that_cannot_be_predicted_are_never_learnt() -> None:
    first = Example("utter_greet", "stories.md", 0, 0, (State(),), predictable=False)
    assert training_set([first], DOMAIN).lessons == ()


def test_nothing_to_learn_from_is_said_in_words(tmp_path: Path) -> None:
    outcome = train(training_set([], DOMAIN), tmp_path)
    assert outcome.learner is None
    assert outcome.problem is not None
    assert "nothing to learn from" in outcome.problem


# the cache ----------------------------------------------------------------------------------------------------------

STORY = training_set(examples("greet: utter_greet", "bye: utter_bye"), DOMAIN)
NO_CHILD = (sys.executable, "-c", "raise SystemExit(7)")


def test_the_child_trains_once_and_a_damaged_entry_is_trained_anew(tmp_path: Path) -> None:
    assert train(STORY, tmp_path) != Outcome()
    assert train(STORY, tmp_path, command=NO_CHILD).learner is not None
    [entry] = tmp_path.iterdir()
    whole = entry.read_bytes()
    assert whole == file_of(STORY)
    middle = len(whole) // 2
    entry.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    assert train(STORY, tmp_path).learner is not None
    assert entry.read_bytes() == whole


def test_a_folder_that_cannot_be_used_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")
    cache.put("a", b"a")
    assert cache.get("a") is None


def test_the_entries_unused_for_longest_give_way(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=2)
    for number, key in enumerate(("a", "b")):
        cache.put(key, key.encode())
        os.utime(tmp_path / f"{key}.model", (number, number))
    assert cache.get("a") == b"a"  # used just now, so that b is the oldest
    cache.put("c", b"c")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"a", None, b"c")
    assert not list(tmp_path.glob("*.part"))


# the child process --------------------------------------------------------------------------------------------------


def child(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise SystemExit(7)", "exit status 7"),
        ("raise ValueError('no such thing')", "no such thing"),
        ("raise ModuleNotFoundError(\"No module named 'scipy'\")", "Install it"),
        ("import sys; sys.stdin.readline(); print('nonsense')", "failed"),
        ("import os; os.abort()", "failed"),
    ],
)
def test_a_child_that_fails_is_reported_in_words(tmp_path: Path, code: str, words: str) -> None:
    outcome = train(STORY, tmp_path, command=child(code))
    assert outcome.learner is None
    assert words in (outcome.problem or "")
    assert not list(tmp_path.iterdir())


def test_a_child_that_hangs_is_given_up(tmp_path: Path) -> None:
    outcome = train(STORY, tmp_path, command=child("import time; time.sleep(600)"), seconds=0.2)
    assert "given up" in (outcome.problem or "")


def test_a_program_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    assert "could not be trained" in (train(STORY, tmp_path, command=(str(tmp_path / "no-python"),)).problem or "")


def test_cancelling_ends_the_child(tmp_path: Path) -> None:
    outcomes: list[Outcome] = []
    job = Job(Order(STORY), Cache(tmp_path), outcomes.append, command=child("import time; time.sleep(600)"))
    job.cancel()
    assert job.wait(60)
    assert outcomes == [Outcome()]


@pytest.mark.parametrize("request_line", [b'{"half": ', b"{}\n", b"{}\n0\n"])
def test_the_worker_ends_when_its_parent_does(request_line: bytes) -> None:
    code = (
        "import sys, time; from teachback.policies.statistical import worker; "
        "worker._trained = lambda line, start: time.sleep(600); sys.exit(worker.main())"
    )
    with subprocess.Popen(child(code), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(request_line)
        process.stdin.close()
        assert process.wait(60) == 1


def test_what_lies_in_the_working_directory_is_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('imported from the workspace')")
    monkeypatch.chdir(tmp_path)
    assert train(STORY, tmp_path / "cache").problem is None


# the file format ----------------------------------------------------------------------------------------------------


@given(st.binary())
def test_any_bytes_give_a_model_or_a_plain_refusal(data: bytes) -> None:
    with pytest.raises(UnreadableWeightsError):
        load(data)


def test_a_file_of_another_version_or_with_other_sizes_is_refused() -> None:
    weights = weights_for(STORY)
    assert load(dump(weights)).labels == weights.labels
    fewer, empty = replace(weights, actions=("one",)), replace(weights, table=weights.table[:0])
    for wrong in (fewer, empty, without_a_number(weights)):
        with pytest.raises(UnreadableWeightsError):
            load(dump(wrong))


def without_a_number(weights: Weights) -> Weights:
    return replace(weights, bias=weights.bias * float("nan"))


# counting -----------------------------------------------------------------------------------------------------------


def backoff(*stories: str, actions: Iterable[str] = ACTIONS) -> Backoff:
    return Backoff(examples(*stories), actions)


def test_counting_prefers_the_longest_known_past() -> None:
    known = backoff("greet: utter_greet", "bye: utter_bye | greet: utter_help", "greet: utter_greet")
    assert next(iter(known.predict(asked("greet")))) == "utter_greet"
    after_bye = [each.states for each in examples("bye: utter_bye | greet: utter_help") if each.action == "utter_help"]
    assert next(iter(known.predict(after_bye[0]))) == "utter_help"


def test_counting_offers_every_action_of_the_domain() -> None:
    likely = backoff("greet: utter_greet").predict(asked("never seen"))
    assert set(likely) == {*ACTIONS, "action_listen"}
    assert sum(likely.values()) == pytest.approx(1)
    assert min(likely.values()) > 0


def test_counting_knows_nothing_without_stories_and_says_all_is_equal() -> None:
    assert set(backoff().predict(()).values()) == {1 / len(ACTIONS)}
