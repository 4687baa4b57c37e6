"""An edit costs the rules what it changes: how often each was asked to look, never how long it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from bots import open_bot
from teachback.checks import file_findings
from teachback.checks.finding import Finding, StoryFinding
from teachback.checks.inspection import Inspector
from teachback.checks.registry import RULES
from teachback.checks.rule import Facts, InAllFiles, InEachFile, InEachStory, Rule
from teachback.project.project import Project
from teachback.project.sources import SourceFile
from teachback.text.document import Document

EVERYWHERE = "everywhere"

BOT = """\
=== data/one.md
## one
* greet
  - utter_greet
## lost
* gret
  - utter_grete
> nowhere
=== data/two.md
## two
* bye
  - utter_bye
=== data/nlu.md
## intent:greet
- hi
## intent:bye
- hi
"""


class Looks:
    """All that rules were asked to look at, as pairs of a rule's code and a file's name."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def noted(self, rule: Rule) -> Rule:
        """The rule, which is noted down whenever it looks."""
        look = rule.find
        if isinstance(look, InEachFile):
            in_file = look.of

            def of(facts: Facts, file: SourceFile) -> Iterable[Finding]:
                self.seen.append((rule.code, Path(file.path).name))
                return in_file(facts, file)

            return replace(rule, find=InEachFile(of, look.sees))
        if isinstance(look, InEachStory):
            in_stories = look.of

            def of_stories(facts: Facts, file: SourceFile) -> Iterable[StoryFinding]:
                self.seen.append((rule.code, Path(file.path).name))
                return in_stories(facts, file)

            return replace(rule, find=InEachStory(of_stories, look.sees))
        in_all = look.of

        def of_all(facts: Facts) -> Iterable[Finding]:
            self.seen.append((rule.code, EVERYWHERE))
            return in_all(facts)

        return replace(rule, find=InAllFiles(of_all, look.sees))

    def taken(self) -> set[tuple[str, str]]:
        """What was looked at since this was asked last; nothing is looked at twice."""
        seen, self.seen = self.seen, []
        assert len(seen) == len(set(seen))
        return set(seen)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    looks = Looks()
    monkeypatch.setattr(file_findings, "RULES", {code: looks.noted(rule) for code, rule in RULES.items()})
    return looks


class Editor:
    """Types into one file of a project after the other, and asks for the findings of that file, or of all."""

    def __init__(self, folder: Path, looks: Looks) -> None:
        self.project: Project = open_bot(folder, BOT)
        self._inspector = Inspector()
        self._looks = looks
        dict(self._inspector.inspect(self.project.snapshot).findings)
        looks.taken()

    def types(self, name: str, old: str, new: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """What is looked at for the edited file, and what more for all files."""
        path = next(path for path in self.project.snapshot.files if Path(path).name == name)
        text = self.project.snapshot.files[path].document.text
        assert old in text
        found = self._inspector.inspect(self.project.overlay(path, Document(text.replace(old, new)))).findings
        found.get(path)
        own = self._looks.taken()
        dict(found)
        return own, self._looks.taken()


def every_rule_in(name: str) -> set[tuple[str, str]]:
    return {(code, name) for code, rule in RULES.items() if isinstance(rule.find, InEachFile | InEachStory)}


def test_a_letter_in_a_name_costs_the_rules_its_own_file(tmp_path: Path, looks: Looks) -> None:
    editor = Editor(tmp_path, looks)
    own, others = editor.types("two.md", "- utter_bye", "- utter_by")
    assert own == every_rule_in("two.md")
    assert others == {("unused-response", "domain.yml")}


def test_a_letter_in_a_name_that_is_unknown_already_costs_no_other_file(tmp_path: Path, looks: Looks) -> None:
    editor = Editor(tmp_path, looks)
    editor.types("two.md", "- utter_bye", "- utter_b")
    own, others = editor.types("two.md", "- utter_b\n", "- utter_by\n")
    assert own == every_rule_in("two.md")
    assert others == {("unused-response", "domain.yml")}  # the names that are used are others


def test_text_that_says_nothing_costs_no_other_file(tmp_path: Path, looks: Looks) -> None:
    editor = Editor(tmp_path, looks)
    own, others = editor.types("two.md", "## two\n", "## two\n\n")
    assert own == every_rule_in("two.md")
    assert not others


def test_a_name_of_the_domain_is_looked_for_where_names_are_unknown(tmp_path: Path, looks: Looks) -> None:
    editor = Editor(tmp_path, looks)
    own, others = editor.types("domain.yml", "utter_hello", "utter_grete")
    assert own == every_rule_in("domain.yml")
    assert (
        others == {("unknown-action", "one.md"), ("missing-response", "one.md"), ("unknown-intent", "one.md")} & others
    )
    assert ("missing-response", "one.md") in others


def test_a_checkpoint_is_looked_for_where_stories_have_some(tmp_path: Path, looks: Looks) -> None:
    editor = Editor(tmp_path, looks)
    own, others = editor.types("two.md", "## two\n", "## two\n> nowhere\n")
    assert own == every_rule_in("two.md")
    assert others == {("unfinished-checkpoint", "one.md"), ("unreachable-checkpoint", "one.md")} & others
    assert ("unfinished-checkpoint", "one.md") in others


def test_examples_are_looked_at_in_all_files_when_the_nlu_data_changes(tmp_path: Path, looks: Looks) -> None:
    editor = Editor(tmp_path, looks)
    own, others = editor.types("nlu.md", "## intent:bye\n- hi", "## intent:bye\n- ciao")
    assert own == every_rule_in("nlu.md") | {("example-of-two-intents", EVERYWHERE)}
    assert not others


def test_a_name_with_very_many_places_is_told_otherwise_in_every_file(tmp_path: Path, looks: Looks) -> None:
    editor = Editor(tmp_path, looks)
    own, others = editor.types("two.md", "  - utter_bye\n", "  - utter_grete\n" * 20)
    assert own >= every_rule_in("two.md")
    assert ("missing-response", "one.md") in others
