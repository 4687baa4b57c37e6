"""The output of ``check`` for people."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reports import report_of

from teachback.cli.palette import COLOURED, PLAIN, palette_for
from teachback.cli.render_text import render_text


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_a_finding_its_other_places_below_and_a_sum(tmp_path: Path) -> None:
    assert render_text(report_of(tmp_path)).splitlines() == [
        (
            'data/stories.md:4:4: information Another story is called "one 😀, and: 100%" as well (data/stories.md:1). '
            "[duplicate-story-name]"
        ),
        "    data/stories.md:1:4: the first story of this name",
        "data/stories.md:7:3: warning The domain does not list the intent `😀gret`. [unknown-intent]",
        (
            "data/stories.md:9:8: warning The domain does not list the entity `😀`, so the policies do not see it. "
            "[unknown-entity]"
        ),
        (
            "data/stories.md:9:18: warning The domain does not list the intent `gret`. Did you mean `greet`? "
            "[unknown-intent]"
        ),
        "3 warnings, 1 remark in 2 stories, 3 files.",
    ]


def test_nothing_found(tmp_path: Path) -> None:
    text = "=== data/stories.md\n## s\n* greet\n  - utter_greet\n"
    assert render_text(report_of(tmp_path, text)) == "Nothing found in 1 story, 3 files.\n"


def test_many_other_places_are_counted(tmp_path: Path) -> None:
    again = "".join(f"## {n}\n> a\n* bye\n  - action_a\n> a\n" for n in range(14))
    text = f"=== domain.yml\nintents: [bye]\nactions: [action_a]\n=== data/stories.md\n{again}"
    assert "    and 8 more places" in render_text(report_of(tmp_path, text)).splitlines()


def test_colours_change_nothing_but_colours(tmp_path: Path) -> None:
    report = report_of(tmp_path)
    coloured = render_text(report, COLOURED)
    assert "\x1b[33mwarning\x1b[0m" in coloured
    for escape in ("\x1b[31m", "\x1b[33m", "\x1b[36m", "\x1b[2m", "\x1b[1m", "\x1b[0m"):
        coloured = coloured.replace(escape, "")
    assert coloured == render_text(report)


def test_a_name_cannot_send_commands_to_the_terminal(tmp_path: Path) -> None:
    text = "=== data/stories.md\n## s\n* gr\x1b[2Jet\n  - utter_greet\n"
    written = render_text(report_of(tmp_path, text))
    assert "\x1b" not in written
    assert "gr\ufffd[2Jet" in written


@pytest.mark.parametrize(
    ("stream", "environment", "palette"),
    [
        (Terminal(), {}, COLOURED),
        (Terminal(), {"NO_COLOR": ""}, COLOURED),
        (Terminal(), {"NO_COLOR": "1"}, PLAIN),
        (Terminal(), {"TERM": "dumb"}, PLAIN),
        (io.StringIO(), {}, PLAIN),
    ],
)
def test_colours_on_a_terminal_only(stream: io.StringIO, environment: dict[str, str], palette: object) -> None:
    assert palette_for(stream, environment) is palette
