"""The sessions of a conversation."""

from __future__ import annotations

import json

import pytest

from teachback.dialogue.transcript import BotRan, BotSaid, Transcript, UserSaid
from teachback.formats.transcript_json import read_transcript
from teachback.teaching.conversations.sessions import sessions_of

SHORT: dict[str, list[dict[str, object]]] = {
    "start": [{"event": "action", "name": "action_session_start"}, {"event": "session_started"}],
    "listen": [{"event": "action", "name": "action_listen"}],
    "restart": [{"event": "action", "name": "action_restart"}, {"event": "restart"}],
    "undo": [{"event": "undo"}],
    "rewind": [{"event": "rewind"}],
}


def told(script: str) -> list[tuple[float | None, str]]:
    """When each session of a script began, and what is left of it. `>x` the user says, `<x` the bot says."""
    events: list[dict[str, object]] = []
    for word in script.split():
        if word[0] in "<>":
            events.append({"event": "user" if word[0] == ">" else "bot", "text": word[1:]})
        else:
            events += SHORT.get(word, [{"event": "action", "name": word}])
    timed = [{**event, "timestamp": float(number)} for number, event in enumerate(events)]
    return [
        (each.began, _words(each.transcript)) for each in sessions_of(read_transcript(json.loads(json.dumps(timed))))
    ]


def _words(transcript: Transcript) -> str:
    words: list[str] = []
    for entry in transcript:
        match entry:
            case UserSaid():
                words.append(f">{entry.understood.text}")
            case BotSaid():
                words.append(f"<{entry.message.text}")
            case BotRan():
                words.append(entry.event.name.removeprefix("action_"))
            case _:
                words.append(type(entry).__name__)
    return " ".join(words)


@pytest.mark.parametrize(
    ("script", "sessions"),
    [
        ("start listen >hi utter_hi <hi listen", [(2.0, "listen >hi utter_hi <hi listen")]),
        ("listen >a start listen >b", [(0.0, "listen >a"), (4.0, "listen >b")]),
        ("start listen >a restart listen >b", [(2.0, "listen >a restart"), (6.0, "listen >b")]),
        ("start listen >a start listen", [(2.0, "listen >a")]),
        ("start listen", []),
        ("", []),
        ("listen >a utter_a <a undo utter_b <b", [(0.0, "listen >a utter_b <b")]),
        ("listen >a utter_a <a listen >b rewind listen >c", [(0.0, "listen >a utter_a <a listen >c")]),
        ("listen >a rewind listen", []),
    ],
)
def test_what_counts_of_each_session(script: str, sessions: list[tuple[float, str]]) -> None:
    assert told(script) == sessions
