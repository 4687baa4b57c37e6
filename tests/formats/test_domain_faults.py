"""What spoils a domain, against what real Rasa said of each case."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.domain_verdicts import CASES, Case
from teachback.checks.inspection import Inspector
from teachback.formats.domain_fault import DomainFault, Refusal
from teachback.formats.domain_yaml import read_domain
from teachback.formats.yaml_tree import parse_yaml
from teachback.project.options import Options
from teachback.project.project import Project

CORPUS = Path(os.environ.get("TEACHBACK_CORPUS", "corpus"))
VERDICTS = CORPUS.parent / f"{CORPUS.name}-verdicts"
SPOILING = ("invalid-domain", "duplicate-name", "duplicate-key", "syntax")


def faults(text: str) -> tuple[DomainFault, ...]:
    return read_domain(parse_yaml(text), text).faults


def outcomes(refusals: list[Refusal | None]) -> set[str]:
    return {refusal.value for refusal in refusals if refusal is not None} or {"ok"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rasa_does_what_is_said(case: Case) -> None:
    """Where a file has two faults of a generation, Rasa tells of the one it meets first."""
    found = faults(case.text)
    assert case.rasa1 in outcomes([fault.rasa1 for fault in found])
    assert case.rasa3 in outcomes([fault.rasa3 for fault in found])


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("intents:\n- a\n- b:\n", "b"),
        ("intents:\n- a:\n    triggers: nobody\n", "nobody"),
        ("slots:\n  s:\n    type: nonsense\n    mappings: [{type: custom}]\n", "nonsense"),
        ("slots:\n  s: {type: text, mappings: [{type: from_entity}]}\n", "{type: from_entity}"),
        ("responses:\n  utter_a:\n", "utter_a"),
        ("session_config:\n  session_expiration_time: soon\n", "soon"),
    ],
)
def test_the_very_place_is_underlined(text: str, underlined: str) -> None:
    assert underlined in [fault.span.text_in(text) for fault in faults(text)]


@given(st.text(alphabet="intsloaque:-[]{}#\n \t'\"1~"))
def test_any_text_gives_faults_inside_of_it(text: str) -> None:
    domain = f"slots: {text}"
    assert all(0 <= fault.span.start <= fault.span.end <= len(domain) for fault in faults(domain))


def recorded() -> list[Any]:
    """The bots of which Rasa said what it made of their domain."""
    said = [(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(VERDICTS.glob("*.json"))]
    return [
        pytest.param(verdict, id=name)
        for name, verdict in said
        if verdict["kind"] == "bot" and (CORPUS / verdict["project"] / verdict["bot"]).is_dir()
    ]


@pytest.mark.skipif(not VERDICTS.is_dir(), reason="no corpus here; name its folder in TEACHBACK_CORPUS")
@pytest.mark.parametrize("verdict", recorded())
def test_a_domain_of_a_real_bot_is_refused_where_rasa_refuses_it(verdict: dict[str, Any]) -> None:
    inputs = {(CORPUS / verdict["project"] / name).resolve() for name in verdict["inputs"]["domain"]}
    project = Project(CORPUS / verdict["project"] / verdict["bot"], Options(domain=tuple(sorted(inputs))))
    project.read()
    found = [
        finding
        for path, findings in Inspector().inspect(project.snapshot).findings.items()
        for finding in findings
        if finding.rule in SPOILING and finding.severity.value == "error" and Path(path).resolve() in inputs
    ]
    assert (found == []) == (verdict["load"]["domain"] == "ok")
