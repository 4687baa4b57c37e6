"""The conversation about an export: what is asked, and what comes of the answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from exports import added_changes, facts_of

from formats.told_transcripts import transcript
from teachback.checks.rule import Facts
from teachback.teaching.export.talk.machine import advance, ask, begun, begun_again
from teachback.teaching.export.talk.phases import Checked, Deciding, Left, Phase, Settling, Shown, Writing
from teachback.teaching.export.talk.trying import Ground
from teachback.teaching.prompts import Check, Choice, Choose, Enter
from teachback.teaching.session.inputs import Agreed, Told, UnfitAnswerError
from teachback.teaching.session.session import START, Session, started

OTHERS = """\
=== data/stories.md
## old
* greet
  - utter_greet

## rest
* deny
  - utter_done
=== data/nlu.md
## intent:greet
- hi
"""
GREET = "* greet: hello\n- utter_hello\n"
BYE = "* bye: see you\n- utter_bye\n"
AFFIRM = "* affirm: yes\n- utter_done\n"


def taught_in(*told: str) -> Session:
    """A session in which conversations were taught, the last of them the present one."""
    *finished, present = ((*START, *transcript(each)) for each in told)
    return replace(started(), transcript=present, finished=tuple(finished))


def led(facts: Facts, session: Session, *answers: str | tuple[str, ...], tests: bool = False) -> Phase:
    """Where some answers lead."""
    phase = begun(session, None, Ground(facts), tests=tests)
    for each in answers:
        assert not isinstance(phase, Writing | Left), "nothing is asked any more"
        phase = advance(phase, Told(each) if isinstance(each, str) else Checked(each), Ground(facts))
    return phase


def shown(phase: Phase) -> Shown:
    assert not isinstance(phase, Writing | Left)
    return ask(phase)


def values(phase: Phase) -> list[str]:
    return [each.value for each in choices(phase)]


def choices(phase: Phase) -> tuple[Choice, ...]:
    question = shown(phase).question
    assert isinstance(question, Choose | Check)
    return question.choices


def entered(phase: Phase) -> tuple[str, str]:
    """The message of a question for a text, and what stands there already."""
    question = shown(phase).question
    assert isinstance(question, Enter)
    return question.message, question.initial


def written(facts: Facts, phase: Phase) -> dict[str, str]:
    assert isinstance(phase, Writing)
    return added_changes(facts, phase.tried.plan.changes)


def test_what_agrees_with_the_stories_is_decided_on_at_once(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    phase = led(facts, taught_in(BYE))
    assert shown(phase).question.message == "Write these changes?"
    assert values(phase) == ["write", "names", "files", "tests", "back"]
    assert "+* bye\n+  - utter_bye\n" in (shown(phase).changes or "")
    done = led(facts, taught_in(BYE), "write")
    assert written(facts, done)["data/stories.md"] == "\n## bye\n* bye\n  - utter_bye\n"
    assert isinstance(done, Writing)
    assert done.exported.stories == ("bye",)
    assert isinstance(led(facts, taught_in(BYE), "back"), Left)


def test_nothing_is_asked_where_nothing_was_taught(tmp_path: Path) -> None:
    assert isinstance(led(facts_of(tmp_path, OTHERS), started()), Left)


def test_a_conflict_is_told_with_the_stories_and_every_way_out(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    phase = led(facts, taught_in(GREET))
    assert shown(phase).remarks == (
        'After `greet` this story runs `utter_hello`, but "old" (stories.md:3) runs `utter_greet`.',
        '  "old" (data/stories.md:3)',
    )
    assert [each.label for each in choices(phase)] == [
        "Keep both",
        "Replace the old: take it out",
        "Change the old: let it run 'utter_hello'",
        "Change the new: let it run 'utter_greet'",
    ]


OLD, REST, NEW = (f"## {told}\n  - utter_" for told in ("old\n* greet", "rest\n* deny", "greet\n* greet"))


@pytest.mark.parametrize(
    ("way", "stories"),
    [
        ("keep", f"{OLD}greet\n\n{REST}done\n\n{NEW}hello\n"),
        ("remove", f"{REST}done\n\n{NEW}hello\n"),
        ("change", f"{OLD}hello\n\n{REST}done\n\n{NEW}hello\n"),
        ("change new: utter_greet", f"{OLD}greet\n\n{REST}done\n\n{NEW}greet\n"),
    ],
)
def test_each_way_out_of_a_conflict(tmp_path: Path, way: str, stories: str) -> None:
    facts = facts_of(tmp_path, OTHERS)
    done = led(facts, taught_in(GREET), way, "write")
    assert isinstance(done, Writing)
    assert next(each.after for each in done.tried.plan.changes if each.path.endswith("stories.md")) == stories


@pytest.mark.parametrize("way", ["keep", "remove", "change", "change new: utter_greet"])
def test_what_was_decided_on_a_conflict_holds_under_other_names_and_in_other_files(tmp_path: Path, way: str) -> None:
    facts = facts_of(tmp_path, OTHERS)
    before = led(facts, taught_in(GREET), way)
    after = led(facts, taught_in(GREET), way, "names", "hallo", "files", "data/more.md", "", "")
    assert isinstance(before, Deciding)
    assert isinstance(after, Deciding)
    assert after.tried.plan.amendments == before.tried.plan.amendments
    assert after.tried.plan.names == ("hallo",)
    told = written(facts, led(facts, taught_in(GREET), way, "names", "hallo", "files", "data/more.md", "", "", "write"))
    action = "utter_greet" if way.startswith("change new") else "utter_hello"
    assert told["data/more.md"] == f"## hallo\n* greet\n    - {action}\n"


def test_a_decision_does_not_outlive_the_files_for_which_it_was_made(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    naming = led(facts, taught_in(GREET), "change", "names")
    assert not isinstance(naming, Writing | Left)
    (tmp_path / "data" / "stories.md").write_text("## newer\n* greet\n  - utter_greet\n", encoding="utf-8")
    changed = facts_of(tmp_path, "")
    after = advance(naming, Told("hallo"), Ground(changed))
    assert isinstance(after, Settling)
    assert [each.name for each in after.conflict.others] == ["newer"]
    assert after.tried.plan.names == ("hallo",)


def test_two_new_stories_with_the_same_conflict_are_asked_about_each(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    session = taught_in("* greet: good day\n- utter_hello\n", f"{GREET}- action_listen\n{BYE}")
    both = ("0", "1")
    assert shown(led(facts, session, both)).remarks[0] == 'In "greet":'
    change = "change new: utter_greet"
    against_the_second = led(facts, session, both, change)
    assert shown(against_the_second).remarks[0] == 'In "greet":'
    assert values(against_the_second) == ["keep", "change new: utter_hello"]
    second = led(facts, session, both, change, "keep")
    assert shown(second).remarks[0] == 'In "greet, bye":'
    done = led(facts, session, both, change, "keep", change, "write")
    assert "utter_hello" not in written(facts, done)["data/stories.md"]


def test_of_several_conversations_some_are_written(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    session = taught_in(BYE, AFFIRM)
    question = shown(led(facts, session)).question
    assert isinstance(question, Check)
    assert [each.label for each in question.choices] == ["see you", "yes"]
    done = led(facts, session, ("1",), "write")
    assert isinstance(done, Writing)
    assert done.exported.stories == ("affirm",)
    assert done.exported.left_out == (0,)
    assert isinstance(led(facts, session, ()), Left)


def test_names_are_asked_with_the_old_ones(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    session = taught_in(BYE, AFFIRM)
    both = ("0", "1")
    assert entered(led(facts, session, both, "names")) == ("Name of the story:", "bye")
    assert entered(led(facts, session, both, "names", "leave")) == ("Name of the story:", "affirm")
    decided = led(facts, session, both, "names", "leave", "")
    assert isinstance(decided, Deciding)
    assert decided.tried.plan.names == ("leave", "affirm")
    assert entered(led(facts, session, both, "names", "leave", "", "names"))[1] == "leave"


def test_three_files_are_asked_for_and_one_that_cannot_be_is_told(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    asked = [entered(led(facts, taught_in(BYE), "files", *given)) for given in ((), ("a.md",), ("a.md", "b.md"))]
    assert asked == [
        ("Export stories to (if file exists, this will append the stories)", "data/stories.md"),
        ("Export NLU data to (if file exists, this will merge learned data)", ""),
        ("Export domain file to (if file exists, names are added)", ""),
    ]
    done = led(facts, taught_in(BYE), "files", "data/a.md", "data/b.md", "more.yml", "write")
    assert {"data/a.md", "data/b.md"} <= set(written(facts, done))
    refused = led(facts, taught_in(BYE), "files", "stories.txt", "", "")
    assert shown(refused).remarks[0].startswith("`stories.txt` is no file for stories of this project")
    assert "data/stories.md" in (shown(refused).changes or "")


def test_the_same_as_test_stories_and_back(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    done = led(facts, taught_in(GREET), "keep", "tests", "write")
    assert written(facts, done) == {"tests/conversation_tests.md": "## greet\n* greet: hello\n    - utter_hello\n"}
    as_tests = led(facts, taught_in(GREET), tests=True)
    assert values(as_tests) == ["write", "names", "files", "training", "back"]
    assert entered(led(facts, taught_in(GREET), "files", tests=True))[0].startswith("Export test stories to")
    assert isinstance(led(facts, taught_in(GREET), "files", "tests/a.md", tests=True), Deciding)
    assert isinstance(led(facts, taught_in(GREET), "training", tests=True), Settling)


def test_what_could_not_be_written_is_decided_on_again_by_the_files_of_now(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    done = led(facts, taught_in(BYE), "names", "leave", "write")
    assert isinstance(done, Writing)
    (tmp_path / "data" / "stories.md").write_text("## leave\n* deny\n  - utter_done\n", encoding="utf-8")
    again = begun_again(done, Ground(facts_of(tmp_path, "")))
    assert isinstance(again, Deciding)
    assert again.tried.plan.names == ("leave 2",)


def test_an_answer_to_another_question_is_refused(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, OTHERS)
    phase = led(facts, taught_in(GREET))
    assert isinstance(phase, Settling)
    for answer in (Told("perhaps"), Agreed(yes=True), Checked(())):
        with pytest.raises(UnfitAnswerError):
            advance(phase, answer, Ground(facts))
