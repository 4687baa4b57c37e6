"""Documents under the edits of an editor."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp
from pygls.workspace import TextDocument

from teachback.text.document import Document, decode
from teachback.text.positions import Encoding, Position, Range
from text.texts import NO_LINE_ENDS, texts


def insertion(line: int, character: int) -> Range:
    return Range(Position(line, character), Position(line, character))


@pytest.mark.parametrize("character", NO_LINE_ENDS)
def test_an_edit_below_an_unusual_space_lands_where_the_editor_meant_it(character: str) -> None:
    """The reason for a document store of our own: pygls counts these characters as line ends."""
    text = f"## a{character} story\n* greet\n"
    edited = Document(text).changed(insertion(1, 2), "re", 1, Encoding.UTF16)
    assert edited.text == f"## a{character} story\n* regreet\n"

    theirs = TextDocument("file:///stories.md", text, sync_kind=lsp.TextDocumentSyncKind.Incremental)
    place = lsp.Range(lsp.Position(1, 2), lsp.Position(1, 2))
    theirs.apply_change(lsp.TextDocumentContentChangePartial(text="re", range=place))
    assert theirs.source != edited.text


@given(texts, st.sampled_from(Encoding), st.data())
def test_edits_one_by_one_equal_a_fresh_document(text: str, encoding: Encoding, data: st.DataObject) -> None:
    document = Document(text)
    for version in range(data.draw(st.integers(0, 5))):
        start = data.draw(st.integers(0, len(document.text)))
        end = data.draw(st.integers(start, len(document.text)))
        new_text = data.draw(texts)
        place = Range(document.lines.position(start, encoding), document.lines.position(end, encoding))
        span = document.lines.span(place, encoding)
        expected = document.text[: span.start] + new_text + document.text[span.end :]
        document = document.changed(place, new_text, version, encoding)
        assert document == Document(expected, version)
        fresh = Document(expected).lines
        assert [document.lines.line_span(line) for line in range(document.lines.line_count)] == [
            fresh.line_span(line) for line in range(fresh.line_count)
        ]
        assert document.lines.range(span, encoding) == fresh.range(span, encoding)


def test_a_change_without_a_place_is_the_whole_text() -> None:
    assert Document("old", 1).changed(None, "new", 2, Encoding.UTF8) == Document("new", 2)


@given(texts.map(lambda text: text.replace("\ud800", "")))
def test_decoding_keeps_every_character(text: str) -> None:
    assert decode(text.encode()) == Document(text.removeprefix("\ufeff"))


def test_a_byte_order_mark_is_no_column() -> None:
    assert decode(codecs.BOM_UTF8 + b"## a").text == "## a"


@pytest.mark.parametrize(
    ("data", "offset"), [(b"\xff", 0), (b"gr\xc3\xbc\xdfe", 3), (codecs.BOM_UTF8 + b"a\x80", 1), (b"a\xe2\x82", 1)]
)
def test_what_is_not_utf8_is_marked(data: bytes, offset: int) -> None:
    document = decode(data)
    assert document.undecodable == offset
    assert document.text[offset] == "\ufffd"


@given(st.binary(max_size=60))
def test_any_bytes_make_a_document(data: bytes) -> None:
    document = decode(data)
    if document.undecodable is None:
        assert document.text.encode() == data.removeprefix(codecs.BOM_UTF8)
    else:
        assert document.text[document.undecodable] == "\ufffd"
