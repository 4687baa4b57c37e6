"""Small projects for tests, each written as one string.

A line `=== PATH` begins a file; everything up to the next such line is its text. `config.yml` and `data/` are what make
a folder a project, so a string usually holds a domain, a configuration and stories.
"""

from __future__ import annotations

import re
from pathlib import Path

from teachback.checks.finding import Finding
from teachback.checks.inspection import Inspection, Inspector
from teachback.project.options import Options, WholeHistory
from teachback.project.project import Project

_FILE = re.compile(r"^=== (.+)\n", re.MULTILINE)

DOMAIN_1X = """\
intents: [greet, bye, affirm, deny, stop, inform, request, chitchat]
entities: [cuisine]
slots:
  cuisine: {type: unfeaturized, auto_fill: false}
  requested_slot: {type: unfeaturized}
responses:
  utter_greet: [{text: hi}]
  utter_bye: [{text: bye}]
  utter_hello: [{text: hello}]
  utter_done: [{text: done}]
  utter_ask_continue: [{text: go on?}]
  utter_chitchat: [{text: lovely weather}]
forms: [restaurant_form]
"""

CONFIG_1X = """\
language: en
pipeline: []
policies:
- name: MemoizationPolicy
  max_history: 5
- name: FormPolicy
- name: MappingPolicy
"""


def write_bot(folder: Path, text: str) -> Path:
    """Lay a project out on disk; a 1.x domain and configuration are added where the text has none."""
    parts = _FILE.split(text)[1:]
    files = dict(zip(parts[::2], parts[1::2], strict=True))
    files.setdefault("domain.yml", DOMAIN_1X)
    files.setdefault("config.yml", CONFIG_1X)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return folder


def open_bot(folder: Path, text: str, max_history: int | WholeHistory | None = None) -> Project:
    """A project, written and read."""
    project = Project(write_bot(folder, text), Options(max_history=max_history))
    project.read()
    return project


def inspect_bot(folder: Path, text: str, max_history: int | WholeHistory | None = None) -> Inspection:
    """What the checks say of a project."""
    return Inspector().inspect(open_bot(folder, text, max_history).snapshot)


def findings(inspection: Inspection, rule: str) -> list[Finding]:
    """The findings of one rule, file by file."""
    return [finding for found in inspection.findings.values() for finding in found if finding.rule == rule]


def lines(inspection: Inspection, rule: str) -> list[str]:
    """Where a rule found something, as ``data/stories.md:4 underlined text``, in order."""
    return [_line(inspection, finding) for finding in findings(inspection, rule)]


def _line(inspection: Inspection, finding: Finding) -> str:
    document = inspection.snapshot.files[finding.location.path].document
    line = document.lines.line_of(finding.location.span.start) + 1
    name = inspection.snapshot.relative(finding.location.path)
    return f"{name}:{line} {finding.location.span.text_in(document.text)}"
