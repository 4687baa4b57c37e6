"""Workflow commands for GitHub."""

from __future__ import annotations

from pathlib import Path

from reports import STORIES, report_of

from teachback.cli.render_github import render_github


def test_commands_with_their_escapes(tmp_path: Path) -> None:
    assert render_github(report_of(tmp_path)).splitlines()[:2] == [
        (
            "::notice file=data/stories.md,line=4,endLine=4,title=duplicate-story-name,col=4,endColumn=20::"
            'Another story is called "one 😀, and: 100%25" as well (data/stories.md:1).'
        ),
        (
            "::warning file=data/stories.md,line=7,endLine=7,title=unknown-intent,col=3,endColumn=8::"
            "The domain does not list the intent `😀gret`."
        ),
    ]


def test_a_file_name_is_escaped(tmp_path: Path) -> None:
    text = STORIES.replace("data/stories.md", "data/a,b: 100%.md")
    assert "file=data/a%2Cb%3A 100%25.md," in render_github(report_of(tmp_path, text))
