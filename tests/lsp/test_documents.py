"""Texts in step with the client's, whatever characters and encodings there are."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsp_projects import CONTRADICTION, write_project
from lsp_sessions import VSCODE, session
from lsprotocol import types
from pygls.workspace import TextDocument
from pytest_lsp import client_capabilities

from teachback.lsp.documents import Change, Documents
from teachback.text.positions import Encoding, Position, Range

URI = "untitled:1"
NO_LINE_ENDS = ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
CODECS = {Encoding.UTF8: ("utf-8", 1), Encoding.UTF16: ("utf-16-le", 2), Encoding.UTF32: ("utf-32-le", 4)}


@pytest.mark.parametrize("character", NO_LINE_ENDS)
def test_only_the_protocols_line_ends_end_lines(character: str) -> None:
    """The same change applied by pygls' own document goes to the wrong line: the reason for ours."""
    text = f"a: 1{character}b\nc: 2\n"
    documents = Documents()
    documents.open(URI, text, 1)
    changed = documents.change(URI, 2, [Change(Range(Position(1, 0), Position(1, 1)), "Z")], Encoding.UTF16)
    assert changed
    assert changed.text == f"a: 1{character}b\nZ: 2\n"
    theirs = TextDocument(URI, text)
    place = types.Range(types.Position(1, 0), types.Position(1, 1))
    theirs.apply_change(types.TextDocumentContentChangePartial(place, "Z"))
    assert theirs.source != changed.text


@pytest.mark.parametrize("character", ["\x0c", "\x85", "\u2028"])
async def test_an_edit_below_a_character_that_only_python_takes_for_a_line_end(tmp_path: Path, character: str) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    text = fixture.text("data/one.md")
    strange = f"<!-- {character} -->\n{text}"
    line = fixture.here().line + 1
    async with session(fixture) as held:
        await held.contradictory("data/one.md", "data/two.md")
        uri = held.open("data/one.md", strange)
        name = types.Range(types.Position(line, 4), types.Position(line, 14))
        held.change(uri, 2, "action_wave", name)
        await held.calm("data/one.md", "data/two.md")
        held.change(uri, 3, "action_bye", types.Range(types.Position(line, 4), types.Position(line, 15)))
        await held.contradictory("data/one.md", "data/two.md")
        found = next(each for each in held.shown("data/one.md") if each.code == "contradictory-stories")
        assert found.range == name


@pytest.mark.parametrize(
    ("offered", "agreed", "column"),
    [
        (["utf-32", "utf-16", "utf-8"], "utf-8", 14),
        (["utf-32", "utf-16"], "utf-16", 9),
        (["utf-32"], "utf-32", 8),
        (None, "utf-16", 9),
        (["klingon"], "utf-16", 9),
    ],
)
async def test_columns_are_counted_as_agreed(
    tmp_path: Path, offered: list[str] | None, agreed: str, column: int
) -> None:
    capabilities = client_capabilities(VSCODE)
    general = attrs.evolve(capabilities.general or types.GeneralClientCapabilities(), position_encodings=offered)
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    text = fixture.text("data/one.md").replace("* bye\n", "* bye\u00e9\U0001f600\u20ac\n")
    async with session(fixture, attrs.evolve(capabilities, general=general)) as held:
        assert held.initialized
        assert held.initialized.capabilities.position_encoding == agreed
        uri = held.open("data/one.md", text)
        await held.until(lambda: "unknown-intent" in held.codes("data/one.md"))
        found = next(each for each in held.shown("data/one.md") if each.code == "unknown-intent")
        assert (found.range.start.character, found.range.end.character) == (2, column)
        held.change(uri, 2, "", types.Range(types.Position(3, 5), types.Position(3, column)))
        await held.contradictory("data/one.md")


lines = st.text(alphabet=st.sampled_from("ab\u00e9\u20ac\U0001f600\x0c\x85\u2028\n\r"), max_size=12)
places = st.tuples(st.integers(0, 5), st.integers(0, 9), st.integers(0, 5), st.integers(0, 9))


@given(lines, st.lists(st.tuples(places, lines), max_size=6), st.sampled_from(list(Encoding)))
def test_any_changes_leave_the_text_that_a_plain_model_of_the_protocol_has(
    text: str, changes: list[tuple[tuple[int, int, int, int], str]], encoding: Encoding
) -> None:
    documents = Documents()
    documents.open(URI, text, 1)
    for (line, character, last_line, last_character), new in changes:
        start, end = sorted([(line, character), (last_line, last_character)])
        place = Range(Position(*start), Position(*end))
        changed = documents.change(URI, 2, [Change(place, new)], encoding)
        first, last = _offset(text, start, encoding), _offset(text, end, encoding)
        text = text[:first] + new + text[max(first, last) :]
        assert changed
        assert changed.text == text


def _offset(text: str, place: tuple[int, int], encoding: Encoding) -> int:
    """A code-point offset, found by encoding the line: slow and plain."""
    codec, unit = CODECS[encoding]
    at = 0
    for _ in range(place[0]):
        ends = [end + 1 for end in (text.find("\n", at), text.find("\r", at)) if end >= 0]
        if not ends:
            return len(text)
        at = min(ends)
        if text[at - 1] == "\r" and text[at : at + 1] == "\n":
            at += 1
    line = re.split("[\n\r]", text[at:], maxsplit=1)[0]
    return at + len(line.encode(codec)[: place[1] * unit].decode(codec, "ignore"))


def test_a_document_that_is_not_open_cannot_change() -> None:
    documents = Documents()
    assert documents.change(URI, 1, [Change(None, "x")], Encoding.UTF16) is None
    assert documents.get(URI) is None
    assert not documents.close(URI)


def test_changes_of_one_message_build_on_each_other() -> None:
    documents = Documents()
    documents.open(URI, "one", 1)
    first, start = Change(None, "two\nthree"), Position(1, 0)
    changed = documents.change(URI, 2, [first, Change(Range(start, start), "and ")], Encoding.UTF16)
    assert changed
    assert (changed.text, changed.version) == ("two\nand three", 2)
    assert list(documents) == [URI]
    assert documents.close(URI)
