from __future__ import annotations

import asyncio
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from learning_client import LearningClient
from lsp_projects import Fixture, write_project
from lsp_sessions import VSCODE, announcing, session
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import client_capabilities

from http_answers import Said, answering

PROMPTS = announcing(client_capabilities(VSCODE))
FRESH = {"kind": "fresh"}

GREETER = """\
//- config.yml
language: en
policies:
- name: MemoizationPolicy
  max_history: 3
//- domain.yml
intents: [greet, bye]
actions: [action_wave]
responses:
  utter_hello: [{text: Hello!}]
  utter_bye: [{text: Bye!}]
//- data/stories.md
## hello
* greet
  - utter_hello
* $0bye
  - utter_bye
"""


async def test_a_conversation_is_taught_step_by_step(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        assert learning.shown["view"]["question"]["kind"] == "enter"
        await learning.answer("/greet")
        assert learning.message == "The bot wants to run 'utter_hello', correct?"
        assert any(node["active"] for node in (await learning.beside())["graph"]["nodes"])
        await learning.answer(True, True)
        assert learning.conversation() == ["action_listen", "/greet", "utter_hello, Hello!, action_listen"]


def at_cursor(fixture: Fixture, name: str = "data/stories.md") -> dict[str, Any]:
    place = {"line": fixture.here().line, "character": fixture.here().character}
    return {"kind": "cursor", "textDocument": {"uri": fixture.uri(name)}, "position": place}


async def test_a_question_is_shown_before_what_belongs_beside_it(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        await learning.beside()
        await learning.answer("/greet")
        await learning.beside()
        told = [(each["type"], each.get("serial")) for each in learning.heard]
        assert told == [("view", 1), ("beside", 1), ("busy", None), ("view", 2), ("beside", 2)]


async def test_what_belongs_beside_a_question_is_not_told_after_its_answer(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        await learning.answer("/greet", True, True, "/bye", "utter_bye", "action_listen")
        await learning.beside()
        current = 0
        for each in learning.heard:
            current = each["serial"] if each["type"] == "view" else current
            assert each["type"] != "beside" or each["serial"] == current


async def test_an_answer_that_does_not_do_costs_nothing_of_what_is_beside(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        await learning.answer("  ")
        assert learning.heard[-1]["type"] in {"problem", "beside"}
        assert (await learning.beside())["graph"]["nodes"]


async def test_it_begins_at_the_cursor_and_a_corrected_step_counts_at_once(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, at_cursor(fixture))
        assert learning.conversation()[-1] == "/bye"
        assert learning.message == "The bot wants to run 'utter_bye', correct?"
        await learning.answer(False)
        await learning.answer("action_wave", "without events", "action_listen")
        await learning.order("fork", message=1)
        await learning.answer("/bye")
        assert "action_wave" in learning.message, "it was taught a moment ago"


async def test_the_taught_story_grows_with_each_step(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        assert (await learning.beside())["story"] is None
        await learning.answer("/greet", True)
        greeting = "## greet\n* greet\n  - utter_hello\n"
        assert (await learning.beside())["story"] == {"file": "data/stories.md", "text": greeting}
        await learning.answer(True, "/bye", True)
        grown = "## greet, bye\n* greet\n  - utter_hello\n* bye\n  - utter_bye\n"
        assert (await learning.beside())["story"]["text"] == grown
        await learning.order("export")
        assert (await learning.beside())["story"]["text"] == grown


async def test_texts_count_as_they_stand_in_the_editor(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        held.open("data/stories.md", fixture.text("data/stories.md").replace("utter_hello", "action_wave"))
        await learning.answer("/greet")
        assert learning.message == "The bot wants to run 'action_wave', correct?"


async def test_an_answer_that_does_not_do_leaves_the_question_open(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        await learning.answer("  ")
        assert "problem" in [each["type"] for each in learning.heard]
        await learning.answer("/greet")
        assert learning.message == "The bot wants to run 'utter_hello', correct?"


async def test_an_answer_to_a_view_of_before_is_stale(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        serial = learning.shown["serial"]
        await learning.answer("/greet")
        for method, more in (("answer", {"answer": {"value": True}}), ("undo", {}), ("export", {})):
            with pytest.raises(JsonRpcException) as refused:
                await held.ask(f"teachback/teach/{method}", {"session": learning.id, "serial": serial, **more})
            assert refused.value.code == -32801


async def test_undo_and_restart(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        await learning.answer("/greet", True)
        await learning.order("undo")
        assert learning.message == "The bot wants to run 'utter_hello', correct?"
        await learning.answer(True, True)
        await learning.order("restart")
        assert learning.conversation() == ["action_listen"]
        assert learning.shown["view"]["unsaved"] == 1, "the conversation of before is still to be exported"


async def test_sessions_do_not_disturb_each_other(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        one = await LearningClient.begin(held, FRESH)
        other = await LearningClient.begin(held, at_cursor(fixture))
        await asyncio.gather(one.answer("/greet"), other.answer(False))
        assert one.message == "The bot wants to run 'utter_hello', correct?"
        assert other.message == "What is the next action of the bot?"


async def test_what_is_exported_is_an_edit_with_versions_that_asks_for_confirmation(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        held.open("data/stories.md", version=7)
        learning = await LearningClient.begin(held, FRESH)
        await learning.answer("/bye", "utter_bye", "action_listen")
        assert "+* bye\n+  - utter_bye\n" in (await learning.beside())["changes"]
        await learning.order("export")
        assert learning.message == "Write these changes?"
        assert "+* bye\n+  - utter_bye\n" in (await learning.beside())["changes"]
        held.accepts = False
        await learning.answer("write")
        await held.until(lambda: learning.message == "Your input ->")
        assert learning.shown["view"]["unsaved"] == 1, "the person refused"
        held.accepts = True
        await learning.order("export", leave=True)
        await learning.answer("write")
        await held.until(lambda: learning.heard[-1]["type"] == "ended")
        edit = held.previewed[-1]["edit"]
        (change,) = edit["documentChanges"]
        assert change["textDocument"] == {"uri": fixture.uri("data/stories.md"), "version": 7}
        (written,) = change["edits"]
        assert "* bye\n  - utter_bye\n" in written["newText"]
        assert edit["changeAnnotations"][written["annotationId"]]["needsConfirmation"] is True
        assert fixture.text("data/stories.md") == GREETER.partition("data/stories.md\n")[2].replace("$0", "")


async def test_a_story_that_contradicts_another_asks_what_becomes_of_the_old_one(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        await learning.answer("/greet", False, "action_wave", "without events", "action_listen")
        await learning.order("export")
        assert "contradict each other" in learning.message
        assert learning.values() == ["keep", "remove", "change", "change new: utter_hello"]
        await learning.answer("change")
        assert "-  - utter_hello\n+  - action_wave\n" in (await learning.beside())["changes"]
        await learning.order("undo")
        assert learning.message == "Your input ->", "any way out leads back, and nothing is written"
        assert not held.previewed


async def test_of_several_conversations_some_are_written_and_the_rest_is_asked_about_at_the_end(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        await learning.answer("/greet", True, True)
        await learning.order("restart")
        await learning.answer("/bye", "utter_bye", "action_listen")
        await learning.order("export", leave=True)
        assert learning.message == "Which conversations shall be written?"
        assert learning.values() == ["done", "0", "1"]
        await learning.answer("0", "1", "1")
        assert learning.labels() == ["These 1", "☐ 1: /greet", "☑ 2: /bye"]
        await learning.answer("done", "names", "leave")
        assert learning.message == "Write these changes?"
        assert "+## leave\n+* bye\n+  - utter_bye\n" in (await learning.beside())["changes"]
        await learning.answer("write")
        await held.until(lambda: learning.message.startswith("Quit without saving? You taught one conversation"))
        assert learning.shown["view"]["unsaved"] == 1


async def test_a_test_story_is_written_to_the_file_that_the_person_names(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        await learning.answer("/bye", "utter_bye", "action_listen")
        await learning.order("export")
        await learning.answer("files", "data/more.md", "", "")
        assert "+++ data/more.md\n" in (await learning.beside())["changes"]
        await learning.answer("tests", "files", "tests/talks.md")
        assert "+++ tests/talks.md\n" in (await learning.beside())["changes"]
        assert "+* bye: /bye\n" in (await learning.beside())["changes"]
        await learning.answer("files", "tests/talks.txt")
        assert "`tests/talks.txt` is no file for stories" in learning.shown["view"]["remark"]


async def test_a_session_that_was_left_goes_on_where_it_was(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        await learning.answer("/greet", True)
        await held.ask("teachback/teach/stop", {"session": learning.id})
    async with session(fixture, PROMPTS) as held:
        (left,) = (await held.ask("teachback/teach/resumable", {}))["sessions"]
        assert left["messages"] == ["/greet"]
        again = await LearningClient.begin(held, {"kind": "resumed", "root": left["root"], "journal": left["journal"]})
        assert again.conversation()[1:] == ["/greet", "utter_hello, Hello!"]
        assert (await held.ask("teachback/teach/resumable", {}))["sessions"] == [], "somebody is at it"


async def test_whoever_quits_is_asked_once_and_nothing_is_kept(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    async with session(fixture, PROMPTS) as held:
        learning = await LearningClient.begin(held, FRESH)
        await learning.answer("/greet")
        await learning.order("stop", discard=True)
        assert learning.message == "Quit without saving? You taught one conversation that no file holds yet."
        await learning.answer(False)
        await learning.order("stop", discard=True)
        await learning.answer(True)
        assert learning.heard[-1] == {"type": "ended", "text": "The session is over."}
        assert (await held.ask("teachback/teach/resumable", {}))["sessions"] == []


async def test_where_no_session_can_begin_the_refusal_says_why(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", GREETER)
    nowhere = {
        "kind": "cursor",
        "textDocument": {"uri": fixture.uri("domain.yml")},
        "position": {"line": 0, "character": 0},
    }
    async with session(fixture, PROMPTS) as held:
        for where, words in (
            (nowhere, "no stories in this file"),
            ({"kind": "resumed", "root": fixture.uri(), "journal": "../../x"}, "no longer there"),
            ({"kind": "later"}, "where.kind"),
        ):
            with pytest.raises(JsonRpcException, match=words) as refused:
                await held.ask("teachback/teach/start", {"where": where})
            assert refused.value.code == -32602


async def test_without_trust_no_action_server_is_asked(tmp_path: Path) -> None:
    asked: list[str] = []
    with answering({"/webhook": _waving(asked)}) as address:
        fixture = write_project(
            tmp_path / "bot", f"{GREETER}//- endpoints.yml\naction_endpoint:\n  url: {address}/webhook\n"
        )
        async with session(fixture, PROMPTS) as held:
            wary = await LearningClient.begin(held, FRESH)
            await wary.answer("/greet", False, "action_wave")
            assert "How should 'action_wave' count?" in wary.message
            assert asked == []
            trusting = await LearningClient.begin(held, FRESH, trusted=True)
            await trusting.answer("/greet", False, "action_wave")
            assert asked == ["/webhook"]
            assert "action_wave, (waves)" in trusting.conversation()[-1]


async def test_an_action_that_takes_too_long_can_be_given_up(tmp_path: Path) -> None:
    begun, over = threading.Event(), threading.Event()

    def hang(request: BaseHTTPRequestHandler) -> None:
        begun.set()
        over.wait()
        request.send_error(500)

    with answering({"/webhook": hang}) as address:
        fixture = write_project(
            tmp_path / "bot", f"{GREETER}//- endpoints.yml\naction_endpoint:\n  url: {address}/webhook\n"
        )
        try:
            async with session(fixture, PROMPTS) as held:
                learning = await LearningClient.begin(held, FRESH, trusted=True)
                await learning.answer("/greet", False)
                serial = learning.shown["serial"]
                params = {"session": learning.id, "serial": serial, "answer": {"value": "action_wave"}}
                held.client.protocol.send_request(
                    "teachback/teach/answer", params, callback=lambda _: None, msg_id="slow"
                )
                await asyncio.to_thread(begun.wait)
                held.client.cancel_request(types.CancelParams("slow"))
                await held.until(lambda: learning.shown["serial"] > serial)
                assert learning.message == "Do you want to stop?"
                await learning.answer("Undo Last")
                assert learning.message == "The bot wants to run 'utter_hello', correct?"
        finally:
            over.set()


def _waving(asked: list[str]) -> Said:
    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.path)
        body = b'{"events": [], "responses": [{"text": "(waves)"}]}'
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer
