"""Bots with a conversation each, put to a recorder that has real Rasa learn the bot and live through it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from environments import QUIET, environment
from recording import RECORDERS

from bots import write_bot
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.transcript import Transcript, UserSaid, events_of
from teachback.formats.tracker_json_writing import written_events


def bot(files: dict[str, str], dialect: Dialect, told: Transcript) -> str:
    """A project as ``write_bot`` takes it, with the conversation."""
    events = [dict(event) for event in written_events(events_of(told), dialect)]
    _add_words(events, told)
    return "".join(f"=== {name}\n{text}" for name, text in {**files, "taught.json": json.dumps(events)}.items())


def _add_words(events: list[dict[str, Any]], told: Transcript) -> None:
    """What was said, and where the entities stand in it, as in a running Rasa."""
    understood = [entry.understood for entry in told if isinstance(entry, UserSaid)]
    for event, said in zip((event for event in events if event["event"] == "user"), understood, strict=True):
        event["text"] = said.text
        for entity, marked in zip(event["parse_data"]["entities"], said.annotations, strict=True):
            entity |= {"start": marked.start, "end": marked.end}


def asked(root: Path, version: str, recorder: str, bots: dict[str, str]) -> dict[str, Any]:
    """What a recorder says of each bot."""
    python = environment(version).command.with_name("python")
    for name, text in bots.items():
        write_bot(root / "cases" / name, text)
    done = subprocess.run(
        [python, RECORDERS / recorder, root / "cases", root / "out"],
        env={**os.environ, **QUIET, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {name: json.loads((root / "out" / name / "expected.json").read_text("utf-8")) for name in bots}
