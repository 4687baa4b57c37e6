"""What the domain and the NLU data list twice, not at all, or for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import findings, inspect_bot, lines, write_bot
from teachback.checks.inspection import Inspector
from teachback.formats.problems import Severity
from teachback.project.project import Project

STORY = "=== data/stories.md\n## s\n* greet\n  - utter_greet\n"


def severities(folder: Path, text: str, rule: str) -> list[Severity]:
    return [finding.severity for finding in findings(inspect_bot(folder, text), rule)]


def test_a_name_that_one_domain_file_lists_twice(tmp_path: Path) -> None:
    text = "=== domain.yml\nintents: [a, b, a]\nentities: [e, e]\nactions: [x, action_listen, action_listen, x]\n"
    assert lines(inspect_bot(tmp_path, text), "duplicate-name") == [
        "domain.yml:1 a",
        "domain.yml:2 e",
        "domain.yml:3 x",
    ]
    assert set(severities(tmp_path, text, "duplicate-name")) == {Severity.ERROR}


def test_a_form_that_is_an_action_too_is_refused_by_rasa_1_only(tmp_path: Path) -> None:
    one = "=== domain.yml\nintents: [a]\nactions: [f]\nforms: [f]\n"
    three = '=== domain.yml\nversion: "3.1"\nactions: [f]\nforms:\n  f: {required_slots: []}\n'
    assert lines(inspect_bot(tmp_path / "1", one), "duplicate-name") == ["domain.yml:3 f"]
    assert lines(inspect_bot(tmp_path / "3", three), "duplicate-name") == []


@pytest.mark.parametrize(("version", "severity"), [("3.1", Severity.ERROR), ("2.0", Severity.WARNING)])
def test_rasa_2_alone_merges_the_files_of_a_domain_before_it_looks(
    version: str, severity: Severity, tmp_path: Path
) -> None:
    text = f"""\
=== domain/a.yml
version: "{version}"
intents: [a, a]
=== domain/b.yml
version: "{version}"
intents: [a, b]
=== config.yml
policies: [{{name: RulePolicy}}]
=== data/rules.yml
version: "{version}"
rules: []
"""
    (write_bot(tmp_path, text) / "domain.yml").unlink()
    project = Project(tmp_path)
    project.read()
    found = findings(Inspector().inspect(project.snapshot), "duplicate-name")
    assert [each.severity for each in found] == [severity]


@pytest.mark.parametrize("name", ["greet", "nlu_fallback", "EXTERNAL_alarm", "pressed", "faq"])
def test_intents_that_need_no_examples_of_their_own(name: str, tmp_path: Path) -> None:
    text = f"""\
=== domain.yml
intents: [{name}]
responses:
  utter_x:
  - text: x
    buttons: [{{title: y, payload: /pressed}}]
=== data/nlu.md
## intent:greet
- hi
## intent:faq/ask
- what
"""
    assert lines(inspect_bot(tmp_path, text), "intent-without-examples") == []


def test_an_intent_without_examples(tmp_path: Path) -> None:
    nlu = "=== data/nlu.md\n## intent:greet\n- hi\n"
    domain = "=== domain.yml\nintents: [greet, bye]\n"
    assert lines(inspect_bot(tmp_path / "a", domain + nlu), "intent-without-examples") == ["domain.yml:1 bye"]
    assert lines(inspect_bot(tmp_path / "b", domain + STORY), "intent-without-examples") == []


def test_an_example_of_two_intents_counts_without_its_annotations(tmp_path: Path) -> None:
    text = "=== data/nlu.md\n## intent:greet\n- in [Rome](city)\n## intent:bye\n- in Rome\n- bye\n"
    inspection = inspect_bot(tmp_path, text)
    assert lines(inspection, "example-of-two-intents") == ["data/nlu.md:2 in [Rome](city)", "data/nlu.md:4 in Rome"]
    first, second = findings(inspection, "example-of-two-intents")
    assert [fix.title for fix in inspection.fixes(first)] == []
    assert [fix.title for fix in inspection.fixes(second)] == ["Remove this example of `bye`"]


def test_examples_of_one_retrieval_intent_may_repeat(tmp_path: Path) -> None:
    text = "=== data/nlu.md\n## intent:faq/one\n- what\n## intent:faq/two\n- what\n"
    assert lines(inspect_bot(tmp_path, text), "example-of-two-intents") == []


def test_unused_names_of_a_bot_without_code(tmp_path: Path) -> None:
    text = """\
=== domain.yml
intents: [greet, bye, pressed]
slots:
  mood: {type: text}
  said: {type: text}
responses:
  utter_greet:
  - text: hi {said}
    buttons: [{title: y, payload: /pressed}]
  utter_bye: [{text: bye}]
  utter_default: [{text: what}]
"""
    inspection = inspect_bot(tmp_path, text + STORY)
    assert lines(inspection, "unused-intent") == ["domain.yml:1 bye"]
    assert lines(inspection, "unused-slot") == ["domain.yml:3 mood"]
    assert lines(inspection, "unused-response") == ["domain.yml:9 utter_bye"]


def test_code_may_use_what_no_story_does(tmp_path: Path) -> None:
    text = """\
=== domain.yml
intents: [greet]
slots:
  mood: {type: text}
responses:
  utter_greet: [{text: hi}]
  utter_bye: [{text: bye}]
actions: [action_a, action_b, validate_trip]
=== data/stories.md
## s
* greet
  - utter_greet
  - action_a
"""
    inspection = inspect_bot(tmp_path, text)
    assert lines(inspection, "unused-slot") == lines(inspection, "unused-response") == []
    assert lines(inspection, "unused-action") == []


def test_actions_of_which_none_runs(tmp_path: Path) -> None:
    text = """\
=== domain.yml
intents: [greet]
actions: [action_a, utter_greet, validate_trip]
responses:
  utter_greet: [{text: hi}]
"""
    assert lines(inspect_bot(tmp_path, text + STORY), "unused-action") == ["domain.yml:2 action_a"]


def test_an_action_of_the_configuration_is_used(tmp_path: Path) -> None:
    text = """\
=== domain.yml
intents: [greet]
actions: [action_fall]
responses:
  utter_greet: [{text: hi}]
=== config.yml
policies:
- name: FallbackPolicy
  fallback_action_name: action_fall
"""
    assert lines(inspect_bot(tmp_path, text + STORY), "unused-action") == []


def test_no_intent_is_unused_where_forms_read_answers(tmp_path: Path) -> None:
    text = "=== domain.yml\nintents: [greet, inform]\nforms: [f]\nresponses:\n  utter_greet: [{text: hi}]\n"
    assert lines(inspect_bot(tmp_path, text + STORY), "unused-intent") == []
