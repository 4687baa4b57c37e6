"""Every line of every sample can be asked about, and what is taught is what the file says when it is read back."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from teachback.checks.inspection import Inspector
from teachback.checks.rule import Facts
from teachback.policies.ranking import ranking
from teachback.project.project import Project
from teachback.teaching.next_action import Forecast, answer, begin
from teachback.teaching.prompts import Choose, Done, Notice
from teachback.teaching.story_changes import current_action
from teachback.text.document import Document
from teachback.text.edits import apply_edits

SAMPLES = Path(__file__).parent.parent.parent / "samples"
FILES = sorted(
    path.relative_to(SAMPLES).as_posix() for path in SAMPLES.glob("*/data/*") if path.stem in ("stories", "rules")
)
TAUGHT = "utter_goodbye"


def facts_of(project: Project) -> Facts:
    return Inspector().inspect(project.snapshot).facts


@pytest.mark.parametrize("name", FILES)
def test_what_is_taught_is_read_back(tmp_path: Path, name: str) -> None:
    root = tmp_path / "bot"
    shutil.copytree(SAMPLES / Path(name).parts[0], root)
    project = Project(root)
    project.read()
    facts = facts_of(project)
    rank = ranking(facts.tables, None, facts.snapshot.domain)
    path = (root / Path(name).relative_to(Path(name).parts[0])).as_posix()
    document = facts.snapshot.files[path].document
    for line in range(document.lines.line_count):
        session, prompt = begin(facts, Forecast(rank), path, document.lines.line_span(line).end)
        if isinstance(prompt, Notice):
            continue
        assert isinstance(prompt, Choose)
        assert session.target is not None
        _, done = answer(facts, session, TAUGHT)
        assert isinstance(done, Done), (line, done)
        edits = [each.edit for each in done.edits if each.path == path]
        project.overlay(path, Document(apply_edits(document.text, edits)))
        assert current_action(facts_of(project), replace(session.target, new=False)) == TAUGHT, line
        project.overlay(path, None)
