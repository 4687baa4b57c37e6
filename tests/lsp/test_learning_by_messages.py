"""The same sessions in a client that knows nothing of Teachback."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsp_projects import Fixture, write_project
from lsp_sessions import NEOVIM, Session, session
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from raw_pipe import Json, in_process, notification, request
from test_interactive_learning import GREETER


async def learn(held: Session, *arguments: object) -> None:
    await held.execute(types.Command("x", "teachback.interactive", arguments=list(arguments)))


async def asked(held: Session, words: str) -> types.ShowMessageRequestParams:
    """Wait for the question with these words, which is the latest then."""
    await held.until(lambda: bool(held.questions) and words in held.questions[-1].message)
    return held.questions[-1]


def buttons(question: types.ShowMessageRequestParams) -> list[str]:
    return [each.title for each in question.actions or ()]


async def say(held: Session, text: str) -> None:
    await held.execute(types.Command("x", "teachback.say", arguments=[text]))


async def test_likely_messages_are_buttons_and_so_are_yes_and_no(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, NEOVIM) as held:
        held.answers += ["/greet (1.00)", "Yes"]
        await learn(held)
        first = await asked(held, "The bot wants to run 'action_listen', correct?")
        assert buttons(held.questions[0])[0] == "/greet (1.00)"
        assert buttons(held.questions[1]) == ["Yes", "No", "Menu…"]
        assert "You: /greet\nBot: utter_hello\nBot: Hello!" in first.message


async def test_what_has_to_be_typed_is_said_by_a_command(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, NEOVIM) as held:
        await learn(held)
        await asked(held, "Your input ->")
        await say(held, "/bye")
        await asked(held, "What is the next action of the bot?")
        await say(held, "two words")
        await asked(held, "two words")
        await say(held, "utter_bye")
        await asked(held, "Bot: utter_bye")


async def test_a_closed_message_comes_again_when_asked_for(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, NEOVIM) as held:
        await learn(held)
        await asked(held, "Your input ->")
        count = len(held.questions)
        await learn(held)
        await held.until(lambda: len(held.questions) > count)
        assert held.questions[-1].message == held.questions[-2].message


async def test_a_message_closed_just_before_comes_again_when_asked_for(tmp_path: Path) -> None:
    """Both arrive in one piece, as from a client that is quick."""
    fixture = write_project(tmp_path / "bot", GREETER)
    again: Json = {"command": "teachback.interactive", "arguments": []}
    async with in_process(workspaceFolders=[{"uri": fixture.uri(), "name": "bot"}]) as held:
        held.send(notification("initialized", {}), request(1, "workspace/executeCommand", again))
        first = await held.asked("window/showMessageRequest")
        closed = {"jsonrpc": "2.0", "id": first["id"], "result": None}
        held.send(closed, request(2, "workspace/executeCommand", again))
        second = await held.asked("window/showMessageRequest", 2)
        assert second["params"] == first["params"]


async def test_the_menu_leads_to_an_export_that_the_client_applies(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, NEOVIM) as held:
        uri = held.open("data/stories.md")
        await learn(held, uri, position(fixture))
        await asked(held, "The bot wants to run 'utter_bye', correct?")
        await say(held, "no")
        await asked(held, "What is the next action of the bot?")
        held.answers.append("without any events")
        await say(held, "action_wave")
        await asked(held, "Bot: action_wave")
        await say(held, "action_listen")
        await asked(held, "Your input ->")
        held.answers += ["Menu…", "Export & Quit", "Keep both", 'Write "greet, bye"']
        await learn(held)
        await held.until(lambda: bool(held.applied) and bool(held.client.messages))
        assert held.client.messages.pop().message == "The session is over."
        changes = held.applied[0].edit.changes
        assert changes is not None
        assert "* bye\n  - action_wave\n" in changes[uri][0].new_text


async def test_a_file_of_an_export_need_not_be_named(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, NEOVIM) as held:
        await learn(held)
        await asked(held, "Your input ->")
        await say(held, "/bye")
        await asked(held, "What is the next action of the bot?")
        held.answers += ["Menu…", "Export & Go On", "Write to other files", "data/stories.md", *["Leave it empty"] * 2]
        await say(held, "utter_bye")
        written = await asked(held, "Write these changes?")
        await held.until(lambda: held.questions[-1] is not written and "Write these" in held.questions[-1].message)
        assert "+++ data/stories.md" in held.questions[-1].message


async def test_a_session_that_was_not_ended_is_offered_first(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, NEOVIM) as held:
        await learn(held)
        await asked(held, "Your input ->")
        await say(held, "/greet")
        await asked(held, "utter_hello")
    async with session(fixture, NEOVIM) as held:
        held.answers.append("Resume")
        await learn(held)
        await asked(held, "The bot wants to run 'utter_hello', correct?")
        assert buttons(held.questions[0]) == ["Resume", "Begin a new one"]


async def test_nothing_can_be_said_where_nobody_asks(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, NEOVIM) as held:
        with pytest.raises(JsonRpcException, match="No session asks"):
            await say(held, "hello")


def position(fixture: Fixture) -> types.Position:
    return types.Position(fixture.here().line, fixture.here().character)
