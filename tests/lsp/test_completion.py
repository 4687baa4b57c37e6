"""Completion over real stdio: what is known of the project, where the offers go, and how they are written."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import attrs
import pytest
from lsp_projects import BASICS, Fixture, write_project
from lsp_sessions import NEOVIM, PATIENCE, VSCODE, Session, session
from lsprotocol import types
from pytest_lsp import client_capabilities
from raw_pipe import InProcess, in_process, notification, request

from teachback.completion.vocabulary import Vocabulary
from teachback.project.project import Project

STORIES = (
    BASICS
    + """\
//- data/one.md
## first
* greet
  - action_hello
* bye
  - action_b$0
//- data/two.md
## second
* greet
  - action_hello
* bye
  - action_wave
* chitchat
  - action_hello
"""
)


async def completed(held: Session, uri: str, at: types.Position) -> types.CompletionList | None:
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), at)
    found = await asyncio.wait_for(held.client.text_document_completion_async(params), PATIENCE)
    assert found is None or isinstance(found, types.CompletionList)
    return found


async def whole(held: Session, uri: str, at: types.Position) -> types.CompletionList:
    """What is offered once all of the project has been read: until then, the client is told to ask again."""
    while True:
        found = await completed(held, uri, at)
        if found is not None and not found.is_incomplete:
            return found


def labels(found: types.CompletionList | None) -> list[str]:
    return [item.label for item in found.items] if found else []


def plain(capabilities: types.ClientCapabilities) -> types.ClientCapabilities:
    """A client that knows none of what came to completion after the first version of the protocol."""
    assert capabilities.text_document
    return attrs.evolve(capabilities, text_document=attrs.evolve(capabilities.text_document, completion=None))


def latest(capabilities: types.ClientCapabilities) -> types.ClientCapabilities:
    """A client that knows all of it."""
    completion = types.CompletionClientCapabilities(
        completion_item=types.ClientCompletionItemOptions(insert_replace_support=True, label_details_support=True),
        completion_list=types.CompletionListCapabilities(item_defaults=["editRange"]),
    )
    assert capabilities.text_document
    return attrs.evolve(capabilities, text_document=attrs.evolve(capabilities.text_document, completion=completion))


def in_utf8(capabilities: types.ClientCapabilities) -> types.ClientCapabilities:
    general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf8])
    return attrs.evolve(capabilities, general=general)


async def test_the_likely_action_comes_first_and_says_how_likely_it_is(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", STORIES)
    async with session(fixture, latest(client_capabilities(VSCODE))) as held:
        uri = held.open("data/one.md")
        found = await whole(held, uri, fixture.here())
        first = min(found.items, key=lambda item: item.sort_text or "")
        assert first.label == "action_wave"
        assert first.label_details is not None
        assert (first.label_details.description or "").endswith("%")
        assert {"action_hello", "action_bye", "action_listen"} <= set(labels(found))


async def test_the_word_is_replaced_up_to_the_cursor_or_as_a_whole(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", STORIES)
    async with session(fixture, latest(client_capabilities(VSCODE))) as held:
        uri = held.open("data/one.md", "## first\n* gree\n")
        found = await whole(held, uri, types.Position(1, 4))
        assert found.item_defaults is not None
        assert found.item_defaults.edit_range == types.EditRangeWithInsertReplace(
            insert=types.Range(types.Position(1, 2), types.Position(1, 4)),
            replace=types.Range(types.Position(1, 2), types.Position(1, 6)),
        )


async def test_a_plain_client_gets_plain_edits(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", STORIES)
    async with session(fixture, plain(client_capabilities(NEOVIM))) as held:
        uri = held.open("data/one.md", "## first\n* gree\n")
        found = await whole(held, uri, types.Position(1, 4))
        place = types.Range(types.Position(1, 2), types.Position(1, 6))
        assert found.items[0].text_edit == types.TextEdit(place, "greet")
        assert found.items[0].label_details is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
async def test_places_are_counted_in_the_units_of_the_client(tmp_path: Path, encoding: str) -> None:
    fixture = write_project(tmp_path / "bot", STORIES)
    line = '* 打招呼😀{"城市": "x"} OR gr'
    capabilities = plain(client_capabilities(VSCODE))
    async with session(fixture, in_utf8(capabilities) if encoding == "utf-8" else capabilities) as held:
        uri = held.open("data/one.md", f"## first\r\n{line}\r\n  - action_hello\r\n")
        units = len(line.encode("utf-16-le")) // 2 if encoding == "utf-16" else len(line.encode())
        found = await whole(held, uri, types.Position(1, units))
        place = types.Range(types.Position(1, units - 2), types.Position(1, units))
        assert types.TextEdit(place, "greet") in [item.text_edit for item in found.items]


async def test_a_name_typed_just_now_is_known_in_other_files(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", STORIES)
    async with session(fixture) as held:
        one, two = held.open("data/one.md"), held.open("data/two.md")
        held.change(two, 2, "## second\n* thank_you\n  - action_hello\n")
        found = await whole(held, one, fixture.at("data/one.md", "greet"))
        assert labels(found) == ["greet", "bye", "thank_you"]


async def test_prose_and_files_of_no_project_get_nothing(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", STORIES + "//- README.md\n## Use\n- \n")
    (tmp_path / "else").mkdir()
    async with session(fixture) as held:
        await whole(held, held.open("data/one.md"), fixture.here())
        assert await completed(held, held.open("README.md"), types.Position(1, 2)) is None
        outside = held.open(Fixture(tmp_path / "else").uri("notes.yml"), "intents:\n- ")
        assert labels(await completed(held, outside, types.Position(1, 2))) == []
        assert await completed(held, fixture.uri("data/two.md"), types.Position(1, 2)) is None, "it is not open"


async def test_it_is_announced_with_the_characters_that_bring_it_up(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", STORIES)
    async with session(fixture) as held:
        assert held.initialized is not None
        provider = held.initialized.capabilities.completion_provider
        assert provider is not None
        assert [*(provider.trigger_characters or ())] == [" ", '"', "(", ":", "{"]


@contextmanager
def busy_kernel(held: InProcess) -> Generator[None]:
    """The kernel has something to do that takes as long as the block."""
    free = threading.Event()
    held.server.kernel.change(lambda _: free.wait())
    try:
        yield
    finally:
        free.set()


async def first_offered(held: InProcess, uri: str, text: str, at: types.Position) -> list[str]:
    """What is offered first in a text that was just opened; as long as it is nothing, the client is to ask again."""
    document = {"uri": uri, "languageId": "rasa", "version": 1, "text": text}
    place = {"line": at.line, "character": at.character}
    held.send(notification("textDocument/didOpen", {"textDocument": document}))
    for number in count(1):
        asked = {"textDocument": {"uri": uri}, "position": place}
        held.send(request(number, types.TEXT_DOCUMENT_COMPLETION, asked))
        found = (await held.answer(number))["result"]
        assert found["isIncomplete"]
        if found["items"]:
            return [item["label"] for item in found["items"]]
    return []


TYPED = "## first\n* greet\n  - action_hello\n* \n"


async def test_while_nothing_is_known_of_the_project_the_document_has_names_of_its_own(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", STORIES)
    async with in_process(rootUri=fixture.uri()) as held:
        with busy_kernel(held), held.server.reading.pending():
            found = await first_offered(held, fixture.uri("data/one.md"), TYPED, types.Position(3, 2))
    assert found == ["greet"]


async def test_while_the_kernel_is_busy_the_names_that_were_known_before_are_offered(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", STORIES)
    async with in_process(rootUri=fixture.uri()) as held:
        snapshot = Project(fixture.folder).read()
        held.server.vocabularies.learn(fixture.folder, Vocabulary.of(snapshot))
        with busy_kernel(held):
            found = await first_offered(held, fixture.uri("data/one.md"), TYPED, types.Position(3, 2))
    assert found == ["greet", "bye", "chitchat"]
