"""The file of weights: whatever its bytes, they are weights or are refused, and nothing in them runs."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from short_stories import TWO_FORMS, asked, trained

from teachback.policies.statistical.model import model_of
from teachback.policies.statistical.training import train
from teachback.policies.statistical.weights import UnreadableWeightsError, Weights, dump, load

WEIGHTS = train(TWO_FORMS)
WHOLE = dump(WEIGHTS)


def refused(data: bytes) -> bool:
    """Whether bytes are refused; else they must be the same weights as before."""
    try:
        found = load(data)
    except UnreadableWeightsError:
        return True
    assert dump(found) == WHOLE
    return False


def test_weights_survive_the_file() -> None:
    found = load(WHOLE)
    assert dump(found) == WHOLE
    assert found.labels == WEIGHTS.labels
    assert found.bundles.features == WEIGHTS.bundles.features
    states = TWO_FORMS.window(TWO_FORMS.lessons[0])
    assert model_of(found).predict(states) == model_of(WEIGHTS).predict(states)


def test_the_weights_of_other_actions_survive_it_too() -> None:
    learner = trained("greet: utter_greet").with_actions(["utter_new"])
    found = load(dump(learner.model.weights))
    assert model_of(found).predict(asked("greet")) == learner.predict(asked("greet"))


@given(st.binary())
def test_any_bytes_are_refused(data: bytes) -> None:
    assert refused(data)


@given(st.integers(0, len(WHOLE) - 1))
def test_a_file_that_ends_early_is_refused(length: int) -> None:
    assert refused(WHOLE[:length])


# Damage shows most where the archive describes itself: in its directory at the end, and in the headers of its members.
DIRECTORY = WHOLE.index(b"PK\x01\x02")
PLACES = st.one_of(st.integers(DIRECTORY, len(WHOLE) - 1), st.integers(0, 255), st.integers(0, len(WHOLE) - 1))


@given(st.dictionaries(PLACES, st.integers(1, 255), min_size=1, max_size=3))
def test_a_damaged_file_is_refused_unless_the_damage_is_none(damage: Mapping[int, int]) -> None:
    damaged = bytearray(WHOLE)
    for place, bits in damage.items():
        damaged[place] ^= bits
    refused(bytes(damaged))


@pytest.mark.parametrize("bits", [1 << bit for bit in range(8)])
def test_a_directory_with_one_wrong_bit_is_refused_unless_it_means_the_same(bits: int) -> None:
    for place in range(DIRECTORY, len(WHOLE)):
        refused(WHOLE[:place] + bytes([WHOLE[place] ^ bits]) + WHOLE[place + 1 :])


def arrays() -> dict[str, Any]:
    with np.load(io.BytesIO(WHOLE)) as archive:
        return dict(archive)


def archived(content: Mapping[str, Any]) -> bytes:
    file = io.BytesIO()
    np.savez(file, **content)
    return file.getvalue()


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __reduce__(self) -> tuple[Callable[[str, str], object], tuple[str, str]]:
        return open, (str(self._file), "w")


@pytest.mark.parametrize("name", ["names", "table", "bundle"])
def test_a_pickle_in_the_archive_is_refused_and_not_run(tmp_path: Path, name: str) -> None:
    trapped = np.empty(1, dtype=object)
    trapped[0] = Trap(tmp_path / "sprung")
    assert refused(archived(arrays() | {name: trapped}))
    assert refused(pickle.dumps(Trap(tmp_path / "sprung")))
    assert not list(tmp_path.iterdir())


def test_a_lone_array_is_refused() -> None:
    file = io.BytesIO()
    np.save(file, WEIGHTS.table)
    assert refused(file.getvalue())


def with_names(**changed: object) -> bytes:
    content = arrays()
    names = json.loads(content["names"].tobytes()) | changed
    return archived(content | {"names": np.frombuffer(json.dumps(names).encode(), np.uint8)})


WRONG_NAMES: Sequence[Mapping[str, object]] = (
    {"format": 1},
    {"distance": "3"},
    {"distance": 0},
    {"distance": 10**12},
    {"actions": "action_listen"},
    {"actions": [*WEIGHTS.actions[:-1], WEIGHTS.actions[0]]},
    {"actions": []},
    {"templates": []},
    {"templates": 5},
    {"features": [["twice"]] * len(WEIGHTS.bundles.features)},
    {"features": [*([each] for each in range(len(WEIGHTS.bundles.features) - 1)), [["unhashable"]]]},
    {"features": [5]},
)


@pytest.mark.parametrize("changed", WRONG_NAMES)
def test_names_that_cannot_be_right_are_refused(changed: Mapping[str, object]) -> None:
    assert not refused(with_names())
    assert refused(with_names(**changed))


@pytest.mark.parametrize("name", ["names", "bundle", "share", "table", "bias", "shared"])
def test_an_archive_without_one_of_the_arrays_is_refused(name: str) -> None:
    content = arrays()
    del content[name]
    assert refused(archived(content))


def test_names_that_are_no_names_are_refused() -> None:
    for text in (b"", b"[]", b"[" * 100_000, b"\xff"):
        assert refused(archived(arrays() | {"names": np.frombuffer(text, np.uint8)}))


@pytest.mark.parametrize("wrong", ["sizes", "rows", "number"])
def test_arrays_of_other_sizes_and_numbers_that_are_none_are_refused(wrong: str) -> None:
    wrongs: Mapping[str, Weights] = {
        "sizes": replace(WEIGHTS, actions=("one",)),
        "rows": replace(WEIGHTS, table=WEIGHTS.table[:0]),
        "number": replace(WEIGHTS, bias=WEIGHTS.bias * float("nan")),
    }
    assert refused(dump(wrongs[wrong]))
