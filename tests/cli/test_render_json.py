"""The JSON contract of ``check``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reports import STORIES, report_of

from teachback.cli.render_json import render_json
from teachback.cli.report import Report


def parsed(report: Report) -> dict[str, Any]:
    return json.loads(render_json(report))


def test_keys_and_their_order(tmp_path: Path) -> None:
    content = parsed(report_of(tmp_path))
    assert list(content) == ["version", "project", "findings"]
    assert content["version"] == 1
    assert content["project"] == {"dialect": "rasa1", "stories": 2, "rules": 0, "steps": 8, "files": 3}
    finding = content["findings"][0]
    assert list(finding) == ["rule", "severity", "file", "range", "message", "related", "fixes", "data"]
    assert finding == {
        "rule": "duplicate-story-name",
        "severity": "information",
        "file": "data/stories.md",
        "range": {"start": {"line": 3, "character": 3}, "end": {"line": 3, "character": 20}},
        "message": 'Another story is called "one 😀, and: 100%" as well (data/stories.md:1).',
        "related": [
            {
                "file": "data/stories.md",
                "range": {"start": {"line": 0, "character": 3}, "end": {"line": 0, "character": 20}},
                "message": "the first story of this name",
            }
        ],
        "fixes": [
            {
                "title": 'Rename to "one 😀, and: 100% 2"',
                "edits": [
                    {
                        "file": "data/stories.md",
                        "range": {"start": {"line": 3, "character": 3}, "end": {"line": 3, "character": 20}},
                        "new_text": "one 😀, and: 100% 2",
                    }
                ],
            }
        ],
        "data": {"name": "one 😀, and: 100%", "kind": "story"},
    }


def test_columns_are_utf16_units(tmp_path: Path) -> None:
    found = [each for each in parsed(report_of(tmp_path))["findings"] if each["data"].get("name") == "gret"]
    assert [each["range"] for each in found] == [
        {"start": {"line": 8, "character": 18}, "end": {"line": 8, "character": 22}}
    ]


def test_findings_are_sorted_by_file_range_and_rule(tmp_path: Path) -> None:
    found = parsed(report_of(tmp_path))["findings"]
    order = [(each["file"], each["range"]["start"]["line"], each["range"]["start"]["character"]) for each in found]
    assert len(order) > 3
    assert order == sorted(order)


def test_the_same_bytes_wherever_the_project_lies(tmp_path: Path) -> None:
    first = render_json(report_of(tmp_path / "a"))
    second = render_json(report_of(tmp_path / "somewhere else" / "b"))
    assert first == second
    assert first.endswith("}\n")
    assert str(tmp_path) not in first


def test_a_lone_surrogate_can_still_be_written(tmp_path: Path) -> None:
    text = STORIES.replace("* bye\n", '* bye\n  - slot{"a": "\\ud800"}\n').replace(
        "actions:", "slots:\n  a: {type: categorical, values: [x]}\nactions:"
    )
    written = render_json(report_of(tmp_path, text))
    assert "\\ud800" in written
    assert json.loads(written.encode())["version"] == 1


def test_files_are_relative_to_the_base(tmp_path: Path) -> None:
    (one,) = report_of(tmp_path / "bots" / "one").inspections
    (two,) = report_of(tmp_path / "bots" / "two").inspections
    content = parsed(Report(tmp_path, (two, one)))
    assert content["project"]["stories"] == 4
    files = [each["file"] for each in content["findings"]]
    assert files == sorted(files)
    assert set(files) == {"bots/one/data/stories.md", "bots/two/data/stories.md"}
    assert parsed(Report(tmp_path / "bots" / "one", (one,)))["findings"][0]["file"] == "data/stories.md"
    outside = parsed(Report(tmp_path / "elsewhere", (one,)))["findings"][0]["file"]
    assert outside == (tmp_path / "bots/one/data/stories.md").as_posix()
