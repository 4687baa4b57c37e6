"""The menu of Ctrl-C: undo, fork, a fresh conversation, and the ways into the files."""

from __future__ import annotations

from pathlib import Path

from terminal.talks import changed, sample, teach, texts


def test_undo_goes_back_any_number_of_steps_and_none_of_them_is_exported(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    before = texts(project)
    teach(
        project,
        """
        > /greet
        ? The bot wants to run 'utter_greet', correct?  n
        ? What is the next action of the bot?  utter_default
        ? The bot wants to run  ^C
        ? Do you want to stop?  Undo Last
        ? The bot wants to run 'utter_greet', correct?  ^C
        ? Do you want to stop?  Undo Last
        > /thankyou
        ? The bot wants to run 'utter_youarewelcome', correct?  y
        ? The bot wants to run 'action_listen', correct?  y
        > /goodbye
        ? The bot wants to run 'utter_goodbye', correct?  ^C
        ? Do you want to stop?  Continue
        ? The bot wants to run 'utter_goodbye', correct?  y
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Export & Quit
        ? Write these changes?  Write
        """,
    )
    story = "\n## thankyou, goodbye\n* thankyou\n    - utter_youarewelcome\n* goodbye\n    - utter_goodbye\n"
    assert changed(project, before) == {"data/stories.md": before["data/stories.md"] + story}


def test_a_fork_and_a_fresh_conversation_are_exported_with_the_first(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    before = texts(project)
    teach(
        project,
        """
        > /greet
        ? The bot wants to run 'utter_greet', correct?  y
        ? The bot wants to run 'action_listen', correct?  y
        > /thankyou
        ? The bot wants to run 'utter_youarewelcome', correct?  y
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Fork
        ? Before which user message do you want to fork?  /thankyou
        > /goodbye
        ? The bot wants to run 'utter_goodbye', correct?  y
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Start Fresh
        > /out_of_scope
        ? The bot wants to run 'utter_default', correct?  y
        ? The bot wants to run  ^C
        ? Do you want to stop?  Export & Go On
        ? Which conversations shall be written?
        ? Write these changes?  Give other names
        ? Name of the story:  thanks
        ? Name of the story:  leave
        ? Name of the story:
        ? Write these changes?  Write "thanks", "leave", "out_of_scope"
        | Successfully wrote stories and NLU data
        ? The bot wants to run  ^C
        ? Do you want to stop?  Quit
        """,
    )
    stories = """\

## thanks
* greet
    - utter_greet
* thankyou
    - utter_youarewelcome

## leave
* greet
    - utter_greet
* goodbye
    - utter_goodbye

## out_of_scope
* out_of_scope
    - utter_default
"""
    assert changed(project, before) == {"data/stories.md": before["data/stories.md"] + stories}


def test_what_is_left_out_of_an_export_is_still_asked_about_at_the_end(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    before = texts(project)
    teach(
        project,
        """
        > /greet
        ? The bot wants to run 'utter_greet', correct?  y
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Start Fresh
        > /goodbye
        ? The bot wants to run 'utter_goodbye', correct?  y
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Export & Go On
        | ? Which conversations shall be written?…
        ! Space
        ? Which conversations shall be written?
        ? Write these changes?  Write "goodbye"
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Quit Without Saving
        ? Quit without saving? You taught one conversation that no file holds yet.  y
        """,
    )
    story = "\n## goodbye\n* goodbye\n    - utter_goodbye\n"
    assert changed(project, before) == {"data/stories.md": before["data/stories.md"] + story}


def test_the_new_story_may_be_the_one_that_changes_and_what_is_left_out_is_asked_about(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    before = texts(project)
    teach(
        project,
        """
        > /greet
        ? The bot wants to run 'utter_greet', correct?  y
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Start Fresh
        > /out_of_scope
        ? The bot wants to run 'utter_default', correct?  n
        ? What is the next action of the bot?  utter_goodbye
        ? The bot wants to run  ^C
        ? Do you want to stop?  Export & Quit
        | ? Which conversations shall be written?…
        ! Space
        ? Which conversations shall be written?
        ? The stories contradict each other. What should become of them?  Change the new: let it run 'utter_default'
        ? Write these changes?  Write "out_of_scope"
        | Successfully wrote stories and NLU data
        ? Quit without saving? You taught one conversation that no file holds yet.  y
        """,
    )
    story = "\n## out_of_scope\n* out_of_scope\n    - utter_default\n"
    assert changed(project, before) == {"data/stories.md": before["data/stories.md"] + story}


def test_test_stories_are_written_with_the_texts_of_the_messages(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    before = texts(project)
    teach(
        project,
        """
        > hello
        ? Your NLU model classified 'hello' with intent 'greet'  y
        ? The bot wants to run 'utter_greet', correct?  y
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Export & Quit
        ? Write these changes?  Write
        """,
        "--e2e",
    )
    [(name, text)] = changed(project, before).items()
    assert "test" in name
    assert text.rstrip().endswith("* greet: hello\n    - utter_greet")
