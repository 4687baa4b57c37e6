"""What real Rasa 1.10 and 3.6 learnt and predicted on small projects (tests/parity)."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.events import Event
from teachback.dialogue.states import State
from teachback.formats.story_tree import Story, StoryKind
from teachback.policies.configuration import read_configuration
from teachback.policies.engine import Engine
from teachback.policies.tables import Tables
from teachback.project.project import Project
from teachback.project.segments import segments_of
from teachback.project.snapshot import Snapshot

CASES = Path(__file__).parent.parent / "parity"


@dataclass(frozen=True)
class Case:
    snapshot: Snapshot
    tables: Tables
    expected: dict[str, Any]

    @property
    def engine(self) -> Engine:
        configuration = read_configuration(self.snapshot.config, self.snapshot.dialect)
        return Engine(self.snapshot.domain, self.tables.examples(), configuration)

    def conversations(self) -> list[tuple[Story, list[Event]]]:
        """The stories that are one run of events from start to end."""
        found: list[tuple[Story, list[Event]]] = []
        for _, placed in self.snapshot.trained_stories():
            events = events_of(placed.story, self.snapshot)
            if placed.story.kind is StoryKind.STORY and events:
                found.append((placed.story, events))
        return found


def events_of(story: Story, snapshot: Snapshot) -> list[Event]:
    segments = segments_of(story, snapshot.domain)
    if len(segments) != 1 or segments[0].starts or segments[0].ends:
        return []
    return [sourced.event for sourced in segments[0].events]


def names(generation: str, *keys: str) -> list[str]:
    """The cases in which Rasa said something under all of these keys."""
    found: list[str] = []
    for file in sorted((CASES / generation).glob("*/expected.json")):
        expected = json.loads(file.read_text(encoding="utf-8"))
        if all(isinstance(expected.get(key), dict) for key in keys):
            found.append(f"{generation}/{file.parent.name}")
    return found


def open_case(name: str) -> Case:
    folder = CASES / name
    snapshot = Project(folder).read()
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return Case(snapshot, tables, expected)


def as_rasa_writes(states: tuple[State | None, ...], dialect: Dialect) -> str:
    """The key that MemoizationPolicy makes of states."""
    write = state_of_1x if dialect is Dialect.RASA1 else state_of_3x
    plain = [None if state is None else write(state) for state in states]
    return json.dumps(plain, sort_keys=True).replace('"', "")


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
