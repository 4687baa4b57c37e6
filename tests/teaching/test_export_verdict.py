"""What an export would do, tried out in memory: read back, predicted, and what other stories say against it."""

from pathlib import Path

import pytest
from exports import added, facts_of, planned, taught

from teachback.checks.rule import Facts
from teachback.teaching.export.changed_files import ChangedFile
from teachback.teaching.export.choices import changing_others, changing_this, keeping_both, removing_others
from teachback.teaching.export.conflicts import Conflict
from teachback.teaching.export.plan import ExportPlan, plan_tests
from teachback.teaching.export.verdict import Verdict, verify

OTHERS = """\
=== data/stories.md
## old
* greet
  - utter_hello
* bye
  - utter_bye

## rest
* deny
  - utter_done
"""
HELLO = "- action_listen\n* greet\n- utter_greet\n- action_listen\n* bye\n- utter_bye\n- action_listen\n"

ONE_YAML_STORY = """\
=== domain.yml
version: '3.1'
intents: [greet]
responses: {utter_greet: [{text: a}], utter_hello: [{text: b}]}
=== config.yml
policies:
- name: MemoizationPolicy
=== data/stories.yml
stories:
- story: old
  steps:
  - intent: greet
  - action: utter_hello
rules: []
"""

FORM = """\
=== data/stories.md
## happy
* request
  - restaurant_form
  - form{"name": "restaurant_form"}
  - form{"name": null}
  - utter_done
"""
STOPPED = """
- action_listen
* request
- restaurant_form
form restaurant_form
slot{"requested_slot": "cuisine"}
- action_listen
* stop
rejected restaurant_form
- utter_ask_continue
- action_listen
* affirm
"""


def tried(facts: Facts, *told: str) -> tuple[ExportPlan, Verdict]:
    made = planned(facts, *told)
    return made, verify(facts, made)


def test_a_story_reads_back_and_is_predicted_as_taught(tmp_path: Path) -> None:
    _, verdict = tried(facts_of(tmp_path, OTHERS), "- action_listen\n* affirm\n- utter_done\n- action_listen\n")
    (story,) = verdict.stories
    assert (story.found, story.same, story.predictable, story.otherwise) == (True, True, True, ())
    assert verdict.as_taught
    assert verdict.conflicts == ()
    assert verdict.new_findings == ()


def test_a_story_that_others_contradict(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    _, verdict = tried(facts, HELLO)
    assert not verdict.as_taught
    (story,) = verdict.stories
    assert story.same
    assert [(each.index, each.taught, each.predicted) for each in story.otherwise] == [(1, "utter_greet", None)]
    (conflict,) = verdict.conflicts
    assert (conflict.story, conflict.action) == ("greet, bye", "utter_greet")
    (other,) = conflict.others
    assert (other.name, other.line, other.action) == ("old", 3, "utter_hello")
    assert conflict.message == (
        'After `greet` this story runs `utter_greet`, but "old" (stories.md:3) runs `utter_hello`.'
    )
    assert {finding.rule for finding in verdict.new_findings} == {"contradictory-stories"}


def conflict_of(facts: Facts, *told: str) -> tuple[ExportPlan, Verdict, Conflict]:
    made, verdict = tried(facts, *told)
    return made, verdict, verdict.conflicts[0]


def test_both_may_stay(tmp_path: Path) -> None:
    made, _, _ = conflict_of(facts_of(tmp_path, OTHERS), HELLO)
    assert keeping_both(made) == made


def test_the_old_story_may_go(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    made, verdict, conflict = conflict_of(facts, HELLO)
    other = removing_others(facts, made, verdict, conflict)
    assert other is not None
    assert stories_in(other) == (
        "## rest\n* deny\n  - utter_done\n\n## greet, bye\n* greet\n  - utter_greet\n* bye\n  - utter_bye\n"
    )
    assert verify(facts, other).as_taught
    assert verify(facts, other).conflicts == ()


def test_the_only_story_of_a_yaml_file_may_go(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, ONE_YAML_STORY)
    made, verdict, conflict = conflict_of(facts, "* greet\n- utter_greet\n")
    other = removing_others(facts, made, verdict, conflict)
    assert other is not None
    assert stories_in(other, "stories.yml") == (
        "stories:\n- story: greet\n  steps:\n  - intent: greet\n  - action: utter_greet\nrules: []\n"
    )
    assert verify(facts, other).as_taught


def test_the_old_story_may_change(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    made, verdict, conflict = conflict_of(facts, HELLO)
    other = changing_others(facts, made, verdict, conflict)
    assert other is not None
    assert stories_in(other).startswith("## old\n* greet\n  - utter_greet\n* bye\n")
    assert verify(facts, other).conflicts == ()


def test_the_new_story_may_change(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    made, _, conflict = conflict_of(facts, HELLO)
    other = changing_this(facts, made, conflict, "utter_hello")
    assert other is not None
    assert added(facts, other)["data/stories.md"] == (
        "\n## greet, bye\n* greet\n  - utter_hello\n* bye\n  - utter_bye\n"
    )
    assert verify(facts, other).as_taught


def test_the_new_story_may_wait_instead(tmp_path: Path) -> None:
    waits = "=== data/stories.md\n## old\n* greet\n* bye\n  - utter_bye\n"
    facts = facts_of(tmp_path, waits)
    made, _, conflict = conflict_of(facts, HELLO)
    other = changing_this(facts, made, conflict, "action_listen")
    assert other is not None
    assert added(facts, other)["data/stories.md"] == "\n## greet, bye\n* greet\n* bye\n  - utter_bye\n"


def test_the_new_story_may_act_instead_of_waiting(tmp_path: Path) -> None:
    acts = "=== data/stories.md\n## old\n* greet\n  - utter_greet\n  - utter_hello\n* bye\n  - utter_bye\n"
    facts = facts_of(tmp_path, acts)
    made, verdict = tried(facts, HELLO)
    conflict = next(each for each in verdict.conflicts if each.action == "action_listen")
    other = changing_this(facts, made, conflict, "utter_hello")
    assert other is not None
    assert added(facts, other)["data/stories.md"] == (
        "\n## greet, bye\n* greet\n  - utter_greet\n  - utter_hello\n* bye\n  - utter_bye\n"
    )


def test_two_choices_add_up(tmp_path: Path) -> None:
    text = OTHERS + "\n## third\n* affirm\n  - utter_bye\n"
    facts = facts_of(tmp_path, text)
    made, verdict, conflict = conflict_of(facts, HELLO, "- action_listen\n* affirm\n- utter_done\n")
    first = removing_others(facts, made, verdict, conflict)
    assert first is not None
    again = verify(facts, first)
    second = changing_others(facts, first, again, again.conflicts[0])
    assert second is not None
    assert verify(facts, second).as_taught
    assert stories_in(second).startswith("## rest\n* deny\n  - utter_done\n\n## third\n* affirm\n  - utter_done\n")


def test_stories_that_contradict_each_other_have_no_old_one_to_remove(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, "=== data/stories.md\n## rest\n* deny\n  - utter_done\n")
    made, verdict, conflict = conflict_of(facts, "* greet\n- utter_greet\n", "* greet\n- utter_hello\n")
    assert removing_others(facts, made, verdict, conflict) is None


VALIDATED = f'{STOPPED}- restaurant_form\nslot{{"cuisine": "x"}}\n- action_listen\n'
IGNORED = f"{STOPPED}validate false\n- restaurant_form\n- action_listen\n"


@pytest.mark.parametrize(("first", "then"), [(VALIDATED, IGNORED), (IGNORED, VALIDATED)])
def test_an_answer_that_another_story_does_not_validate(tmp_path: Path, first: str, then: str) -> None:
    facts = facts_of(tmp_path, FORM)
    old = added(facts, planned(facts, first, names=("the old one",)))["data/stories.md"]
    facts = facts_of(tmp_path, f"{FORM}{old}")
    made, verdict = tried(facts, then)
    (conflict,) = [each for each in verdict.conflicts if each.action is None]
    assert [other.name for other in conflict.others] == ["the old one"]
    other = removing_others(facts, made, verdict, conflict)
    assert other is not None
    assert verify(facts, other).conflicts == ()


def test_nothing_is_said_of_predictions_where_no_policy_remembers(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, f"{OTHERS}=== config.yml\npolicies:\n- name: TEDPolicy\n")
    _, verdict = tried(facts, HELLO)
    assert not verdict.stories[0].predictable
    assert verdict.as_taught


def test_a_test_story_is_read_back_and_contradicts_nobody(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    made = plan_tests(facts, taught(HELLO))
    verdict = verify(facts, made)
    assert verdict.stories[0].found
    assert verdict.stories[0].same
    assert verdict.conflicts == ()


def test_a_story_that_could_not_be_written_is_not_found(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    made = planned(facts, HELLO)
    lost = ExportPlan(made.taught, made.destinations, made.stories, (ChangedFile(made.changes[0].path, "", ""),))
    assert not verify(facts, lost).as_taught


def stories_in(made: ExportPlan, name: str = "stories.md") -> str:
    return next(each.after for each in made.changes if each.path.endswith(name))


FORBIDDING = """\
=== domain.yml
version: "3.1"
intents: [greet, bye]
responses: {utter_greet: [{text: a}], utter_hello: [{text: b}]}
=== config.yml
recipe: default.v1
policies:
- name: MemoizationPolicy
- name: RulePolicy
=== data/rules.yml
rules:
- rule: always greet
  steps:
  - intent: greet
  - action: utter_greet
- rule: other
  steps:
  - intent: bye
  - action: utter_hello
"""


def test_a_rule_that_forbids_the_story(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, FORBIDDING)
    made, verdict, conflict = conflict_of(facts, "- action_listen\n* greet\n- utter_hello\n- action_listen\n")
    assert conflict.message == (
        'This story runs `utter_hello`, but the rule "always greet" (rules.yml:5) runs `utter_greet` there. '
        "Rasa refuses to train on both."
    )
    other = removing_others(facts, made, verdict, conflict)
    assert other is not None
    assert stories_in(other, "rules.yml").startswith("rules:\n- rule: other\n")
    assert verify(facts, other).conflicts == ()
    obeying = changing_this(facts, made, conflict, "utter_greet")
    assert obeying is not None
    assert verify(facts, obeying).as_taught
