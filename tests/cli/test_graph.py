"""``teachback graph``: stories as a page, SVG, DOT or JSON."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from bots import write_bot
from teachback.command import main

STORIES = """\
=== data/stories.md
## one
* greet
  - utter_greet

## two
* greet
  - utter_greet
* bye
  - utter_bye
"""

# Everything that means something in HTML, XML, DOT, JSON or a terminal.
NASTY = '<script>alert("1")</script> &lt; \\N \\" \' ]]> --> 你好'
NASTY_BOT = f"""\
=== data/stories.yml
version: "3.1"
stories:
- story: {json.dumps(NASTY)}
  steps:
  - intent: {json.dumps(NASTY)}
  - action: {json.dumps(NASTY + chr(10) + "second line" + chr(7))}
"""

_STRING = r'"(?:[^"\\]|\\.)*"'
_ATTRIBUTES = rf"(?: \[\w+={_STRING}(?:, \w+={_STRING})*\])?"
_DOT = re.compile(rf"digraph stories \{{\n(?:  \d+(?: -> \d+)?{_ATTRIBUTES};\n)*\}}\n")


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    return write_bot(tmp_path / "bot", STORIES)


def drawn(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["graph", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["graph", *map(str, arguments)]) == 2
    return capsys.readouterr().err


def labels(graph: dict[str, Any]) -> list[str]:
    return [node["label"] for node in graph["nodes"]]


def test_json_says_all_that_the_picture_does(bot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = json.loads(drawn(capsys, bot, "--format", "json"))
    assert graph["version"] == 1
    assert graph["nodes"][1] == {
        "id": 1,
        "kind": "action",
        "label": "utter_greet",
        "active": False,
        "dashed": False,
        "places": [
            {"story": "one", "file": "data/stories.md", "line": 2},
            {"story": "two", "file": "data/stories.md", "line": 6},
        ],
    }
    assert {"from": 1, "to": labels(graph).index("END"), "active": False} in graph["edges"]
    assert sorted(labels(graph)) == ["END", "START", "bye", "greet", "utter_bye", "utter_greet"]


def test_dot_is_what_comes_without_a_file(bot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = drawn(capsys, bot)
    assert _DOT.fullmatch(text)
    assert '  1 [label="utter_greet"' in text


@pytest.mark.parametrize(
    ("name", "begin"),
    [("g.html", "<!DOCTYPE html>"), ("g.svg", "<?xml"), ("g.gv", "digraph"), ("g.JSON", '{"version": 1')],
)
def test_the_name_of_the_file_says_what_is_written(bot: Path, tmp_path: Path, name: str, begin: str) -> None:
    assert main(["graph", str(bot), "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)


class Page(HTMLParser):
    """The tags of a page and what it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.policy = ""
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        assert not names.keys() & {"src", "href", "style"}
        assert not [name for name in names if name.startswith("on")]
        self.tags.append(tag)
        if tag == "meta" and names.get("http-equiv") == "Content-Security-Policy":
            self.policy = names["content"] or ""

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_whatever_names_hold_the_page_runs_its_own_script_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Page(drawn(capsys, write_bot(tmp_path / "bot", NASTY_BOT), "--format", "html"))
    assert page.tags.count("script") == 1
    assert "default-src 'none'" in page.policy
    assert "unsafe" not in page.policy
    assert any(text.startswith("<script>alert(") for text in page.texts)


def test_whatever_names_hold_svg_stays_xml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = ET.fromstring(drawn(capsys, write_bot(tmp_path / "bot", NASTY_BOT), "--format", "svg"))  # noqa: S314 - ours
    titles = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert any(NASTY in title for title in titles)
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))


def test_whatever_names_hold_dot_stays_dot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = drawn(capsys, write_bot(tmp_path / "bot", NASTY_BOT))
    assert _DOT.fullmatch(text)
    assert '\\"1\\"' in text
    assert "\\\\N" in text


def test_each_node_is_reached_by_keys_and_says_where_it_stands(bot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = ET.fromstring(drawn(capsys, bot, "--format", "svg"))  # noqa: S314 - ours
    nodes = [each for each in root.iter() if "node" in each.get("class", "").split()]
    assert len(nodes) == 7  # each way has an end of its own in a picture
    assert {node.get("tabindex") for node in nodes} == {"0"}
    assert "two, data/stories.md:7" in (nodes[1].get("aria-label") or "")


def test_one_story_or_one_file(bot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bot / "data" / "more.md").write_text("## three\n* stop\n  - utter_done\n", encoding="utf-8")
    one = json.loads(drawn(capsys, bot, "--format", "json", "--story", "one"))
    assert labels(one) == ["START", "utter_greet", "END", "greet"]
    more = json.loads(drawn(capsys, bot / "data" / "more.md", "--format", "json"))
    assert labels(more) == ["START", "utter_done", "END", "stop"]


def test_examples_instead_of_intents(bot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bot / "data" / "nlu.md").write_text("## intent:greet\n- hello there\n", encoding="utf-8")
    shown = labels(json.loads(drawn(capsys, bot, "--format", "json", "--examples")))
    assert "hello there" in shown
    assert "bye" in shown


def test_a_thousand_stories_are_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stories = "\n".join(
        f'## {n}\n* greet\n  - utter_greet\n* inform{{"cuisine": "{n}"}}\n  - slot{{"cuisine": "{n}"}}\n'
        f"  - utter_{'done' if n % 2 else 'bye'}\n"
        for n in range(1000)
    )
    graph = json.loads(
        drawn(capsys, write_bot(tmp_path / "bot", f"=== data/stories.md\n{stories}"), "--format", "json")
    )
    assert sorted(labels(graph)) == [
        "END",
        "START",
        "greet",
        "inform",
        "inform",
        "utter_bye",
        "utter_done",
        "utter_greet",
    ]


def test_a_picture_of_too_much_is_refused_and_json_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stories = "\n".join(f"## {n}\n* i{n}\n  - utter_{n}\n" for n in range(500))
    bot = write_bot(tmp_path / "bot", f"=== data/stories.md\n{stories}")
    assert "the graph has 1,002 nodes" in refused(capsys, bot, "--format", "svg")
    assert len(json.loads(drawn(capsys, bot, "--format", "json"))["nodes"]) == 1002


def test_a_bot_without_stories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = write_bot(tmp_path / "bot", "=== data/stories.md\n")
    assert "holds no conversation that Rasa trains on" in refused(capsys, bot)


@pytest.mark.parametrize(
    ("options", "advice"),
    [(("--story", "nobody"), "with a story or rule 'nobody'"), (("-o", "graph.png"), "End it with .html"),
     (("-o", "nowhere/graph.svg"), "no such folder"), (("--max-history", "all"), "from 1 to 50")],
)  # fmt: skip
def test_what_cannot_be_done_is_explained(
    bot: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], advice: str
) -> None:
    assert advice in refused(capsys, bot, *options)
