"""What a page is told of a session."""

from __future__ import annotations

from pathlib import Path

from bots import open_bot
from teachback.dialogue.transcript import Understanding
from teachback.project.snapshot import Snapshot
from teachback.teaching.prompts import Choose, Confirm, Enter
from teachback.teaching.reason import Reason, Stories, StoryPlace
from teachback.teaching.session.machine import question
from teachback.teaching.session.phases import (
    ChoosingAction,
    ChoosingIntent,
    FacingContradiction,
    JudgingAction,
    JudgingValidation,
    Listening,
    MarkingEntities,
    Phase,
)
from teachback.teaching.session.proposal import Candidate, Proposal
from teachback.teaching.session.session import Session, started
from teachback.teaching.session.view_json import view

DOMAIN = """\
=== domain.yml
intents: [inform]
entities: [date, city, artist]
"""
SAID = Understanding("to Paris", "inform")


def snapshot_of(folder: Path) -> Snapshot:
    return open_bot(folder, DOMAIN).snapshot


def asked(phase: Phase, snapshot: Snapshot) -> dict[str, object]:
    """The question of a phase, as a page sees it."""
    session: Session = started().at(phase)
    prompt = question(session, snapshot.domain)
    assert isinstance(prompt, Confirm | Choose | Enter)
    told = view(session, prompt, {}, snapshot)["question"]
    assert isinstance(told, dict)
    return told  # pyright: ignore[reportUnknownVariableType] - plain JSON


def test_who_marks_entities_is_told_which_there_are(tmp_path: Path) -> None:
    told = asked(MarkingEntities(SAID), snapshot_of(tmp_path))
    assert told["entityTypes"] == ["artist", "city", "date"]
    assert told["initial"] == "to Paris"


def test_elsewhere_nothing_is_to_be_marked(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path)
    assert asked(Listening(), snapshot)["entityTypes"] is None
    assert "entityTypes" not in asked(ChoosingIntent(SAID), snapshot)


PLACE = {"story": "hello", "file": "data/stories.md", "line": 6}


def test_reasons_name_their_stories_as_the_graph_does(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path)
    here = Stories((StoryPlace("hello", f"{snapshot.root.as_posix()}/data/stories.md", 6),), 2)
    proposal = Proposal("utter_x", candidates=(Candidate("utter_x", 1.0, (Reason("why", here, Stories()),)),))
    named = {"named": [PLACE], "more": 2}
    told: list[object] = [{"text": "why", "stories": named, "against": {"named": [], "more": 0}}]
    assert asked(JudgingAction(proposal), snapshot)["why"] == told
    listed = asked(ChoosingAction(proposal), snapshot)["choices"]
    assert isinstance(listed, list)
    assert listed[0]["why"] == told


def test_contradictory_stories_are_listed(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path)
    place = StoryPlace("hello", f"{snapshot.root.as_posix()}/data/stories.md", 6)
    judged = JudgingValidation(Proposal("a_form", unvalidated=(place,)), "a_form", None, None)
    assert asked(FacingContradiction(judged), snapshot)["stories"] == [PLACE]
