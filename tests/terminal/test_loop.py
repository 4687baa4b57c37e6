"""A bot of 3.x: its form runs from the domain, and the story is exported in the short form of loops."""

from __future__ import annotations

from pathlib import Path

from terminal.talks import changed, sample, teach, texts


def test_a_happy_and_an_unhappy_turn_of_a_loop(tmp_path: Path) -> None:
    project = sample("reminder-rules", tmp_path)
    before = texts(project)
    teach(
        project,
        """
        > /set_reminder
        ? The bot wants to run 'reminder_form', correct?  y
        |      active_loop{"name": "reminder_form"}
        …
        |      What shall I remind you of?
        ? The bot wants to run 'action_listen', correct?  y
        > /chitchat
        ? The bot wants to run 'reminder_form', correct?  y
        | 'reminder_form' refused to run:…
        ? The bot wants to run 'utter_chitchat', correct?  y
        ? The bot wants to run 'reminder_form', correct?  y
        ? The bot wants to run 'action_listen', correct?  y
        > /set_reminder{"task": "call Ann"}
        ? The bot wants to run 'reminder_form', correct?  y
        |      When shall I remind you?
        ? The bot wants to run 'action_listen', correct?  y
        > /set_reminder{"time": "noon"}
        ? The bot wants to run 'reminder_form', correct?  y
        ? The bot wants to run 'action_schedule_reminder', correct?  y
        ? action_schedule_reminder is the author's own  without any events
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Export & Quit
        ? Write these changes?  Write
        """,
    )
    story = """\

  - story: set_reminder, chitchat, set_reminder
    steps:
      - intent: set_reminder
      - action: reminder_form
      - active_loop: reminder_form
      - intent: chitchat
      - action: utter_chitchat
      - action: reminder_form
      - active_loop: null
      - action: action_schedule_reminder
"""
    assert changed(project, before) == {"data/stories.yml": before["data/stories.yml"] + story}
