"""After any edits of stories and rules of 3.x, what is found equals what a fresh start finds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachback.checks.inspection import Inspector
from teachback.checks.self_check import SelfCheckingInspector
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.states import State
from teachback.policies.configuration import read_configuration
from teachback.policies.rules import judged_stories
from teachback.policies.rules.memory import RuleMemory
from teachback.policies.rules.training import NO_VERDICTS, RuleTraining
from teachback.policies.rules.ways import ways
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.text.document import Document

ROOT = Path("/nowhere/bot")
CONFIG = """\
recipe: default.v1
language: en
pipeline: []
policies:
- name: MemoizationPolicy
  max_history: 3
- name: RulePolicy
"""
DOMAIN = """\
version: "3.1"
intents: [ask, thank]
actions: [act]
responses:
  utter_a:
  - text: a
  utter_b:
  - text: b
slots:
  ready:
    type: bool
    mappings:
    - type: custom
forms:
  loop_form:
    required_slots: []
"""
USER = ("- intent: ask", "- intent: thank")
BOT = ("- action: utter_a", "- action: utter_b", "- action: loop_form", "- action: act")
EVENTS = (
    "- slot_was_set:\n    - ready: true",
    "- slot_was_set:\n    - ready: false",
    "- active_loop: loop_form",
    "- active_loop: null",
    "- checkpoint: here",
)
# A rule that only waits for the user gives way to one that goes on after the same.
CONDITIONS = ("", "  condition:\n  - slot_was_set:\n    - ready: true\n", "  condition:\n  - active_loop: loop_form\n")


class Edit(NamedTuple):
    """An item put at a place of a file, in the place of so many others."""

    file: str
    at: int
    instead_of: int
    item: str


def item(kind: str, name: str, told: list[str], condition: str = "") -> str:
    return f"- {kind}: {name}\n{condition}  steps:\n" + "".join(f"  {step}\n" for step in told)


steps = st.lists(st.sampled_from((*USER, *USER, *BOT, *BOT, *EVENTS)), min_size=1, max_size=5)
stories = st.builds(item, st.just("story"), st.sampled_from("abcd"), steps)
rules = st.builds(
    item,
    st.just("rule"),
    st.sampled_from("pqrs"),
    st.lists(st.sampled_from((*USER, *BOT, *EVENTS[:-1])), min_size=1, max_size=3),
    st.sampled_from(CONDITIONS),
)
edits = st.one_of(
    st.builds(Edit, st.just("stories"), st.integers(0, 5), st.integers(0, 2), st.one_of(stories, st.just(""))),
    st.builds(Edit, st.just("rules"), st.integers(0, 4), st.integers(0, 2), st.one_of(rules, st.just(""))),
)


def test_an_edit_judges_the_story_that_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    project = started(
        [item("story", str(number), ["- intent: ask", "- action: utter_a"]) for number in range(9)],
        [item("rule", "p", ["- intent: ask", "- action: utter_b"])],
    )
    inspector = Inspector()
    assert len(inspector.inspect(project.snapshot).facts.objections.disputes) == 9
    judged: list[object] = []

    def counting(segments: Sequence[object], *others: object) -> object:
        judged.append(segments)
        return ways(segments, *others)  # pyright: ignore[reportArgumentType] - passed on as they come

    monkeypatch.setattr(judged_stories, "ways", counting)
    file = ROOT / "data" / "stories.yml"
    text = project.snapshot.files[file.as_posix()].document.text
    project.overlay(file.as_posix(), Document(text.replace("utter_a", "utter_b", 1)))
    assert len(inspector.inspect(project.snapshot).facts.objections.disputes) == 8
    assert len(judged) == 1


@settings(max_examples=120)
@given(st.lists(stories, max_size=5), st.lists(rules, max_size=4), st.lists(edits, min_size=1, max_size=8))
def test_edits_equal_a_fresh_start(told: list[str], ruled: list[str], later: list[Edit]) -> None:
    items = {"stories": told, "rules": ruled}
    project = started(told, ruled)
    inspector = SelfCheckingInspector(project)
    inspector.inspect(project.snapshot)
    for edit in later:
        items[edit.file][edit.at : edit.at + edit.instead_of] = [edit.item] if edit.item else []
        put(project, edit.file, items[edit.file])
        inspector.inspect(project.snapshot)


@settings(max_examples=120)
@given(st.lists(stories, min_size=1, max_size=5), st.lists(rules, min_size=1, max_size=4))
def test_no_rule_decides_in_stories_that_are_passed_over(told: list[str], ruled: list[str]) -> None:
    project = started(told, ruled)
    found = Inspector().inspect(project.snapshot).facts.objections
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judged_stories, "may_decide", always)
        assert Inspector().inspect(project.snapshot).facts.objections == found


def test_what_is_asked_in_between_hides_no_edit() -> None:
    project = started(
        [item("story", "a", ["- intent: ask", "- action: utter_a"])],
        [item("rule", "p", ["- intent: ask", "- action: utter_a"])],
    )
    tables = Inspector().inspect(project.snapshot).facts.tables
    training, configuration = RuleTraining(tables), read_configuration(project.snapshot.config, Dialect.RASA3)
    assert training.verdicts(configuration) == NO_VERDICTS
    put(project, "stories", [item("story", "a", ["- intent: ask", "- action: utter_b"])])
    tables.update(project.snapshot)
    training.memory()
    assert len(training.verdicts(configuration).contradictions) == 1


def always(memory: RuleMemory, state: State) -> bool:
    del memory, state
    return True


def started(told: list[str], ruled: list[str]) -> Project:
    project = Project(ROOT, Options(None, (ROOT / "data",), (ROOT / "domain.yml",), (ROOT / "config.yml",)))
    project.overlay((ROOT / "domain.yml").as_posix(), Document(DOMAIN))
    project.overlay((ROOT / "config.yml").as_posix(), Document(CONFIG))
    put(project, "stories", told)
    put(project, "rules", ruled)
    return project


def put(project: Project, file: str, items: list[str]) -> None:
    text = f'version: "3.1"\n{file}:\n' + "".join(items)
    project.overlay((ROOT / "data" / f"{file}.yml").as_posix(), Document(text))
