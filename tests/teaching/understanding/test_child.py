"""A model in a child process, and what one that misbehaves does to its owner."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from nlu_bots import gathered, intents

from teachback.cache import Cache
from teachback.teaching.understanding.child import WORKER
from teachback.teaching.understanding.embedded import EmbeddedInterpreter, Running, silent
from teachback.teaching.understanding.interpreter import NoUnderstanding
from teachback.teaching.understanding.nlu_data import NluData

NLU = intents(greet="hello|hi|good morning", go="to [Rome](city)|to [Oslo](city) now", bye="bye")
HANGS = "import time; time.sleep(600)"
LEARNING = ["Learning intents from 6 examples.", "Learning entities from 6 examples."]
# A worker that says it is ready and then does something else than to answer.
READY = "import os, sys; sys.stdin.readline(); sys.stdin.readline(); print('{\"ready\": []}', flush=True); "


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> NluData:
    return gathered(tmp_path_factory.mktemp("bot"), NLU).data


def child(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


@contextmanager
def interpreter(
    data: NluData, running: Running, told: Callable[[str], None] = silent
) -> Generator[EmbeddedInterpreter]:
    asked = EmbeddedInterpreter(data, ("greet", "untaught"), running=running, told=told)
    try:
        yield asked
    finally:
        asked.close()


def worker_writing_its_number(file: Path) -> tuple[str, ...]:
    """The real worker, which first writes the number of its process into a file."""
    return child(
        f"import os, runpy; open({str(file)!r}, 'w').write(str(os.getpid())); "
        "runpy.run_module('teachback.teaching.understanding.worker', run_name='__main__')"
    )


def test_messages_wait_for_the_model_and_progress_is_told(data: NluData, tmp_path: Path) -> None:
    told: list[str] = []
    with interpreter(data, Running(tmp_path), told.append) as asked:
        asked.start()
        understood = asked.understand("to Rome please")
        assert understood.intent == "go"
        assert [(each.start, each.end, each.mention.type) for each in understood.annotations] == [(3, 7, "city")]
        assert [each.name for each in understood.ranking][-1] == "untaught"
        assert sum(each.confidence for each in understood.ranking) == pytest.approx(1)
        assert asked.understand("hello").intent == "greet"
    assert told == LEARNING


def test_what_was_learnt_is_kept_and_a_damaged_entry_is_learnt_anew(data: NluData, tmp_path: Path) -> None:
    def told_with(expected: str) -> list[str]:
        told: list[str] = []
        with interpreter(data, Running(tmp_path), told.append) as asked:
            assert asked.understand("hello there").intent == expected
        return told

    assert len(told_with("greet")) == 2
    [entry] = tmp_path.iterdir()
    cache = Cache(tmp_path)
    whole = cache.get(entry.name)
    assert whole is not None
    assert told_with("greet") == []
    middle = len(whole) // 2
    cache.put(entry.name, whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    assert "damaged" in told_with("greet")[0]
    assert cache.get(entry.name) == whole


def test_what_was_learnt_before_needs_no_scikit_learn(data: NluData, tmp_path: Path) -> None:
    with interpreter(data, Running(tmp_path)) as asked:
        first = asked.understand("to Oslo please")
    without = child(
        "import runpy, sys; sys.modules['sklearn'] = sys.modules['scipy'] = None; "
        "runpy.run_module('teachback.teaching.understanding.worker', run_name='__main__')"
    )
    with interpreter(data, Running(tmp_path, command=without)) as asked:
        assert asked.understand("to Oslo please") == first


def test_a_child_that_is_killed_is_replaced(data: NluData, tmp_path: Path) -> None:
    told: list[str] = []
    number = tmp_path / "number"
    with interpreter(data, Running(tmp_path, command=worker_writing_its_number(number)), told.append) as asked:
        first = asked.understand("to Oslo")
        for _ in range(2):
            before = number.read_text()
            os.kill(int(before), signal.SIGKILL)
            assert asked.understand("to Oslo") == first
            assert number.read_text() != before
    assert [words for words in told if "SIGKILL" not in words] == LEARNING


def test_what_may_have_killed_a_child_is_not_taken_again(data: NluData, tmp_path: Path) -> None:
    seen = tmp_path / "orders"
    code = f"import os, sys; open({str(seen)!r}, 'a').write(sys.stdin.readline()); os.abort()"
    with interpreter(data, Running(tmp_path, command=child(code))) as asked, pytest.raises(NoUnderstanding):
        asked.understand("hello")
    assert [json.loads(line)["from_cache"] for line in seen.read_text().splitlines()] == [True, False]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise SystemExit(7)", "ended twice .exit status 7"),
        ("raise ValueError('no such thing')", "no such thing"),
        ("raise ModuleNotFoundError(\"No module named 'sklearn'\")", "needs sklearn"),
        ("import os; os.abort()", "SIGABRT"),
        ("print('nonsense')", "ended twice"),
        (READY + "os.abort()", "SIGABRT"),
        (READY + 'sys.stdin.readline(); print(\'{"problem": "too hard"}\', flush=True); sys.stdin.read()', "too hard"),
        (READY + "sys.stdin.readline(); print('{\"intent\": 1}', flush=True); sys.stdin.read()", "cannot be read"),
    ],
)
def test_a_child_that_fails_is_reported_in_words(data: NluData, tmp_path: Path, code: str, words: str) -> None:
    with (
        interpreter(data, Running(tmp_path, command=child(code))) as asked,
        pytest.raises(NoUnderstanding, match=words),
    ):
        asked.understand("hello")


@pytest.mark.parametrize(
    ("running", "words"),
    [
        (Running(Path(), training=0.2, command=child(HANGS)), "Learning .* took more than"),
        (Running(Path(), answering=0.2, command=child(READY + HANGS)), "Understanding .* took more than"),
        (Running(Path(), command=("/no/such/python",)), "cannot be run"),
    ],
)
def test_what_does_not_come_in_time_is_given_up(data: NluData, running: Running, words: str) -> None:
    with interpreter(data, running) as asked, pytest.raises(NoUnderstanding, match=words):
        asked.understand("hello")


def test_after_a_message_that_took_too_long_the_next_is_understood(tmp_path: Path) -> None:
    slow = intents(code="a code|another code") + "- regex: slow\n  examples: |\n    - (a|a)*b$\n"
    data = gathered(tmp_path / "bot", slow).data
    with interpreter(data, Running(tmp_path / "cache", answering=5)) as asked:
        assert asked.understand("a code").intent == "code"
        with pytest.raises(NoUnderstanding, match="took more than"):
            asked.understand("a" * 100)
        assert asked.understand("a code").intent == "code"


def test_closing_ends_the_child_and_whoever_waits(data: NluData, tmp_path: Path) -> None:
    with interpreter(data, Running(tmp_path, command=child(HANGS))) as asked:
        asked.start()
        waiting: list[str] = []

        def wait() -> None:
            try:
                asked.understand("hello")
            except NoUnderstanding as problem:
                waiting.append(str(problem))

        thread = threading.Thread(target=wait)
        thread.start()
        asked.close()
        thread.join(60)
        assert waiting == ["Understanding was stopped."]
        with pytest.raises(NoUnderstanding, match="stopped"):
            asked.understand("hello")


@pytest.mark.parametrize("said", [b"", b'{"cache": "', b'{"cache": "x", "from_cache": true}\n{"half": '])
def test_the_worker_ends_when_its_owner_does(said: bytes) -> None:
    with subprocess.Popen(WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(said)
        process.stdin.close()
        assert process.wait(60) == 1


def test_the_worker_ends_in_the_middle_of_its_work(data: NluData) -> None:
    code = (
        "import sys, time; from teachback.teaching.understanding import worker; "
        "worker._model = lambda order, data: (print('begun', flush=True), time.sleep(600)); worker.main()"
    )
    with subprocess.Popen(child(code), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"cache": "x", "from_cache": true}\n' + data.to_json().encode() + b"\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"begun\n"
        process.stdin.close()
        assert process.wait(60) == 0


def test_what_lies_in_the_working_directory_is_not_imported(
    data: NluData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("numpy", "sklearn", "pycrfsuite", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported from the workspace')")
    monkeypatch.chdir(tmp_path)
    with interpreter(data, Running(tmp_path / "cache")) as asked:
        assert asked.understand("hello").intent == "greet"
