"""Teach next action: the question at a cursor, and the edit that an answer becomes. ``$0`` is the cursor."""

from pathlib import Path

import pytest

from bots import open_bot
from teachback.checks.inspection import Inspection, Inspector
from teachback.policies.ranking import ranking
from teachback.project.project import Project
from teachback.teaching.next_action import Forecast, NextActionSession, answer, begin
from teachback.teaching.prompts import Choice, Choose, Done, Notice, Prompt
from teachback.text.edits import apply_edits

STORIES = "data/stories.md"

TWO_ANSWERS = """\
=== data/stories.md
## hello
* greet
    - utter_greet$0

## hello again
* greet
    - utter_hello

## hello once more
* greet
    - utter_hello
"""

YAML = """\
=== domain.yml
version: "3.1"
intents: [greet, bye]
responses:
  utter_greet:
  - text: hi
actions:
  - action_x
=== config.yml
policies:
- name: MemoizationPolicy
=== data/stories.yml
"""


class Desk:
    """A project with a cursor in it."""

    def __init__(self, folder: Path, text: str) -> None:
        self._project = open_bot(folder, text.replace("$0", ""))
        self.path, self.offset = _cursor(self._project, text)
        self._inspector = Inspector()
        self.session = NextActionSession()

    @property
    def inspection(self) -> Inspection:
        return self._inspector.inspect(self._project.snapshot)

    def ask(self) -> Prompt:
        facts = self.inspection.facts
        rank = ranking(facts.tables, None, facts.snapshot.domain)
        self.session, prompt = begin(facts, Forecast(rank), self.path, self.offset)
        return prompt

    def say(self, value: str) -> Prompt:
        self.session, prompt = answer(self.inspection.facts, self.session, value)
        return prompt

    def after(self, done: Done) -> dict[str, str]:
        """The files that the edits change, as they read then."""
        files = self._project.snapshot.files
        changed: dict[str, str] = {}
        for path in dict.fromkeys(each.path for each in done.edits):
            edits = [each.edit for each in done.edits if each.path == path]
            changed[self._project.snapshot.relative(path)] = apply_edits(files[path].document.text, edits)
        return changed

    def write(self, name: str, text: str) -> None:
        path = self._project.root / name
        path.write_text(text)
        self._project.refresh([path.as_posix()])


def _cursor(project: Project, text: str) -> tuple[str, int]:
    before = text.partition("$0")[0]
    start = before.rindex("=== ") + 4
    name, _, body = before[start:].partition("\n")
    return (project.root / name).as_posix(), len(body)


def question(prompt: Prompt) -> Choose:
    assert isinstance(prompt, Choose)
    return prompt


def current(prompt: Prompt) -> str:
    [choice] = [each for each in question(prompt).choices if each.current]
    return choice.value


def taught(folder: Path, text: str, value: str) -> dict[str, str]:
    """What the files say when the question at the cursor is answered so."""
    desk = Desk(folder, text)
    question(desk.ask())
    done = desk.say(value)
    assert isinstance(done, Done)
    return desk.after(done)


def story(body: str) -> str:
    return f"=== data/stories.md\n## one\n{body}"


# the question -------------------------------------------------------------------------------------------------------


def test_on_a_contradiction_the_question_names_both_sides(tmp_path: Path) -> None:
    prompt = question(Desk(tmp_path, TWO_ANSWERS).ask())
    assert prompt.message == (
        "After the user says `greet` the stories disagree: 2 run `utter_hello` and 1 runs `utter_greet`. "
        "What should this story do? The numbers are counts of examples, until a model is trained."
    )
    assert prompt.allow_new
    first, second = prompt.choices[:2]
    assert (first.value, second.value) == ("utter_hello", "utter_greet")
    assert first.detail == '"hello again" (stories.md:7), "hello once more" (stories.md:11)'
    assert second.detail == '"hello" (stories.md:3)'
    assert second.current


def test_choices_are_ordered_by_probability_and_hold_every_action_of_the_domain(tmp_path: Path) -> None:
    choices = question(Desk(tmp_path, TWO_ANSWERS).ask()).choices
    scores = [choice.score or 0 for choice in choices]
    assert scores == sorted(scores, reverse=True)
    assert {"utter_bye", "restaurant_form", "action_listen"} <= {choice.value for choice in choices}
    assert "action_session_start" not in {choice.value for choice in choices}


def test_an_action_that_the_domain_lacks_is_offered_where_a_story_runs_it(tmp_path: Path) -> None:
    prompt = Desk(tmp_path, story("* greet\n    - action_mine$0\n")).ask()
    assert current(prompt) == "action_mine"


# where the cursor stands ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message", "now"),
    [
        ("* greet\n    - utter_greet$0\n", "After the user says `greet` this story runs `utter_greet`.", "utter_greet"),
        ("* gr$0eet\n    - utter_greet\n", "After the user says `greet` this story runs `utter_greet`.", "utter_greet"),
        ("* greet\n    - utter_gr$0eet\n    - utter_hello\n", "After the user says", "utter_greet"),
        ("* greet\n    - utter_greet\n$0\n", "After the user says `greet` this story runs", "utter_greet"),
        ("* greet\n<!-- $0 a remark -->\n    - utter_greet\n", "After the user says `greet` this story", "utter_greet"),
        ('* inform$0\n    - slot{"cuisine": "x"}\n    - utter_done\n', "After the user says `inform`", "utter_done"),
        ("* greet$0\n* bye\n    - utter_bye\n", "After the user says `greet`, what", "action_listen"),
        ("* greet\n    - utter_greet\n* bye$0\n", "After the user says `bye`, what", "action_listen"),
        ("* greet OR bye$0\n    - utter_greet\n", "this story runs `utter_greet`", "utter_greet"),
        ("    - utter_gr$0eet\n* bye\n    - utter_bye\n", "At the start of the conversation", "utter_greet"),
    ],
)
def test_the_question_follows_the_cursor(tmp_path: Path, body: str, message: str, now: str) -> None:
    prompt = question(Desk(tmp_path, story(body)).ask())
    assert message in prompt.message
    assert current(prompt) == now


def test_on_the_header_the_question_is_about_the_first_step(tmp_path: Path) -> None:
    assert current(Desk(tmp_path, "=== data/stories.md\n## o$0ne\n* greet\n    - utter_greet\n").ask()) == "utter_greet"


def test_past_a_checkpoint_the_stories_before_it_count(tmp_path: Path) -> None:
    desk = Desk(
        tmp_path,
        "=== data/stories.md\n## start\n* greet\n    - utter_greet\n> asked\n\n"
        "## rest\n> asked\n* bye$0\n    - utter_bye\n",
    )
    assert question(desk.ask()).message.startswith("After the user says `bye`")
    assert current(desk.ask()) == "utter_bye"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("=== data/stories.md\n$0\n## one\n* greet\n    - utter_greet\n", "above the first story"),
        ("=== data/stories.md\n## one$0\n", "no step yet"),
        (story("* request\n    - restaurant_form\n* form: in$0form\n    - form: restaurant_form\n"), "form handles"),
        (story("* request\n    - restaurant_form\n* form: inform\n    - form: restaurant$0_form\n"), "form handles"),
        (YAML + "rules:\n- rule: a\n  steps:\n  - intent: greet\n  - action: utter$0_greet\n", "This is a rule"),
        (YAML + "stories:\n- story: a\n  steps:\n  - user: hi\n  - bot: he$0llo\n", "text that the bot says"),
        (YAML + "stories:\n- story: a\n  steps:\n  - user: h$0i\n  - bot: hello\n", "bot says a text"),
        (story("* greet\n    - utter_greet\n") + "=== domain.yml\nintents: [gre$0et]\n", "no stories in this file"),
    ],
)
def test_where_nothing_can_be_taught_a_notice_says_why(tmp_path: Path, text: str, reason: str) -> None:
    desk = Desk(tmp_path, text)
    prompt = desk.ask()
    assert isinstance(prompt, Notice)
    assert reason in prompt.message
    assert isinstance(desk.say("utter_greet"), Notice)


# the answer ---------------------------------------------------------------------------------------------------------


def test_another_action_replaces_the_name_and_nothing_else(tmp_path: Path) -> None:
    desk = Desk(tmp_path, TWO_ANSWERS)
    desk.ask()
    done = desk.say("utter_hello")
    assert isinstance(done, Done)
    assert done.message == "The story runs `utter_hello` here now, instead of `utter_greet`."
    [edit] = done.edits
    assert edit.edit.new_text == "utter_hello"
    assert desk.after(done)[STORIES].startswith("## hello\n* greet\n    - utter_hello\n")


def test_teaching_what_the_others_say_ends_the_contradiction(tmp_path: Path) -> None:
    desk = Desk(tmp_path, TWO_ANSWERS)
    assert any(f.rule == "contradictory-stories" for f in desk.inspection.findings[desk.path])
    desk.ask()
    done = desk.say("utter_hello")
    assert isinstance(done, Done)
    desk.write(STORIES, desk.after(done)[STORIES])
    assert not [f for f in desk.inspection.findings[desk.path] if f.rule == "contradictory-stories"]


def test_the_action_that_stands_there_changes_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, TWO_ANSWERS)
    desk.ask()
    assert desk.say("utter_greet") == Done("The story already says so: it runs `utter_greet` here. Nothing to change.")


def test_an_action_that_stands_there_under_its_old_name_changes_nothing(tmp_path: Path) -> None:
    story = "stories:\n- story: s\n  steps:\n  - intent: bye\n  - action: action_deactivate_form$0\n"
    desk = Desk(tmp_path, YAML.replace('"3.1"', '"2.0"') + story)
    desk.ask()
    already = "The story already says so: it runs `action_deactivate_loop` here. Nothing to change."
    assert desk.say("action_deactivate_loop") == Done(already)


def test_listening_removes_the_step(tmp_path: Path) -> None:
    text = story("* greet\n    - utter_greet\n    - utter_hello$0\n* bye\n    - utter_bye\n")
    assert taught(tmp_path, text, "action_listen") == {
        STORIES: "## one\n* greet\n    - utter_greet\n* bye\n    - utter_bye\n"
    }


def test_listening_where_the_story_listens_changes_nothing(tmp_path: Path) -> None:
    assert taught(tmp_path, story("* greet$0\n* bye\n    - utter_bye\n"), "action_listen") == {}


def test_a_turn_without_an_answer_gets_one(tmp_path: Path) -> None:
    assert taught(tmp_path, story("* greet$0\n* bye\n    - utter_bye\n"), "utter_greet")[STORIES] == (
        "## one\n* greet\n    - utter_greet\n* bye\n    - utter_bye\n"
    )


def test_a_story_in_yaml_is_edited_as_yaml(tmp_path: Path) -> None:
    text = YAML + "stories:\n- story: a\n  steps:\n  - intent: greet$0\n  - intent: bye\n  - action: action_x\n"
    assert taught(tmp_path, text, "utter_greet") == {
        "data/stories.yml": (
            "stories:\n- story: a\n  steps:\n  - intent: greet\n  - action: utter_greet\n"
            "  - intent: bye\n  - action: action_x\n"
        )
    }


def test_a_new_action_goes_to_the_domain_too(tmp_path: Path) -> None:
    text = YAML + "stories:\n- story: a\n  steps:\n  - intent: greet\n  - action: utter$0_greet\n"
    changed = taught(tmp_path, text, "  action_brand_new ")
    assert changed["data/stories.yml"].endswith("- action: action_brand_new\n")
    assert changed["domain.yml"].endswith("actions:\n  - action_x\n  - action_brand_new\n")


def test_a_new_response_gets_a_text(tmp_path: Path) -> None:
    text = YAML + "stories:\n- story: a\n  steps:\n  - intent: greet\n  - action: utter$0_greet\n"
    assert "  utter_new:\n  - text: utter_new\nactions" in taught(tmp_path, text, "utter_new")["domain.yml"]


def test_a_domain_that_cannot_be_edited_is_said(tmp_path: Path) -> None:
    text = TWO_ANSWERS + "=== domain.yml\n{intents: [greet], responses: {utter_greet: [{text: hi}]}, actions: 7}\n"
    desk = Desk(tmp_path, text)
    desk.ask()
    done = desk.say("action_new")
    assert isinstance(done, Done)
    assert "add it there" in done.message
    assert list(desk.after(done)) == [STORIES]


@pytest.mark.parametrize("name", ["", "  ", "two words", "- utter_x", 'slot{"a": 1}', "a: b", "restart", "#x", "7up"])
def test_a_name_that_cannot_be_is_asked_again(tmp_path: Path, name: str) -> None:
    desk = Desk(tmp_path, TWO_ANSWERS)
    before = question(desk.ask())
    again = question(desk.say(name))
    assert again.choices == before.choices
    assert again.message != before.message
    assert isinstance(desk.say("utter_hello"), Done)


# between question and answer -----------------------------------------------------------------------------------------


def test_the_story_may_move_before_the_answer(tmp_path: Path) -> None:
    desk = Desk(tmp_path, TWO_ANSWERS)
    desk.ask()
    plain = TWO_ANSWERS.replace("=== data/stories.md\n", "").replace("$0", "")
    moved = "## above\n* bye\n    - utter_bye\n\n" + plain
    desk.write(STORIES, moved)
    done = desk.say("utter_hello")
    assert isinstance(done, Done)
    assert desk.after(done)[STORIES] == moved.replace("utter_greet", "utter_hello")


def test_a_story_that_changed_before_the_answer_is_left_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path, TWO_ANSWERS)
    desk.ask()
    desk.write(STORIES, "## hello\n* bye\n    - utter_bye\n")
    assert isinstance(desk.say("utter_hello"), Notice)


def test_the_label_of_a_choice_is_the_action(tmp_path: Path) -> None:
    prompt = question(Desk(tmp_path, TWO_ANSWERS).ask())
    assert all(isinstance(choice, Choice) and choice.label == choice.value for choice in prompt.choices)
