"""What real Rasa 1.10 and 3.6 learnt and predicted on small projects (tests/parity)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.states import State
from teachback.policies.conversations import TrainingConversation, conversations_among
from teachback.policies.form import UnhappyKey
from teachback.policies.tables import Tables
from teachback.project.project import Project
from teachback.project.snapshot import Snapshot

CASES = Path(__file__).parent.parent / "parity"

# A reason for which cases of two tests must fail until it is put right.
SHIFTED = (
    "Rasa 3.6 pairs actions without a loop's happy turns with states that have them; MemoizationPolicy here does not"
)
GLUED = "Rasa 3.6 glues stories of one name together that differ in a slot before the same alternatives"


@dataclass(frozen=True)
class Case:
    snapshot: Snapshot
    tables: Tables
    expected: dict[str, Any]


def names(generation: str, *keys: str) -> list[str]:
    """The cases in which Rasa said something under all of these keys."""
    found: list[str] = []
    for file in sorted((CASES / generation).glob("*/expected.json")):
        expected = json.loads(file.read_text(encoding="utf-8"))
        if all(isinstance(expected.get(key), dict) for key in keys):
            found.append(f"{generation}/{file.parent.name}")
    return found


def expected_of(name: str) -> dict[str, Any]:
    """All that Rasa said of a case."""
    return json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))


def param(name: str, *more: object, different: Mapping[str, str]) -> ParameterSet:
    """A case as a test's parameter. One of ``different`` must not agree, for the reason that it gives: should it ever,
    its row in docs/rasa-differences.md is no longer true.
    """
    marks = [pytest.mark.xfail(strict=True, reason=different[name])] if name in different else []
    return pytest.param(name, *more, marks=marks, id="-".join(map(str, (name, *more))))


def open_case(name: str) -> Case:
    folder = CASES / name
    snapshot = Project(folder).read()
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    return Case(snapshot, tables, expected_of(name))


def conversations(case: Case) -> tuple[TrainingConversation, ...]:
    """Those that were recorded: validation's, to which a value that the domain does not list looks like none."""
    numbers = (number for group in case.tables.groups() for number in group)
    return conversations_among(case.tables, numbers, case.tables.validation).found


def as_rasa_writes(states: tuple[State | None, ...], dialect: Dialect) -> str:
    """The key that MemoizationPolicy makes of states."""
    write = state_of_1x if dialect is Dialect.RASA1 else state_of_3x
    plain = [None if state is None else write(state) for state in states]
    return json.dumps(plain, sort_keys=True).replace('"', "")


def form_key(key: UnhappyKey) -> str:
    """The key that FormPolicy makes of a turn inside a form."""
    before, newest = key
    return as_rasa_writes((State(previous_action=before[0]) if before else None, newest), Dialect.RASA1)


def state_of_1x(state: State) -> dict[str, float]:
    """The flat form in which 1.x writes a state."""
    written = {f"entity_{entity}": 1.0 for entity in state.entities}
    for slot, values in state.slots:
        written |= {f"slot_{slot}_{index}": value for index, value in enumerate(values) if value}
    for name, value in (("intent", state.intent), ("prev", state.previous_action), ("active_form", state.loop)):
        if value is not None:
            written[f"{name}_{value}"] = 1.0
    return written


def state_of_3x(state: State) -> dict[str, Any]:
    """The nested form in which 3.x writes a state."""
    user: dict[str, Any] = {}
    if state.intent is not None:
        user["intent"] = state.intent
    if state.text is not None:
        user["text"] = state.text
    if state.entities:
        user["entities"] = list(state.entities)
    kind = "action_text" if state.previous_is_text else "action_name"
    written: dict[str, Any] = {
        "user": user,
        "slots": {slot: list(values) for slot, values in state.slots},
        "prev_action": {kind: state.previous_action} if state.previous_action is not None else {},
        "active_loop": {"name": state.loop} if state.loop is not None else {},
    }
    return {key: value for key, value in written.items() if value}
