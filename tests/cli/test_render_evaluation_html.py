"""An evaluation as a page."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from evaluation_reports import PREDICTABLE, report_of

from teachback.cli.render_evaluation_html import render_html


class Page(HTMLParser):
    """The tags of a page, and whether they are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: dict[str, int] = {}
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] = self.seen.get(tag, 0) + 1
        assert not {name for name, _ in attrs} & {"src", "href"}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_loads_nothing_and_escapes_everything(tmp_path: Path) -> None:
    text = render_html(report_of(tmp_path))
    page = Page(text)
    assert page.open == []
    assert "script" not in page.seen
    assert "<script>three</script> " in page.texts
    assert page.seen["caption"] == page.seen["table"] == page.seen["thead"]
    assert "url(" not in text
    assert "prefers-color-scheme: dark" in text
    assert "utter_bye" in page.texts


def test_a_page_without_anything_to_teach(tmp_path: Path) -> None:
    page = Page(render_html(report_of(tmp_path, PREDICTABLE)))
    assert page.open == []
    assert "The other stories predict every action of every story." in page.texts
