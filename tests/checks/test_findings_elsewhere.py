"""An edit of one file takes away what was found in another, and brings it back."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from bots import findings, open_bot
from teachback.checks.finding import Finding
from teachback.checks.inspection import Inspection
from teachback.checks.self_check import SelfCheckingInspector
from teachback.text.document import Document

CATEGORICAL = "slots: {size: {type: categorical, values: [small]}}"
BIG = '  - slot{"size": "big"}\n'
INTENTS = "intents: [greet, bye]"
GREET_ALONE = "=== data/nlu.md\n## intent:greet\n- hi\n- see\n"
TOO = "=== data/x.md\n## intent:x\n- hi\n- x\n"


class Case(NamedTuple):
    """A rule that finds something while ``old`` stands in a file, and nothing elsewhere while ``new`` does."""

    rule: str
    bot: str
    file: str
    old: str
    new: str


def bot(domain: str, one: str = "", two: str = "") -> str:
    """A project of two files with one story each, and more lines at the end of each."""
    story = "* greet\n  - utter_greet\n"
    return f"=== domain.yml\n{domain}\n=== data/a.md\n## a\n{story}{one}=== data/b.md\n## b\n{story}{two}"


CASES = (
    Case("unused-slot", bot("slots: {size: {type: text}}"), "data/b.md", "  - utter_greet\n", BIG),
    Case("unused-action", bot("actions: [action_x]"), "data/b.md", "utter_greet", "action_x"),
    Case("unused-action", bot("actions: [action_x]"), "data/b.md", "utter_greet", 'followup{"name": "action_x"}'),
    Case("unused-action", bot("actions: [action_x]"), "config.yml", "[]\n", "[{name: X, action: action_x}]\n"),
    Case("unused-intent", bot(INTENTS), "data/b.md", "greet\n", "bye\n"),
    Case("unused-response", bot("responses: {utter_bye: [{text: x}]}"), "data/b.md", "utter_greet", "utter_bye"),
    Case("intent-without-examples", bot(INTENTS) + GREET_ALONE, "data/nlu.md", "- see", "## intent:bye\n- see"),
    Case("example-of-two-intents", bot("") + GREET_ALONE + TOO, "data/x.md", "- hi", "- o"),
    Case("unknown-intent", bot("intents: [bye]"), "domain.yml", "bye", "greet"),
    Case("unknown-slot", bot(INTENTS, BIG), "domain.yml", "\n", "\nslots: {size: {type: text}}\n"),
    Case("unknown-slot-value", bot(CATEGORICAL, BIG), "domain.yml", "[small]", "[small, big]"),
    Case("missing-response", bot(INTENTS), "domain.yml", "\n", "\nresponses: {utter_greet: [{text: x}]}\n"),
    Case("unfinished-checkpoint", bot("", "> here\n"), "data/b.md", "## b\n", "## b\n> here\n"),
    Case("unreachable-checkpoint", bot("", "## c\n> x\n* bye\n"), "data/b.md", "_greet\n", "_greet\n> x\n"),
    Case("checkpoint-cycle", bot("", "## c\n> x\n* bye\n> y\n", "## d\n> y\n* bye\n> x\n"), "data/b.md", "> x", "> z"),
)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.rule} {case.file}") for case in CASES])
def test_it_goes_and_comes_back(case: Case, tmp_path: Path) -> None:
    project = open_bot(tmp_path, case.bot)
    inspector, path = SelfCheckingInspector(project), (tmp_path / case.file).as_posix()
    text = project.snapshot.files[path].document.text
    assert case.old in text

    def found(inspection: Inspection) -> list[Finding]:
        return [each for each in findings(inspection, case.rule) if each.location.path != path]

    before = found(inspector.inspect(project.snapshot))
    assert before
    assert not found(inspector.inspect(project.overlay(path, Document(text.replace(case.old, case.new, 1)))))
    assert found(inspector.inspect(project.overlay(path, Document(text)))) == before
