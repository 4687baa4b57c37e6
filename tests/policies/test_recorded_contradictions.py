"""Contradictions against what real Rasa recorded for the cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from teachback.policies.contradictions import contradictions
from teachback.policies.named_stories import NamedStories
from teachback.policies.tables import Tables
from teachback.project.options import Options, WholeHistory
from teachback.project.project import Project

CASES = Path(__file__).parents[1] / "parity"

# docs/rasa-differences.md says why: Rasa's search walks undone events as if they had happened; and it glues stories of
# one name together.
DIFFERENT = {
    "rasa-1.10/22_special_events",
    "rasa-1.10/52_restart_in_a_story",
    "rasa-1.10/53_rewind_in_a_story",
    "rasa-1.10/54_undo_in_a_story",
    "rasa-3.6/85_one_name_other_slots",
}

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
    named = NamedStories(tables)
    ours = [{action: list(names) for action, names in named.of(each).items()} for each in contradictions(tables)]
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


def read(case: Path, history: int | WholeHistory) -> Tables:
    project = Project(case, Options(max_history=history))
    snapshot = project.read()
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    return tables
