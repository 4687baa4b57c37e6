"""Training stories that say the opposite of an answer about a form: shown, opened, and seen to be gone."""

from __future__ import annotations

from pathlib import Path

from learning_client import LearningClient
from lsp_projects import Fixture, write_project
from lsp_sessions import NEOVIM, Session, session
from lsprotocol import types
from test_interactive_learning import FRESH, PROMPTS
from test_learning_by_messages import asked, buttons, learn, say

FORM = """\
//- config.yml
language: en
policies:
- name: MemoizationPolicy
- name: FormPolicy
//- domain.yml
intents: [request, inform, stop, affirm]
entities: [cuisine]
slots:
  cuisine: {type: unfeaturized, auto_fill: false}
  requested_slot: {type: unfeaturized}
responses:
  utter_ask_cuisine: [{text: which?}]
  utter_ask_continue: [{text: go on?}]
  utter_done: [{text: done}]
forms: [restaurant_form]
//- data/stories.md
## happy
* request
    - restaurant_form
    - form{"name": "restaurant_form"}
    - slot{"requested_slot": "cuisine"}
* form: inform{"cuisine": "greek"}
    - form: restaurant_form
    - slot{"cuisine": "greek"}
    - form{"name": null}
    - slot{"requested_slot": null}
    - utter_done

## stop, but go on
* request
    - restaurant_form
    - form{"name": "restaurant_form"}
    - slot{"requested_slot": "cuisine"}
* stop
    - utter_ask_continue
* affirm
    - restaurant_form
    - slot{"requested_slot": "cuisine"}
"""
STORIES = "data/stories.md"
WARNING = "WARNING: FormPolicy predicted no form validation"
GONE = "No story says so any more."


def without_story(fixture: Fixture) -> str:
    return fixture.text(STORIES).partition("## stop, but go on")[0]


def line_of_the_story(fixture: Fixture) -> int:
    lines = fixture.text(STORIES).splitlines()
    return next(number for number, line in enumerate(lines) if line.startswith("* affirm")) + 1


async def warned(held: Session) -> LearningClient:
    learning = await LearningClient.begin(held, FRESH)
    await learning.answer("/request", True, True, "/stop", False, "utter_ask_continue", True, "/affirm", True)
    assert learning.message == "Should 'restaurant_form' validate user input to fill the slot 'cuisine'?"
    await learning.answer(True)
    assert learning.message.startswith(WARNING)
    return learning


async def test_the_stories_are_listed_and_open_at_their_lines(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", FORM)
    async with session(fixture, PROMPTS) as held:
        learning = await warned(held)
        line = line_of_the_story(fixture)
        [story] = learning.shown["view"]["question"]["stories"]
        assert story == {"story": "stop, but go on", "file": STORIES, "line": line}
        assert learning.values() == ["look again", "open", "remove", "go on"]
        await learning.answer("open")
        [shown] = held.client.shown_documents
        assert shown.uri == fixture.uri(STORIES)
        assert shown.selection == types.Range(types.Position(line, 0), types.Position(line, 0))
        assert learning.message.startswith(WARNING)


async def test_it_goes_on_by_itself_once_the_text_in_the_editor_has_no_such_story(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", FORM)
    async with session(fixture, PROMPTS) as held:
        learning = await warned(held)
        serial = learning.shown["serial"]
        uri = held.open(STORIES)
        held.change(uri, 2, f"{fixture.text(STORIES)}\n")
        held.change(uri, 3, without_story(fixture))
        await held.until(lambda: learning.shown["serial"] > serial)
        assert GONE in learning.shown["view"]["remark"]
        assert not learning.message.startswith(WARNING)


async def test_it_goes_on_by_itself_once_the_file_has_no_such_story(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", FORM)
    async with session(fixture, PROMPTS) as held:
        learning = await warned(held)
        serial = learning.shown["serial"]
        (fixture.folder / STORIES).write_text(without_story(fixture), encoding="utf-8")
        changed = types.FileEvent(fixture.uri(STORIES), types.FileChangeType.Changed)
        held.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
        await held.until(lambda: learning.shown["serial"] > serial)
        assert GONE in learning.shown["view"]["remark"]


async def test_the_same_by_messages(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", FORM)
    async with session(fixture, NEOVIM) as held:
        await learn(held)
        for question, text in (
            ("Your input ->", "/request"),
            ("run 'restaurant_form'", "yes"),
            ("run 'action_listen'", "yes"),
            ("Your input ->", "/stop"),
            ("run 'restaurant_form'", "no"),
            ("What is the next action", "utter_ask_continue"),
            ("run 'action_listen'", "yes"),
            ("Your input ->", "/affirm"),
            ("run 'restaurant_form'", "yes"),
            ("Should 'restaurant_form' validate", "yes"),
        ):
            await asked(held, question)
            await say(held, text)
        warning = await asked(held, WARNING)
        assert f'They are: "stop, but go on" (stories.md:{line_of_the_story(fixture) + 1}).' in warning.message
        assert "Open this story" in buttons(warning)
        held.change(held.open(STORIES), 2, without_story(fixture))
        assert GONE in (await asked(held, "What is the next action")).message
