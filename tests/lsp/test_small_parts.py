from __future__ import annotations

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from teachback.lsp.action_data import FixData, TeachData, from_json, to_json
from teachback.lsp.client import ClientSupport
from teachback.lsp.headers import normalised
from teachback.lsp.kinds import is_wanted
from teachback.lsp.uris import path_of, uri_of


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b.md", "/a/b.md"),
        ("file:///a%20b/%C3%A9%3B%23%3F.md", "/a b/é;#?.md"),
        ("file:///a;b/c;d.md", "/a;b/c;d.md"),
        ("FILE:///a/../b//c.md", "/b/c.md"),
        ("file://localhost/a.md", "/a.md"),
        ("file://server/share/a.md", "//server/share/a.md"),
        ("file:///c%3A/a.md", "C:/a.md"),
        ("file:///C:/a.md", "C:/a.md"),
        ("file:///c:", "C:/"),
        ("untitled:Untitled-1", None),
        ("vscode-vfs://github/a/b.md", None),
        ("file:", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_the_path_of_a_uri(uri: str, path: str | None) -> None:
    assert path_of(uri) == path


@pytest.mark.parametrize(
    "path", ["/a/b.md", "/a b/é;#?%41.md", "C:/a b.md", "//server/share/a.md", "/bad\udcff.md", "/a:b/c&d=e.md"]
)
def test_a_path_survives_being_a_uri(path: str) -> None:
    assert path_of(uri_of(path)) == path


def test_what_is_a_uri_stays_one() -> None:
    assert uri_of("untitled:Untitled-1") == "untitled:Untitled-1"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"Content-Length: 5\r\n", b"Content-Length: 5\r\n"),
        (b"content-length:5\n", b"Content-Length: 5\r\n"),
        (b"}Content-Length: 5\r\n", b"Content-Length: 5\r\n"),
        (b"Content-Length: 99999999999\r\n", b"Content-Length: too much\r\n"),
        (b"Content-Type: x\r\n", b"Content-Type: x\r\n"),
        (b"\r\n", b"\r\n"),
        (b"", b""),
    ],
)
def test_headers(line: bytes, expected: bytes) -> None:
    assert normalised(line) == expected


@pytest.mark.parametrize(
    "data", [FixData("u", "rule", "m", 3, "t"), TeachData("u", None, 3, "v"), TeachData("u", 1, 3, "v")]
)
def test_data_of_an_action_survives_the_journey(data: FixData | TeachData) -> None:
    assert from_json(to_json(data)) == data


@pytest.mark.parametrize(
    "json",
    [
        None,
        5,
        [],
        {},
        {"kind": "fix"},
        {"kind": "other"},
        {"kind": "teach", "uri": "u", "version": "1", "at": 1, "value": "v"},
    ],
)
def test_anything_else_is_refused(json: object) -> None:
    with pytest.raises(JsonRpcInvalidParams):
        from_json(json)


def test_kinds_cover_the_ones_below_them_but_not_their_namesakes() -> None:
    assert is_wanted("refactor.rewrite", ["refactor"])
    assert not is_wanted("refactor", ["refactor.rewrite"])
    assert not is_wanted("quickfixes", ["quickfix"])
    assert not is_wanted("quickfix", [])


@pytest.mark.parametrize(
    ("experimental", "announces", "prompts"),
    [
        ({"teachback": {"prompts": True}}, True, True),
        ({"teachback": {}}, True, False),
        ({"teachback": True}, True, False),
        ({"teachback": {"prompts": "yes"}}, True, False),
        ({"other": {}}, False, False),
        (None, False, False),
        (5, False, False),
    ],
)
def test_what_a_client_announces(experimental: object, announces: bool, prompts: bool) -> None:
    support = ClientSupport.of(types.ClientCapabilities(experimental=experimental))  # type: ignore[arg-type] - any JSON
    assert (support.announces_teachback, support.takes_prompts) == (announces, prompts)


def test_a_client_that_says_nothing_can_do_nothing() -> None:
    assert ClientSupport.of(types.ClientCapabilities()) == ClientSupport()
