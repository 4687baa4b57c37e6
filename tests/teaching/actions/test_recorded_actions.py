"""Actions do what real Rasa was recorded to do (tests/parity/actions-*): forms, slots, default actions, responses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.dialogue.events import ActionExecuted, ActionRejected, EntityMention
from teachback.dialogue.transcript import (
    Annotation,
    BotRan,
    BotSaid,
    Entry,
    RankedIntent,
    Transcript,
    Understanding,
    UserSaid,
    event_of,
)
from teachback.dialogue.values import freeze
from teachback.formats.tracker_json import read_events
from teachback.formats.tracker_json_writing import written_events
from teachback.formats.transcript_json import written_message
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.teaching.actions.embedded import EmbeddedActions, embedded_actions
from teachback.teaching.actions.outcome import Done, Rejected
from teachback.teaching.actions.server.request import request_body

CASES = Path(__file__).parents[2] / "parity"
GENERATIONS = {"actions-1.10": Dialect.RASA1, "actions-3.6": Dialect.RASA3}


def cases() -> list[Any]:
    folders = [folder for name in GENERATIONS for folder in sorted((CASES / name).iterdir())]
    return [pytest.param(folder, id=f"{folder.parent.name}/{folder.name}") for folder in folders]


@pytest.mark.parametrize("case", cases())
def test_each_step_adds_what_rasa_adds(case: Path) -> None:
    actions = actions_of(case)
    expected = read(case / "expected.json")
    transcript: Transcript = ()
    played: list[list[Any]] = []
    for step in read(case / "script.json"):
        before, entries = play(actions, transcript, step)
        transcript = (*transcript, *before, *entries)
        played.append([told(entry, actions.bot.domain) for entry in entries])
    assert played == [[comparable(event) for event in step] for step in expected["steps"]]
    body = request_body("action_x", transcript, actions.bot, 0.0, with_domain=True)
    assert body["tracker"] == {**cast("dict[str, Any]", body["tracker"]), **expected["tracker"]}
    assert in_order(body["domain"]) == in_order(expected["domain"])


def actions_of(case: Path) -> EmbeddedActions:
    project = Project(case, Options(domain=(case / "domain.yml",)))
    project.read()
    assert project.snapshot.dialect is GENERATIONS[case.parent.name]
    return embedded_actions(project.snapshot)


def play(actions: EmbeddedActions, transcript: Transcript, step: dict[str, Any]) -> tuple[Transcript, Transcript]:
    """What the step is, and what it brings about."""
    if "happen" in step:
        return read_events([step["happen"]]).events, ()
    if "say" in step:
        said = (UserSaid(understood(step)),)
        outcome = actions.after_message((*transcript, *said))
        assert isinstance(outcome, Done)
        return said, outcome.entries
    outcome = actions.run(step["run"], transcript)
    if isinstance(outcome, Rejected):
        return (), (ActionRejected(step["run"]), *outcome.entries)
    assert isinstance(outcome, Done), outcome
    is_text = step["run"] in actions.bot.domain.bot_texts
    return (BotRan(ActionExecuted(step["run"], is_text)),), outcome.entries


def understood(step: dict[str, Any]) -> Understanding:
    ranking = tuple(RankedIntent(name, confidence) for name, confidence in step.get("ranking", ()))
    annotations = tuple(annotation(entity) for entity in step.get("entities", ()))
    return Understanding(step["say"], step["intent"], step.get("confidence", 1.0), annotations, ranking)


def annotation(entity: dict[str, Any]) -> Annotation:
    mention = EntityMention(entity["entity"], freeze(entity["value"]), entity.get("role"), entity.get("group"))
    return Annotation(mention, entity["start"], entity["end"])


def told(entry: Entry, domain: Domain) -> list[Any]:
    """An entry as the recorder tells an event (tests/rasa/recorders/played_scripts.py)."""
    if isinstance(entry, BotSaid):
        data = written_message(entry.message)
        return ["bot", entry.message.text, {key: value for key, value in data.items() if value}]
    if isinstance(entry, UserSaid):
        said = entry.understood
        return ["user", said.text, said.intent, said.confidence]
    event = event_of(entry)
    assert event is not None
    (written,) = written_events([event], domain.dialect)
    kind = str(written["event"])
    if kind == "slot":
        return [kind, written["name"], written["value"]]
    name = [written["name"]] if "name" in written else []
    return ["loop" if kind in ("form", "active_loop") else kind, *name]


def comparable(event: list[Any]) -> list[Any]:
    """An attachment that is an object is one text here."""
    if event[0] != "bot" or not isinstance(event[2].get("attachment"), dict):
        return event
    return [*event[:2], {**event[2], "attachment": json.dumps(event[2]["attachment"])}]


def in_order(domain: Any) -> Any:
    """3.x sorts intents and entities, which no action server heeds."""
    lists = ("intents", "entities")
    return {**domain, **{key: sorted(domain[key], key=str) for key in lists if key in domain}}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
