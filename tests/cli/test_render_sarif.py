"""SARIF 2.1.0: what the schema of the standard demands of the properties that are written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reports import STORIES, report_of

from teachback.checks.registry import RULES
from teachback.cli.render_sarif import render_sarif
from teachback.cli.report import Report


def run_of(report: Report) -> dict[str, Any]:
    log = json.loads(render_sarif(report, "1.2.3"))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    return log["runs"][0]


def test_the_driver_describes_every_rule(tmp_path: Path) -> None:
    driver = run_of(report_of(tmp_path))["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("Teachback", "1.2.3")
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}")
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")


def test_a_result_names_its_rule_by_index_and_its_place(tmp_path: Path) -> None:
    run = run_of(report_of(tmp_path))
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "utf16CodeUnits"
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    result = next(each for each in run["results"] if "`gret`" in each["message"]["text"])
    assert result["level"] == "warning"
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "data/stories.md", "uriBaseId": "PROJECT"},
                "region": {"startLine": 9, "startColumn": 19, "endLine": 9, "endColumn": 23},
            }
        }
    ]
    assert result["fixes"][0] == {
        "description": {"text": "Replace by `greet`"},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": "data/stories.md", "uriBaseId": "PROJECT"},
                "replacements": [
                    {
                        "deletedRegion": {"startLine": 9, "startColumn": 19, "endLine": 9, "endColumn": 23},
                        "insertedContent": {"text": "greet"},
                    }
                ],
            }
        ],
    }


def test_related_places_have_numbers_and_messages(tmp_path: Path) -> None:
    first = run_of(report_of(tmp_path))["results"][0]
    assert [(each["id"], each["message"]["text"]) for each in first["relatedLocations"]] == [
        (1, "the first story of this name")
    ]


def test_every_base_is_declared_and_every_uri_is_encoded(tmp_path: Path) -> None:
    text = STORIES.replace("data/stories.md", "data/my stories é.md")
    run = run_of(report_of(tmp_path, text))
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert uris == {"data/my%20stories%20%C3%A9.md"}
    assert "PROJECT" in run["originalUriBaseIds"]


def test_the_log_does_not_depend_on_the_machine(tmp_path: Path) -> None:
    first = render_sarif(report_of(tmp_path / "a"), "1")
    assert first == render_sarif(report_of(tmp_path / "b c"), "1")
    assert str(tmp_path) not in first
