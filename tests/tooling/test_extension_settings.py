"""What the extension promises of its settings."""

from __future__ import annotations

import json
from pathlib import Path

MANIFEST = Path(__file__).resolve().parents[2] / "vscode-client" / "package.json"


def test_no_folder_can_say_which_rasa_is_started_or_asked() -> None:
    properties = json.loads(MANIFEST.read_text(encoding="utf-8"))["contributes"]["configuration"]["properties"]
    engine = {
        name: setting["scope"]
        for name, setting in properties.items()
        if name == "teachback.engine" or name.startswith("teachback.rasa.")
    }
    assert set(engine) == {
        "teachback.engine",
        *(f"teachback.rasa.{name}" for name in ("url", "token", "model", "command", "timeout")),
    }
    assert set(engine.values()) == {"machine"}
