"""The JSON of an evaluation: a contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evaluation_reports import report_of

from teachback.cli.render_evaluation_json import render_json


def test_the_json_has_all_figures_and_places(tmp_path: Path) -> None:
    answer: dict[str, Any] = json.loads(render_json(report_of(tmp_path)))
    assert (answer["version"], answer["project"]) == (
        1,
        {
            "dialect": "rasa1",
            "stories": 3,
            "families": 3,
            "conversations": 3,
            "actions": 13,
            "folds": 3,
            "window": 2,
            "stand_ins": ["TEDPolicy"],
            "missing": [],
            "rules_refused": False,
            "cut": False,
        },
    )
    ensemble = answer["ensemble"]
    assert ensemble["figures"]["all"] == {"right": 7, "total": 13, "accuracy": 0.538462}
    assert ensemble["figures"]["log_loss"] == 4.468356
    assert ensemble["figures"]["calibration"][9] == {
        "from": 0.9,
        "to": 1.0,
        "count": 9,
        "confidence": 1.0,
        "accuracy": 0.777778,
    }
    assert ensemble["reasons"] == {"other-action": 2, "new-window": 3, "new-action": 1}
    assert ensemble["confusions"][3] == {
        "expected": "utter_done",
        "predicted": "utter_bye",
        "count": 1,
        "example": {"file": "data/stories.md", "range": place(4, 4, 14)},
    }
    one = ensemble["stories"][0]
    assert (one["story"], one["file"], one["actions"], one["learnable"], one["first"]) == (
        "one",
        "data/stories.md",
        5,
        2,
        0,
    )
    assert one["wrong"][0] == {
        "file": "data/stories.md",
        "range": place(4, 4, 14),
        "implied": False,
        "expected": "utter_done",
        "probability": 0.0,
        "predicted": "utter_bye",
        "confidence": 1.0,
        "policy": "MemoizationPolicy",
        "after_user": True,
        "unseen": False,
        "familiarity": "other-action",
        "elsewhere": {"utter_bye": 1},
    }
    assert answer["statistics"]["stories"][0]["wrong"][0]["policy"] == "counting"


def place(line: int, start: int, end: int) -> dict[str, dict[str, int]]:
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}
