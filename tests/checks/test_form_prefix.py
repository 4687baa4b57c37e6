"""The ``form:`` prefix: turns that are validated in one story and not in another, and lines that do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import findings, inspect_bot, lines, open_bot
from fixing import after_fix
from teachback.checks.inspection import Inspection, Inspector
from teachback.checks.self_check import SelfCheckingInspector
from teachback.formats.problems import Severity
from teachback.text.document import Document

ACTIVATED = """\
* request
  - restaurant_form
  - form{"name": "restaurant_form"}
  - slot{"requested_slot": "cuisine"}
"""
DONE = """\
  - form{"name": null}
  - slot{"requested_slot": null}
  - utter_done
"""
VALIDATED = f"""\
## the yes is the answer
{ACTIVATED}* stop
  - utter_ask_continue
  - action_listen
* form: affirm
  - restaurant_form
{DONE}
"""
NOT_VALIDATED = f"""\
## the yes means go on
{ACTIVATED}* stop
  - utter_ask_continue
* affirm
  - restaurant_form
{DONE}
"""


def inspect(folder: Path, *stories: str) -> Inspection:
    return inspect_bot(folder, "=== data/stories.md\n" + "".join(stories))


def test_a_conflict_is_told_at_both_sides(tmp_path: Path) -> None:
    inspection = inspect(tmp_path, VALIDATED, NOT_VALIDATED)
    assert lines(inspection, "form-prefix-conflict") == [
        "data/stories.md:9 * form: affirm",
        "data/stories.md:22 * affirm",
    ]
    validated, ignored = findings(inspection, "form-prefix-conflict")
    assert validated.message == (
        'In "the yes means go on" (stories.md:22) the answer `affirm` is not validated by `restaurant_form`; here, '
        "with `form:`, it is validated. Rasa learns the first and ignores the second, so the form will not read this "
        "answer. Remove one of the two."
    )
    assert ignored.message.startswith("Here the answer `affirm` is not validated by `restaurant_form`")
    assert [each.place for each in validated.related] == [ignored.location]
    assert [each.place for each in ignored.related] == [validated.location]


def test_the_other_side_is_told_in_the_order_of_the_stories_whichever_was_edited_last(tmp_path: Path) -> None:
    again = NOT_VALIDATED.replace("go on", "go on, too")
    project = open_bot(tmp_path, f"=== data/stories.md\n{NOT_VALIDATED}{VALIDATED}{again}")
    inspector = SelfCheckingInspector(project)
    inspector.inspect(project.snapshot)
    path = (tmp_path / "data" / "stories.md").as_posix()
    text = project.snapshot.files[path].document.text.replace("  - utter_done", "  - utter_bye", 1)
    inspection = inspector.inspect(project.overlay(path, Document(text)))
    (validated,) = (each for each in findings(inspection, "form-prefix-conflict") if len(each.related) > 1)
    assert validated.message.startswith('In "the yes means go on" (stories.md:8)')
    assert [each.message for each in validated.related] == [
        '"the yes means go on": not validated (no `form:`)',
        '"the yes means go on, too": not validated (no `form:`)',
    ]


@pytest.mark.parametrize("story", [VALIDATED, NOT_VALIDATED])
def test_one_side_alone_is_no_conflict(tmp_path: Path, story: str) -> None:
    assert not findings(inspect(tmp_path, story), "form-prefix-conflict")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("* form: affirm", "* form: deny"),  # another intent
        ("  - utter_ask_continue\n  - action_listen", "  - utter_chitchat\n  - action_listen"),  # after another action
        ("* form: affirm", '* form: affirm{"cuisine": "thai"}'),  # an entity that the policy sees
    ],
)
def test_what_form_policy_tells_apart_is_no_conflict(tmp_path: Path, old: str, new: str) -> None:
    assert old in VALIDATED
    assert not findings(inspect(tmp_path, VALIDATED.replace(old, new), NOT_VALIDATED), "form-prefix-conflict")


def test_another_action_after_the_unprefixed_answer_is_a_softer_remark(tmp_path: Path) -> None:
    other = NOT_VALIDATED.replace(
        "* affirm\n  - restaurant_form\n", "* affirm\n  - utter_chitchat\n  - restaurant_form\n"
    )
    found = findings(inspect(tmp_path, VALIDATED, other), "form-prefix-conflict")
    assert {finding.severity for finding in found} == {Severity.INFORMATION}
    assert len(found) == 2


def test_right_after_the_question_both_may_stand(tmp_path: Path) -> None:
    happy = f"## happy\n{ACTIVATED}* form: inform\n  - form: restaurant_form\n{DONE}\n"
    unhappy = f"## unhappy\n{ACTIVATED}* inform\n  - utter_chitchat\n  - restaurant_form\n{DONE}\n"
    inspection = inspect(tmp_path, happy, unhappy)
    assert not findings(inspection, "form-prefix-conflict")
    assert not findings(inspection, "form-prefix-missing")


def test_a_conflict_over_a_checkpoint(tmp_path: Path) -> None:
    split = VALIDATED.replace("  - action_listen\n", "> stopped\n\n## and back\n> stopped\n  - action_listen\n")
    assert len(findings(inspect(tmp_path, split, NOT_VALIDATED), "form-prefix-conflict")) == 2


def test_no_conflict_in_the_world_of_rules(tmp_path: Path) -> None:
    domain = 'version: "3.1"\nintents: [request]\nforms: {restaurant_form: {required_slots: []}}\n'
    text = f"=== domain.yml\n{domain}=== config.yml\npolicies: [{{name: RulePolicy}}]\n=== data/stories.md\n"
    assert not findings(inspect_bot(tmp_path, text + VALIDATED + NOT_VALIDATED), "form-prefix-conflict")


@pytest.mark.parametrize("side", [0, 1])
def test_every_fix_of_a_conflict_mends_it(tmp_path: Path, side: int) -> None:
    project = open_bot(tmp_path, "=== data/stories.md\n" + VALIDATED + NOT_VALIDATED)
    inspection = Inspector().inspect(project.snapshot)
    finding = findings(inspection, "form-prefix-conflict")[side]
    fixes = [fix for fix in inspection.fixes(finding) if fix.edits]
    removal = ("the yes means go on", "the yes is the answer")[side]
    assert [fix.title for fix in fixes] == [f'Remove the contradictory story "{removal}"']
    for fix in fixes:
        assert not findings(after_fix(project, inspection, fix), "form-prefix-conflict")


def test_the_prefix_is_put_on_or_taken_off_where_stories_differ_otherwise(tmp_path: Path) -> None:
    other = NOT_VALIDATED.replace("  - utter_done\n", "  - utter_bye\n")
    project = open_bot(
        tmp_path, "=== data/stories.md\n" + VALIDATED.replace("* stop", "* deny\n  - utter_chitchat\n* stop") + other
    )
    inspection = Inspector().inspect(project.snapshot)
    validated, ignored = findings(inspection, "form-prefix-conflict")
    assert "Remove the prefix" in [fix.title for fix in inspection.fixes(validated)]
    assert "Add the prefix" in [fix.title for fix in inspection.fixes(ignored)]
    for finding in (validated, ignored):
        for fix in inspection.fixes(finding):
            if fix.edits:
                after = after_fix(project, inspection, fix)
                assert not findings(after, "form-prefix-conflict"), fix.title


def test_a_prefix_outside_of_any_form(tmp_path: Path) -> None:
    inspection = inspect(tmp_path, "## lost\n* form: inform\n  - form: restaurant_form\n* greet\n  - utter_greet\n")
    assert lines(inspection, "form-prefix-outside-form") == [
        "data/stories.md:2 * form: inform",
        "data/stories.md:3 restaurant_form",
    ]


def test_a_validated_return_must_listen(tmp_path: Path) -> None:
    inspection = inspect(tmp_path, VALIDATED.replace("  - action_listen\n", ""))
    (finding,) = findings(inspection, "form-prefix-missing")
    assert "write `- action_listen` before this line" in finding.message
    assert finding.severity is Severity.WARNING


def test_a_form_without_prefix_after_a_prefixed_answer(tmp_path: Path) -> None:
    story = f"## half\n{ACTIVATED}* form: inform\n  - restaurant_form\n{DONE}"
    (finding,) = findings(inspect(tmp_path, story), "form-prefix-missing")
    assert "Prefix both lines or none" in finding.message


def test_a_story_that_ends_inside_its_form(tmp_path: Path) -> None:
    inspection = inspect(tmp_path, f"## open\n{ACTIVATED}")
    assert lines(inspection, "form-never-deactivated") == ["data/stories.md:4 restaurant_form"]
    assert not findings(inspect(tmp_path, f"## done\n{ACTIVATED}{DONE}"), "form-never-deactivated")
