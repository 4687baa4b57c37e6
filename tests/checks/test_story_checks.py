"""Checkpoints, duplicates, and stories that teach nothing."""

from __future__ import annotations

from pathlib import Path

from bots import findings, inspect_bot, lines
from teachback.checks.checkpoints import loose_ends

ONE = "## one\n* greet\n  - utter_greet\n"
YAML = """\
=== domain.yml
version: "3.1"
intents: [greet]
actions: [action_a]
=== config.yml
policies: [{name: RulePolicy}]
"""


def of(folder: Path, stories: str, rule: str) -> list[str]:
    return lines(inspect_bot(folder, f"=== data/stories.md\n{stories}"), rule)


def test_a_checkpoint_at_which_no_story_ends(tmp_path: Path) -> None:
    assert of(tmp_path, f"{ONE}## two\n> gone\n* bye\n  - utter_bye\n", "unreachable-checkpoint") == [
        "data/stories.md:5 gone"
    ]


def test_a_checkpoint_at_which_no_story_starts(tmp_path: Path) -> None:
    assert of(tmp_path, f"{ONE}> gone\n", "unfinished-checkpoint") == ["data/stories.md:4 gone"]


def test_a_checkpoint_in_the_middle_is_an_end_and_a_start(tmp_path: Path) -> None:
    story = f"{ONE}> middle\n* bye\n  - utter_bye\n"
    inspection = inspect_bot(tmp_path, f"=== data/stories.md\n{story}")
    assert lines(inspection, "unfinished-checkpoint") == lines(inspection, "unreachable-checkpoint") == []


def test_a_story_of_a_checkpoint_alone_starts_nothing(tmp_path: Path) -> None:
    assert of(tmp_path, f"{ONE}> there\n## two\n> there\n", "unfinished-checkpoint") == ["data/stories.md:4 there"]


def test_checkpoints_are_looked_for_in_all_files(tmp_path: Path) -> None:
    text = f"=== data/a.md\n{ONE}> there\n=== data/b.md\n## two\n> there\n* bye\n  - utter_bye\n"
    inspection = inspect_bot(tmp_path, text)
    assert lines(inspection, "unfinished-checkpoint") == lines(inspection, "unreachable-checkpoint") == []


def test_a_cycle_is_told_once_with_all_its_places(tmp_path: Path) -> None:
    stories = f"{ONE}> a\n## two\n> a\n* bye\n  - utter_bye\n> b\n## three\n> b\n* bye\n  - utter_hello\n> a\n"
    inspection = inspect_bot(tmp_path, f"=== data/stories.md\n{stories}")
    (finding,) = findings(inspection, "checkpoint-cycle")
    assert finding.message.startswith("The checkpoints `a` and `b` lead back to each other.")
    assert lines(inspection, "checkpoint-cycle") == ["data/stories.md:9 b"]
    assert len(finding.related) == 1


def test_no_cycle_without_a_way_back(tmp_path: Path) -> None:
    stories = f"{ONE}> a\n## two\n> a\n* bye\n  - utter_bye\n> b\n## three\n> b\n* bye\n  - utter_hello\n"
    assert of(tmp_path, stories, "checkpoint-cycle") == []


def test_stories_of_one_name_in_different_files(tmp_path: Path) -> None:
    text = f"=== data/a.md\n{ONE}=== data/b.md\n## one\n* bye\n  - utter_bye\n"
    inspection = inspect_bot(tmp_path, text)
    assert lines(inspection, "duplicate-story-name") == ["data/b.md:1 one"]
    assert findings(inspection, "duplicate-story-name")[0].message == (
        'Another story is called "one" as well (data/a.md:1).'
    )


def test_the_number_of_a_new_name_is_free(tmp_path: Path) -> None:
    text = f"=== data/stories.md\n{ONE}## one 2\n* bye\n  - utter_bye\n## one\n* bye\n  - utter_hello\n"
    inspection = inspect_bot(tmp_path, text)
    (finding,) = findings(inspection, "duplicate-story-name")
    assert [fix.title for fix in inspection.fixes(finding)] == ['Rename to "one 3"']


def test_a_story_and_a_rule_may_share_a_name(tmp_path: Path) -> None:
    steps = "  steps:\n  - intent: greet\n  - action: action_a\n"
    text = f'{YAML}=== data/all.yml\nversion: "3.1"\nstories:\n- story: one\n{steps}rules:\n- rule: one\n{steps}'
    inspection = inspect_bot(tmp_path, text)
    assert lines(inspection, "duplicate-story-name") == lines(inspection, "duplicate-story") == []


def test_stories_of_the_same_steps(tmp_path: Path) -> None:
    again = "## again\n\n*   greet\n- utter_greet <!-- as above -->\n"
    assert of(tmp_path, ONE + again, "duplicate-story") == ["data/stories.md:4 ## again"]


def test_values_and_prefixes_make_a_difference(tmp_path: Path) -> None:
    stories = "".join(
        f"## {index}\n* greet{entities}\n{extra}  - utter_greet\n"
        for index, (entities, extra) in enumerate(
            (
                ("", ""),
                ('{"cuisine": "a"}', ""),
                ('{"cuisine": "b"}', ""),
                ("", '  - slot{"cuisine": 1}\n'),
                ("", '  - slot{"cuisine": 1.0}\n'),
                ("", '  - slot{"cuisine": true}\n'),
                ("", "  - form: utter_hello\n"),
                ("", "  - utter_hello\n"),
            )
        )
    )
    assert of(tmp_path, stories, "duplicate-story") == []


def test_stories_outside_of_training_are_no_duplicates(tmp_path: Path) -> None:
    text = f"=== data/stories.md\n{ONE}=== results/failed_stories.md\n{ONE}"
    inspection = inspect_bot(tmp_path, text)
    assert lines(inspection, "duplicate-story") == lines(inspection, "duplicate-story-name") == []


def test_a_story_in_which_the_bot_does_nothing(tmp_path: Path) -> None:
    stories = f"{ONE}## two\n* bye\n## three\n## four\n* bye\n> on\n## five\n> on\n  - utter_bye\n"
    assert of(tmp_path, stories, "story-without-action") == ["data/stories.md:4 ## two", "data/stories.md:6 ## three"]


def test_a_test_story_among_the_training_data(tmp_path: Path) -> None:
    story = 'version: "3.1"\nstories:\n- story: one\n  steps:\n  - intent: greet\n  - action: action_a\n'
    text = f"{YAML}=== data/test_stories.yml\n{story}=== tests/test_stories.yml\n{story}"
    inspection = inspect_bot(tmp_path, text)
    assert [line.partition(" ")[0] for line in lines(inspection, "test-story-in-training")] == [
        "data/test_stories.yml:3"
    ]


def test_loose_ends_are_the_names_that_the_two_checkpoint_rules_tell(tmp_path: Path) -> None:
    stories = f"{ONE}> a\n## two\n> a\n* bye\n  - utter_bye\n> b\n## three\n> c\n* bye\n  - utter_hello\n"
    inspection = inspect_bot(tmp_path, f"=== data/stories.md\n{stories}")
    assert loose_ends(inspection.snapshot) == {"b", "c"}


def test_a_fix_leaves_no_checkpoint_with_one_side(tmp_path: Path) -> None:
    parts = "## start\n* greet\n- utter_greet\n> here\n\n## yes\n> here\n* affirm\n- utter_hello\n"
    other = "\n## no\n> here\n* affirm\n- utter_bye\n"
    inspection = inspect_bot(tmp_path, f"=== data/stories.md\n{parts}{other}")
    titles = [[fix.title for fix in inspection.fixes(each)] for each in findings(inspection, "contradictory-stories")]
    assert ['Remove this story ("yes")' in titles[0], 'Remove this story ("no")' in titles[1]] == [True, True]
    alone = "\n## whole\n* greet\n- utter_greet\n* affirm\n- utter_bye\n"
    inspection = inspect_bot(tmp_path / "alone", f"=== data/stories.md\n{parts}{alone}")
    (yes, *_) = findings(inspection, "contradictory-stories")
    assert not any(fix.title.startswith("Remove this story") for fix in inspection.fixes(yes))


def test_a_contradiction_of_many_actions_names_three_of_the_others(tmp_path: Path) -> None:
    actions = [f"utter_{letter}" for letter in "abcdef"]
    responses = "".join(f"  {action}: [{{text: hi}}]\n" for action in actions)
    stories = "".join(f"## {action[-1]}\n* greet\n  - {action}\n" for action in actions)
    text = f"=== domain.yml\nintents: [greet]\nresponses:\n{responses}=== data/stories.md\n{stories}"
    found = [each.message for each in findings(inspect_bot(tmp_path, text), "contradictory-stories")]
    assert found[0].startswith(
        'After `greet` this story runs `utter_a`, but "b" (stories.md:6) runs `utter_b`, and "c" (stories.md:9) runs '
        '`utter_c`, and "d" (stories.md:12) runs `utter_d`, and others run 2 more actions.'
    )
    assert '"c" (stories.md:9) runs `utter_c`, and others run 2 more actions.' in found[5]
