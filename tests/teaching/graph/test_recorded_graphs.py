"""Graphs against those that real Rasa 1.10 and 3.6 were recorded to draw of the same conversations (tests/parity)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet
from pictures import lines, picture, picture_by_rasa, same

from teachback.policies.tables import Tables
from teachback.project.project import Project
from teachback.teaching.graph.neighbourhood import neighbourhood, whole_graph
from teachback.teaching.graph.told import Move, Told
from teachback.teaching.graph.training_stories import training_stories

CASES = Path(__file__).parents[2] / "parity"
NO_LIMIT = 1_000_000

# docs/graph.md says why each of these is not the same.
TEXTS = "Rasa draws neither texts of users without an intent nor texts that the bot says"
DIFFERENT = {"rasa-3.6/22_e2e": TEXTS, "rasa-3.6/59_texts_instead_of_intents": TEXTS}
CYCLE = "rasa-1.10/42_two_checkpoints_in_a_cycle"
DIFFERENT_FILES = {**DIFFERENT, CYCLE: "Rasa cuts cycles; every way through them is told here"}
DIFFERENT_AROUND = {
    **DIFFERENT,
    CYCLE: "Rasa forgets that an edge is the current one",
}


def cases(key: str, different: dict[str, str]) -> list[ParameterSet]:
    found = sorted(CASES.glob("*/*/graphs.json"))
    names = [file.parent.relative_to(CASES).as_posix() for file in found if json.loads(file.read_text()).get(key)]
    return [
        pytest.param(
            name,
            marks=[pytest.mark.xfail(strict=True, reason=different[name])] if name in different else [],
            id=name,
        )
        for name in names
    ]


@pytest.mark.parametrize("name", cases("whole", DIFFERENT))
def test_all_stories(name: str) -> None:
    record = recorded(name)
    stories = [told(moves) for moves in (*record["stories"], *record["rules"])]
    for max_history, graph in record["whole"].items():
        check(picture(whole_graph(stories, int(max_history))), picture_by_rasa(graph))


@pytest.mark.parametrize("name", cases("whole", DIFFERENT_FILES))
def test_all_stories_from_the_files(name: str) -> None:
    snapshot = Project(CASES / name).read()
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    stories = training_stories(snapshot, tables).found
    for max_history, graph in recorded(name)["whole"].items():
        check(picture(whole_graph(stories, int(max_history))), picture_by_rasa(graph))


@pytest.mark.parametrize("name", cases("around", DIFFERENT_AROUND))
def test_stories_that_are_like_the_current_conversation(name: str) -> None:
    record = recorded(name)
    stories = [told(moves) for moves in record["stories"]]
    for each in record["around"]:
        *happened, proposed = record["stories"][each["story"]][: each["events"]]
        ours = neighbourhood(stories, told(happened), move(proposed).label, most_actions=NO_LIMIT)
        check(picture(ours), picture_by_rasa(each["graph"]))


def recorded(name: str) -> dict[str, Any]:
    return json.loads((CASES / name / "graphs.json").read_text(encoding="utf-8"))


def told(moves: list[Any]) -> Told:
    return Told("", tuple(map(move, moves)))


def move(recorded_event: Any) -> Move:
    match recorded_event:
        case {"intent": label}:
            return Move(label, by_user=True)
        case {"text": text}:
            return Move(f'"{text}"', by_user=True)
        case {"says": text}:
            return Move(f'"{text}"', by_user=False)
        case _:
            return Move(recorded_event, by_user=False)


def check(ours: Any, theirs: Any) -> None:
    assert same(ours, theirs), f"\nours:\n{chr(10).join(lines(ours))}\nRasa's:\n{chr(10).join(lines(theirs))}"
