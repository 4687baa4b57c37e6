"""What is kept of a model: the same bytes from the same data, and nothing that runs."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from nlu_bots import gathered, intents

from teachback.teaching.understanding.crf_file import check
from teachback.teaching.understanding.embedded import silent
from teachback.teaching.understanding.model_file import UnreadableModelError, dump, load
from teachback.teaching.understanding.nlu_data import NluData
from teachback.teaching.understanding.training import train

NLU = intents(greet="hello|hi|good morning", go="to [Rome](city)|to [Oslo](city) now|leave [Paris](city)", bye="bye")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> NluData:
    return gathered(tmp_path_factory.mktemp("bot"), NLU).data


@pytest.fixture(scope="module")
def whole(data: NluData) -> bytes:
    return dump(train(data, silent))


def test_a_kept_model_understands_as_the_first_did(data: NluData, whole: bytes) -> None:
    model = train(data, silent)
    for text in ("hello", "to Rome please", "leave Oslo", "what?"):
        assert load(whole, data).understand(text) == model.understand(text)
    assert dump(load(whole, data)) == whole


def test_the_seed_of_hashes_changes_nothing(data: NluData, whole: bytes) -> None:
    code = (
        "import sys; from teachback.teaching.understanding import nlu_data, model_file, training; "
        "data = nlu_data.from_json(sys.stdin.read()); "
        "sys.stdout.buffer.write(model_file.dump(training.train(data, lambda words: None)))"
    )
    for seed in ("1", "7"):
        child = subprocess.run(
            [sys.executable, "-c", code],
            input=data.to_json().encode(),
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert child.stdout == whole


def flipped(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]


@pytest.mark.parametrize("share", [0, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_damaged_file_is_refused(data: NluData, whole: bytes, share: float) -> None:
    damaged = flipped(whole, int(len(whole) * share))
    try:
        model = load(damaged, data)
    except UnreadableModelError:
        return
    assert dump(model) == whole  # the archive does not look at every byte of its own notes


@pytest.mark.parametrize("bad", [b"", b"PK", b"[]", b"x" * 1_000])
def test_what_is_no_model_is_refused(data: NluData, bad: bytes) -> None:
    with pytest.raises(UnreadableModelError):
        load(bad, data)


def changed(whole: bytes, **arrays: np.ndarray) -> bytes:
    """The file with other arrays in the places of some."""
    with np.load(io.BytesIO(whole)) as archive:
        kept = {name: archive[name] for name in archive.files}
    file = io.BytesIO()
    np.savez(file, allow_pickle=True, **{**kept, **arrays})
    return file.getvalue()


class Trap:
    """Does harm where it is unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.unlink, (os.environ["TRAP"],)


def test_nothing_in_a_file_runs(data: NluData, whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prey = tmp_path / "prey"
    prey.touch()
    monkeypatch.setenv("TRAP", str(prey))
    for bad in (pickle.dumps(Trap()), changed(whole, bias=np.array([Trap()], dtype=object))):
        with pytest.raises(UnreadableModelError):
            load(bad, data)
    assert prey.exists()


@pytest.mark.parametrize(
    "arrays",
    [
        {"bias": np.zeros(7, dtype=np.float32)},
        {"bias": np.array([np.nan, 0, 0], dtype=np.float32)},
        {"table": np.zeros((1, 3), dtype=np.float32)},
        {"names": np.frombuffer(b'{"format": 0}', np.uint8)},
        {"field": np.frombuffer(b"lCRF nothing more", np.uint8)},
    ],
)
def test_arrays_that_do_not_fit_are_refused(data: NluData, whole: bytes, arrays: dict[str, np.ndarray]) -> None:
    with pytest.raises(UnreadableModelError):
        load(changed(whole, **arrays), data)


def test_the_head_of_a_field_is_checked(data: NluData) -> None:
    field = train(data, silent).entities.field_bytes
    check(field)
    for bad in (field[:-1], field + b"x", b"X" + field[1:], flipped(field, 12), flipped(field, 28), field[:40]):
        with pytest.raises(ValueError, match="conditional random field"):
            check(bad)
