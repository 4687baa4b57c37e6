"""What a page is told of a session."""

from __future__ import annotations

from pathlib import Path

from bots import open_bot
from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import Understanding
from teachback.teaching.prompts import Choose, Confirm, Enter
from teachback.teaching.session.machine import question
from teachback.teaching.session.phases import ChoosingIntent, Listening, MarkingEntities, Phase
from teachback.teaching.session.session import Session, started
from teachback.teaching.session.view_json import view

DOMAIN = """\
=== domain.yml
intents: [inform]
entities: [date, city, artist]
"""
SAID = Understanding("to Paris", "inform")


def domain_of(folder: Path) -> Domain:
    return open_bot(folder, DOMAIN).snapshot.domain


def asked(phase: Phase, domain: Domain) -> dict[str, object]:
    """The question of a phase, as a page sees it."""
    session: Session = started().at(phase)
    prompt = question(session, domain)
    assert isinstance(prompt, Confirm | Choose | Enter)
    told = view(session, prompt, {}, domain.dialect)["question"]
    assert isinstance(told, dict)
    return told  # pyright: ignore[reportUnknownVariableType] - plain JSON


def test_who_marks_entities_is_told_which_there_are(tmp_path: Path) -> None:
    told = asked(MarkingEntities(SAID), domain_of(tmp_path))
    assert told["entityTypes"] == ["artist", "city", "date"]
    assert told["initial"] == "to Paris"


def test_elsewhere_nothing_is_to_be_marked(tmp_path: Path) -> None:
    domain = domain_of(tmp_path)
    assert asked(Listening(), domain)["entityTypes"] is None
    assert "entityTypes" not in asked(ChoosingIntent(SAID), domain)
