"""Where a session begins: at a step of a story, with a real conversation, or where another one was killed."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

from terminal.talks import changed, sample, teach, teaching, texts


def test_a_session_begins_before_a_step_of_a_story(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    before = texts(project)
    teach(
        project,
        """
        |  1   action_listen
        | ───────────────────────────────────…
        |  2                               /search_venues
        |                      intent: search_venues 1.00
        |
        ? The bot wants to run 'action_search_venues', correct?  n
        ? What is the next action of the bot?  utter_default
        ? The bot wants to run  ^C
        ? Do you want to stop?  Export & Quit
        ? The stories contradict each other. What should become of them?  Keep both
        ? Write these changes?  Write
        """,
        "--story",
        "compare venues:2",
    )
    story = "\n## search_venues\n* search_venues\n    - utter_default\n"
    assert changed(project, before) == {"data/stories.md": before["data/stories.md"] + story}


def test_a_real_conversation_is_taken_up_where_policies_would_do_something_else(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    events: list[object] = [
        {"event": "action", "name": "action_listen", "timestamp": 1.0},
        {
            "event": "user",
            "text": "hello",
            "parse_data": {"intent": {"name": "greet", "confidence": 0.9}, "entities": [], "text": "hello"},
            "timestamp": 2.0,
        },
        {"event": "action", "name": "utter_goodbye", "timestamp": 3.0},
        {"event": "action", "name": "action_listen", "timestamp": 4.0},
    ]
    dump = tmp_path / "tracker.json"
    dump.write_text(json.dumps({"sender_id": "x", "events": events}), encoding="utf-8")
    teach(
        project,
        """
        | Here the bot ran 'utter_goodbye'; its policies would now run 'utter_greet'.
        ? The bot wants to run 'utter_greet', correct?  y
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Quit Without Saving
        ? Quit without saving?  y
        """,
        "--conversation",
        str(dump),
    )


def test_a_killed_session_is_resumed_at_its_last_confirmed_step(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    with teaching(project) as talk:
        talk.play(
            """
            > /greet
            ? The bot wants to run 'utter_greet', correct?  n
            ? What is the next action of the bot?  utter_default
            |  3   utter_default
            """
        )
        os.kill(talk.terminal.process(), signal.SIGKILL)
        assert talk.terminal.end() == 128 + signal.SIGKILL
    teach(
        project,
        """
        ? A session of  Resume it
        |  2                                                               /greet
        |                                                      intent: greet 1.00
        | ────────────────────────────────────────────────────────────────────────
        |  3   utter_default
        |      I only know about concerts and venues, sorry.
        ? The bot wants to run  ^C
        ? Do you want to stop?  Undo Last
        ? The bot wants to run 'utter_greet', correct?  ^C
        ? Do you want to stop?  Quit Without Saving
        ? Quit without saving?  y
        """,
    )
    assert list((project / ".teachback" / "sessions").iterdir()) == []
