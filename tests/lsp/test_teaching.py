from __future__ import annotations

from pathlib import Path

import pytest
from lsp_projects import CONTRADICTION, Fixture, write_project
from lsp_sessions import NEOVIM, VSCODE, announcing, session
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import client_capabilities

PROMPTS = announcing(client_capabilities(VSCODE))


def start(fixture: Fixture, at: types.Position, name: str = "data/one.md") -> object:
    return {"textDocument": {"uri": fixture.uri(name)}, "position": {"line": at.line, "character": at.character}}


async def test_prompts_come_as_data_and_end_in_an_edit_that_asks_for_confirmation(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, PROMPTS) as held:
        await held.contradictory("data/one.md")
        held.open("data/one.md", version=5)
        begun = await held.ask("teachback/teach/start", start(fixture, fixture.here()))
        prompt = begun["prompt"]
        assert prompt["kind"] == "choose"
        assert prompt["title"]
        assert prompt["message"]
        assert prompt["allowNew"] is True
        choices = {each["value"]: each for each in prompt["choices"]}
        assert choices["action_bye"]["current"] is True
        assert "current" not in choices["action_wave"]
        assert 0 < choices["action_wave"]["score"] <= 1
        scores = [each["score"] for each in prompt["choices"]]
        assert scores == sorted(scores, reverse=True)
        told = await held.ask(
            "teachback/teach/answer", {"session": begun["session"], "answer": {"value": "action_wave"}}
        )
        done = told["prompt"]
        assert done["kind"] == "done"
        (change,) = done["edit"]["documentChanges"]
        assert change["textDocument"] == {"uri": fixture.uri("data/one.md"), "version": 5}
        assert [each["newText"] for each in change["edits"]] == ["action_wave"]
        annotation = done["edit"]["changeAnnotations"][change["edits"][0]["annotationId"]]
        assert annotation["needsConfirmation"] is True


async def test_a_session_that_has_ended_takes_no_more_answers(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, PROMPTS) as held:
        begun = await held.ask("teachback/teach/start", start(fixture, fixture.here()))
        answer = {"session": begun["session"], "answer": {"value": "action_wave"}}
        await held.ask("teachback/teach/answer", answer)
        with pytest.raises(JsonRpcException) as refused:
            await held.ask("teachback/teach/answer", answer)
        assert refused.value.code == -32602


async def test_a_session_can_be_stopped_more_than_once(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, PROMPTS) as held:
        begun = await held.ask("teachback/teach/start", start(fixture, fixture.here()))
        assert await held.ask("teachback/teach/stop", {"session": begun["session"]}) is None
        assert await held.ask("teachback/teach/stop", {"session": begun["session"]}) is None
        with pytest.raises(JsonRpcException):
            await held.ask("teachback/teach/answer", {"session": begun["session"], "answer": {"value": "action_wave"}})


async def test_where_there_is_nothing_to_teach_a_notice_says_so(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, PROMPTS) as held:
        for name in ("config.yml", "no-such-file.md"):
            begun = await held.ask("teachback/teach/start", start(fixture, types.Position(0, 0), name))
            assert begun["prompt"]["kind"] == "notice"
            assert begun["prompt"]["message"]


async def test_the_edit_is_made_for_the_text_as_it_is_when_the_answer_comes(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, PROMPTS) as held:
        uri = held.open("data/one.md")
        begun = await held.ask("teachback/teach/start", start(fixture, fixture.here()))
        held.change(uri, 2, "\n\n", types.Range(types.Position(0, 0), types.Position(0, 0)))
        answer = {"session": begun["session"], "answer": {"value": "action_wave"}}
        done = (await held.ask("teachback/teach/answer", answer))["prompt"]
        (change,) = done["edit"]["documentChanges"]
        assert change["textDocument"]["version"] == 2
        assert change["edits"][0]["range"]["start"] == {"line": fixture.here().line + 2, "character": 4}


async def test_a_plain_client_gets_the_likely_actions_as_code_actions(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, NEOVIM) as held:
        uri = held.open("data/one.md")
        await held.pull(uri)
        offered = await held.actions(uri, fixture.here())
        likely = [title for title in offered if title.startswith("Teach next action: ")]
        assert likely
        assert likely[0].startswith("Teach next action: action_wave (0.")
        assert len(likely) <= 3
        edit = await held.resolve(offered[likely[0]])
        assert edit.changes, "this client does not know versions"
        assert [each.new_text for each in edit.changes[uri]] == ["action_wave"]


async def test_a_plain_client_is_asked_through_messages_and_has_the_edit_applied(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, NEOVIM) as held:
        uri = held.open("data/one.md")
        await held.pull(uri)
        action = (await held.actions(uri, fixture.here()))["Teach next action…"]
        assert isinstance(action, types.CodeAction)
        assert action.command
        at = {"line": fixture.here().line, "character": fixture.here().character}
        first = await held.ask("teachback/teach/start", {"textDocument": {"uri": uri}, "position": at})
        wave = next(each for each in first["prompt"]["choices"] if each["value"] == "action_wave")
        held.answers.append(f"action_wave ({wave['score']:.2f})")
        assert await held.execute(action.command) is None
        await held.until(lambda: bool(held.applied))
        (asked,) = held.questions
        assert asked.actions
        assert len(asked.actions) <= 8
        assert held.applied[0].label
        assert held.applied[0].edit.changes


async def test_whoever_closes_the_message_is_left_alone(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, NEOVIM) as held:
        uri = held.open("data/one.md")
        await held.pull(uri)
        place = types.Position(fixture.here().line, fixture.here().character)
        await held.execute(types.Command("x", "teachback.teach", arguments=[uri, place]))
        await held.until(lambda: bool(held.questions))
        await held.pull(uri)
        assert not held.applied
