"""Contradictions and training states against what real Rasa recorded for the cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from recorded import state_of_1x

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.states import State
from teachback.policies.contradictions import contradictions
from teachback.policies.tables import Tables
from teachback.project.options import Options, WholeHistory
from teachback.project.project import Project

CASES = Path(__file__).parents[1] / "parity"

# docs/rasa-differences.md says why: Rasa's search walks undone events as if they had happened.
DIFFERENT = {"rasa-1.10/22_special_events"}

Actions = dict[str, list[str]]


def recorded() -> Iterator[Any]:
    for file in sorted(CASES.glob("*/*/expected.json")):
        name = f"{file.parent.parent.name}/{file.parent.name}"
        expected = json.loads(file.read_text(encoding="utf-8"))
        for history, found in expected.get("conflicts", {}).items():
            if name not in DIFFERENT:
                yield pytest.param(file.parent, history, found["conflicts"], id=f"{name}-{history}")


@pytest.mark.parametrize(("case", "history", "conflicts"), list(recorded()))
def test_the_same_contradictions(case: Path, history: str, conflicts: list[dict[str, Any]]) -> None:
    tables = read(case, WholeHistory.ALL if history == "none" else int(history))
    ours = [{action: list(names) for action, names in each.stories.items()} for each in contradictions(tables)]
    theirs: list[Actions] = [each["actions"] for each in conflicts]
    assert len(ours) == len(theirs)
    for wanted in theirs:
        assert any(agree(have, wanted) for have in ours), wanted


def agree(ours: Actions, theirs: Actions) -> bool:
    """The same actions, each in the same stories; Rasa joins the names of stories over checkpoints with ' > '."""
    if set(ours) != set(theirs):
        return False
    for action, names in theirs.items():
        parts = [set(name.split(" > ")) for name in names]
        mine = set(ours[action])
        if not all(mine & part for part in parts) or not mine <= set[str]().union(*parts):
            return False
    return True


def trackers() -> Iterator[Any]:
    for file in sorted(CASES.glob("*/*/expected.json")):
        expected = json.loads(file.read_text(encoding="utf-8"))
        told = expected.get("validate_trackers")
        # an unlisted value is a state of its own in training, but not in validation, which is what was recorded
        if told and file.parent.name not in (
            "22_special_events",
            "05_categorical_slot",
            "81_duplicates_by_unlisted_value",
        ):
            yield pytest.param(file.parent, told["trackers"], id=f"{file.parent.parent.name}/{file.parent.name}")


@pytest.mark.parametrize(("case", "told"), list(trackers()))
def test_the_same_states(case: Path, told: list[dict[str, Any]]) -> None:
    tables = read(case, WholeHistory.ALL)
    flatten = state_of_1x if tables.domain.dialect is Dialect.RASA1 else nested_3x
    ours = {json.dumps(flatten(state), sort_keys=True) for example in tables.examples() for state in example.states}
    # the last recorded state is the one after the final action_listen, which comes before no action
    theirs = {json.dumps(state, sort_keys=True) for tracker in told for state in tracker["states"][:-1]}
    assert theirs - ours == set()
    assert ours - {json.dumps(state, sort_keys=True) for tracker in told for state in tracker["states"]} == set()


def nested_3x(state: State) -> dict[str, Any]:
    user: dict[str, Any] = {}
    if state.intent is not None:
        user["intent"] = state.intent
    if state.text is not None:
        user["text"] = state.text
    if state.entities:
        user["entities"] = list(state.entities)
    previous = {"action_text" if state.previous_is_text else "action_name": state.previous_action}
    found: dict[str, Any] = {
        "user": user,
        "slots": {slot: list(values) for slot, values in state.slots},
        "prev_action": previous if state.previous_action is not None else {},
        "active_loop": {"name": state.loop} if state.loop is not None else {},
    }
    return {key: value for key, value in found.items() if value}


def read(case: Path, history: int | WholeHistory) -> Tables:
    project = Project(case, Options(max_history=history))
    snapshot = project.read()
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    return tables
