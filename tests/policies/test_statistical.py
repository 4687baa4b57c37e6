"""The statistical policy: what it learns, how it is kept, and what a misbehaving child process does to the parent."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.dialogue.states import State
from teachback.policies.statistical import job as jobs
from teachback.policies.statistical import worker
from teachback.policies.statistical.backoff import Backoff
from teachback.policies.statistical.cache import Cache
from teachback.policies.statistical.job import Job, Outcome
from teachback.policies.statistical.model import Header, Model, UnreadableModelError, dump, load
from teachback.policies.statistical.training_set import TrainingSet, training_set
from teachback.policies.tables import Example

ACTIONS = ("action_listen", "utter_greet", "utter_bye", "utter_help", "action_never_used")


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
    job = Job(training, Cache(folder), outcomes.append, command=command, seconds=seconds)
    assert job.wait(130)
    [outcome] = outcomes
    return outcome


def file_of(training: TrainingSet) -> bytes:
    """What the child process answers, computed in this one, which has scikit-learn loaded after the first time."""
    request = json.loads(training.to_json())
    return dump(worker.header_of(request), worker.train(request))


def trained(*stories: str) -> Model:
    return load(file_of(training_set(examples(*stories), ACTIONS)))


def test_it_ranks_what_the_stories_say_first_and_offers_every_action() -> None:
    model = trained("greet: utter_greet", "bye: utter_bye", "help: utter_help")
    likely = model.predict(asked("bye"))
    assert next(iter(likely)) == "utter_bye"
    assert set(likely) == set(ACTIONS)
    assert sum(likely.values()) == pytest.approx(1)
    assert 0 < likely["action_never_used"] < 0.05


def test_contradictory_stories_give_nearly_equal_probabilities() -> None:
    likely = trained("greet: utter_greet", "greet: utter_help", "bye: utter_bye").predict(asked("greet"))
    assert likely["utter_greet"] == pytest.approx(likely["utter_help"], abs=0.01)
    assert likely["utter_greet"] > 0.4


def test_what_lies_further_back_than_policies_look_makes_no_difference() -> None:
    stories = ("bye: utter_bye | greet: utter_greet", "help: utter_help | greet: utter_hello")
    after_bye = next(each.states for each in examples(stories[0]) if each.action == "utter_greet")
    sharp, blunt = (load(file_of(training_set(examples(*stories), ACTIONS, each))) for each in (None, 1))
    assert sharp.predict(after_bye)["utter_greet"] > 2 * sharp.predict(after_bye)["utter_hello"]
    assert blunt.predict(after_bye)["utter_greet"] == pytest.approx(blunt.predict(after_bye)["utter_hello"], abs=0.01)


def test_stories_that_say_the_same_weigh_the_more() -> None:
    likely = trained(*["greet: utter_greet"] * 3, "greet: utter_help").predict(asked("greet"))
    assert likely["utter_greet"] > 2 * likely["utter_help"]


def test_two_actions_and_one_action_can_be_learnt() -> None:
    assert next(iter(trained("greet: utter_greet").predict(asked("greet")))) == "utter_greet"
    only = [each for each in examples("greet: utter_greet") if each.action == "utter_greet"]
    assert load(file_of(training_set(only, ()))).predict(asked("greet")) == {"utter_greet": 1.0}


def test_the_same_stories_in_another_order_give_the_same_model() -> None:
    stories = ("greet: utter_greet", "bye: utter_bye", "greet: utter_greet | help: utter_help")
    one = training_set(examples(*stories), ACTIONS)
    other = training_set(examples(*stories[::-1]), reversed(ACTIONS))
    assert one.key() == other.key()
    assert file_of(one) == file_of(other)


def test_actions_that_cannot_be_predicted_are_never_learnt() -> None:
    first = Example("utter_greet", "stories.md", 0, 0, (State(),), predictable=False)
    assert training_set([first], ACTIONS).rows == ()


def test_nothing_to_learn_from_is_said_in_words(tmp_path: Path) -> None:
    outcome = train(training_set([], ACTIONS), tmp_path)
    assert outcome.model is None
    assert outcome.problem is not None
    assert "nothing to learn from" in outcome.problem


# the cache ----------------------------------------------------------------------------------------------------------

STORY = training_set(examples("greet: utter_greet", "bye: utter_bye"), ACTIONS)
NO_CHILD = (sys.executable, "-c", "raise SystemExit(7)")


def test_the_child_trains_once_and_a_damaged_entry_is_trained_anew(tmp_path: Path) -> None:
    assert train(STORY, tmp_path) != Outcome()
    assert train(STORY, tmp_path, command=NO_CHILD).model is not None
    [entry] = tmp_path.iterdir()
    whole = entry.read_bytes()
    assert whole == file_of(STORY)
    entry.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert train(STORY, tmp_path).model is not None
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
        ("raise ModuleNotFoundError(\"No module named 'sklearn'\")", "Install it"),
        ("import sys; sys.stdin.readline(); print('nonsense')", "failed"),
        ("import os; os.abort()", "failed"),
    ],
)
def test_a_child_that_fails_is_reported_in_words(tmp_path: Path, code: str, words: str) -> None:
    outcome = train(STORY, tmp_path, command=child(code))
    assert outcome.model is None
    assert words in (outcome.problem or "")
    assert not list(tmp_path.iterdir())


def test_a_child_that_hangs_is_given_up(tmp_path: Path) -> None:
    outcome = train(STORY, tmp_path, command=child("import time; time.sleep(600)"), seconds=0.2)
    assert "given up" in (outcome.problem or "")


def test_a_program_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    assert "could not be trained" in (train(STORY, tmp_path, command=(str(tmp_path / "no-python"),)).problem or "")


def test_cancelling_ends_the_child(tmp_path: Path) -> None:
    outcomes: list[Outcome] = []
    job = Job(STORY, Cache(tmp_path), outcomes.append, command=child("import time; time.sleep(600)"))
    job.cancel()
    assert job.wait(60)
    assert outcomes == [Outcome()]


@pytest.mark.parametrize("request_line", [b'{"half": ', b"{}\n"])
def test_the_worker_ends_when_its_parent_does(request_line: bytes) -> None:
    code = (
        "import sys, time; from teachback.policies.statistical import worker; "
        "worker.train = lambda request: time.sleep(600); sys.exit(worker.main())"
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
    with pytest.raises(UnreadableModelError):
        load(data)


@pytest.mark.parametrize("weights", [b"", b"\0" * 4, b"\0\0\xc0\x7f" * 2])
def test_weights_that_do_not_fit_are_refused(weights: bytes) -> None:
    with pytest.raises(UnreadableModelError):
        load(dump(Header(("bias",), ("a", "b"), (), 5), weights))


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
    assert set(likely) == set(ACTIONS)
    assert sum(likely.values()) == pytest.approx(1)
    assert min(likely.values()) > 0


def test_counting_knows_nothing_without_stories_and_says_all_is_equal() -> None:
    assert set(backoff().predict(()).values()) == {1 / len(ACTIONS)}
