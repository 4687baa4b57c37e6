"""Training in a child process, and what one that misbehaves does to the parent."""

import subprocess
import sys
from pathlib import Path

import pytest
from short_stories import lessons_of, trained

from teachback.cache import Cache
from teachback.policies.statistical.job import WORKER, Job, Order, Outcome
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import TrainingSet, from_json
from teachback.policies.statistical.weights import dump

STORY = lessons_of("greet: utter_greet", "bye: utter_bye")
NO_CHILD = (sys.executable, "-c", "raise SystemExit(7)")


def carried_out(order: Order, folder: Path, command: tuple[str, ...] = WORKER, seconds: float = 120) -> Outcome:
    outcomes: list[Outcome] = []
    job = Job(order, Cache(folder), outcomes.append, command=command, seconds=seconds)
    assert job.wait(130)
    [outcome] = outcomes
    return outcome


def file_of(training: TrainingSet) -> bytes:
    """What the child process answers, computed in this one."""
    return dump(train(from_json(training.to_json())))


def child(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_the_child_trains_once_and_a_damaged_entry_is_trained_anew(tmp_path: Path) -> None:
    assert carried_out(Order(STORY), tmp_path) != Outcome()
    assert carried_out(Order(STORY), tmp_path, NO_CHILD).learner is not None
    [entry] = tmp_path.iterdir()
    assert Cache(tmp_path).get(entry.name) == file_of(STORY)
    whole = entry.read_bytes()
    middle = len(whole) // 2
    entry.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    assert carried_out(Order(STORY), tmp_path).learner is not None
    assert entry.read_bytes() == whole


def test_what_a_start_gave_is_kept_apart_and_used_only_where_that_will_do(tmp_path: Path) -> None:
    start = trained("greet: utter_greet")
    assert carried_out(Order(STORY, start, exact=False), tmp_path).learner is not None
    [entry] = tmp_path.iterdir()
    assert entry.name.endswith("-from-start")
    assert Cache(tmp_path).get(entry.name) == dump(train(STORY, start.model.weights))
    assert carried_out(Order(STORY, exact=False), tmp_path, NO_CHILD).learner is not None
    assert carried_out(Order(STORY), tmp_path, NO_CHILD).learner is None


def test_nothing_to_learn_from_is_said_in_words(tmp_path: Path) -> None:
    outcome = carried_out(Order(TrainingSet((), (), ("utter_greet",))), tmp_path)
    assert outcome.learner is None
    assert "nothing to learn from" in (outcome.problem or "")


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
    outcome = carried_out(Order(STORY), tmp_path, child(code))
    assert outcome.learner is None
    assert words in (outcome.problem or "")
    assert not list(tmp_path.iterdir())


def test_a_child_that_hangs_is_given_up(tmp_path: Path) -> None:
    outcome = carried_out(Order(STORY), tmp_path, child("import time; time.sleep(600)"), seconds=0.2)
    assert "given up" in (outcome.problem or "")


def test_a_program_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    outcome = carried_out(Order(STORY), tmp_path, (str(tmp_path / "no-python"),))
    assert "could not be trained" in (outcome.problem or "")


def test_cancelling_ends_the_child(tmp_path: Path) -> None:
    outcomes: list[Outcome] = []
    job = Job(Order(STORY), Cache(tmp_path), outcomes.append, command=child("import time; time.sleep(600)"))
    job.cancel()
    assert job.wait(60)
    assert outcomes == [Outcome()]


@pytest.mark.parametrize("request_line", [b'{"half": ', b"{}\n", b"{}\n0\n", b"{}\n9\nhalf"])
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
    assert carried_out(Order(STORY), tmp_path / "cache").problem is None
