"""The restaurant form of the documentation: ``/stop``, the way back, and whether the answer is validated."""

from __future__ import annotations

import sys
from pathlib import Path

from terminal.talks import changed, sample, teach, teaching, texts

_TO_THE_YES = """
    > /request_restaurant
    ? The bot wants to run 'restaurant_form', correct?  y
    ? The bot wants to run 'action_listen', correct?  y
    > /inform{"cuisine": "greek"}
    ? The bot wants to run 'restaurant_form', correct?  y
    ? The bot wants to run 'action_listen', correct?  y
    > /inform{"number": "3"}
    ? The bot wants to run 'restaurant_form', correct?  y
    ? The bot wants to run 'action_listen', correct?  y
    > /stop
    ? The bot wants to run 'restaurant_form', correct?  n
    ? What is the next action of the bot?  utter_ask_continue
    ? The bot wants to run 'action_listen', correct?  y
    > /affirm
"""

_EXPORT = """
    ? The bot wants to run 'action_listen', correct?  ^C
    ? Do you want to stop?  Export & Quit
    ? Write these changes?  Write
    | Successfully wrote stories and NLU data
"""

_FORM_STORY = """\

## request_restaurant, inform, stop, affirm
* request_restaurant
    - restaurant_form
    - form{"name": "restaurant_form"}
    - slot{"requested_slot": "cuisine"}
* form: inform{"cuisine": "greek"}
    - slot{"cuisine": "greek"}
    - form: restaurant_form
    - slot{"cuisine": "greek"}
    - slot{"requested_slot": "num_people"}
* form: inform{"number": "3"}
    - form: restaurant_form
    - slot{"num_people": "3"}
    - slot{"requested_slot": "outdoor_seating"}
* stop
    - utter_ask_continue
"""


def test_the_answer_to_another_question_is_not_validated(tmp_path: Path) -> None:
    project = sample("restaurant-form", tmp_path)
    before = texts(project)
    teach(
        project,
        f"""
        {_TO_THE_YES}
        |  8                                                                        /stop
        |                                                               intent: stop 1.00
        | ────────────────────────────────────────────────────────────────────────────────
        |  9    utter_ask_continue
        |       Do you want to continue?
        |       action_listen 1.00
        | ────────────────────────────────────────────────────────────────────────────────
        |  10                                                                     /affirm
        |                                                             intent: affirm 1.00
        |
        | Current slots:
        |   cuisine: greek, num_people: 3, outdoor_seating: None, requested_slot:
        |   outdoor_seating
        ? The bot wants to run 'restaurant_form', correct?  y
        ? Should 'restaurant_form' validate user input to fill the slot 'outdoor_seating'?  n
        |       Do you want to sit outside?
        |       slot{{"requested_slot":
        |       "outdoor_seating"}}
        |
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Export & Quit
        |   "stop, and the yes is the answer" (data/stories.md:111)
        ? The stories contradict each other. What should become of them?  Keep both
        ? Write these changes?  Write
        """,
    )
    written = f"""{_FORM_STORY}\
* affirm
    - restaurant_form
    - slot{{"requested_slot": "outdoor_seating"}}
"""
    assert changed(project, before) == {"data/stories.md": before["data/stories.md"] + written}


def test_the_answer_is_validated_once_the_story_that_says_no_is_removed(tmp_path: Path) -> None:
    project = sample("restaurant-form", tmp_path)
    before = texts(project)
    teach(
        project,
        f"""
        {_TO_THE_YES}
        |   Why: "stop, but continue" (data/stories.md:83)
        ? The bot wants to run 'restaurant_form', correct?  y
        ? Should 'restaurant_form' validate user input to fill the slot 'outdoor_seating'?  y
        |   data/stories.md:83  stop, but continue
        | ? WARNING: FormPolicy predicted no form validation based on previous training
        | stories. Make sure to remove contradictory stories from training data.…
        ? WARNING: FormPolicy predicted no form validation based on previous training stories.  look again
        | There are still stories that say so.
        ? WARNING: FormPolicy predicted no form validation based on previous training stories.  Remove this story
        | Removed stop, but continue.
        …
        | No story says so any more.
        ? The bot wants to run 'utter_slots_values', correct?  y
        {_EXPORT}
        """,
    )
    start, end = "## stop, but continue\n", "## stop, and the yes is the answer\n"
    old = before["data/stories.md"]
    removed = old[: old.index(start)] + old[old.index(end) :]
    written = f"""{_FORM_STORY}\
    - action_listen
* form: affirm
    - restaurant_form
    - slot{{"outdoor_seating": true}}
    - form{{"name": null}}
    - slot{{"requested_slot": null}}
    - utter_slots_values
"""
    assert changed(project, before) == {"data/stories.md": removed + written}


_TO_THE_WARNING = f"""
    {_TO_THE_YES}
    ? The bot wants to run 'restaurant_form', correct?  y
    ? Should 'restaurant_form' validate user input to fill the slot 'outdoor_seating'?  y
    | ? WARNING: FormPolicy predicted no form validation based on previous training
"""

_AND_ON = """
    | No story says so any more.
    ? The bot wants to run 'utter_slots_values', correct?  ^C
    ? Do you want to stop?  Quit Without Saving
    ? Quit without saving? You taught one conversation that no file holds yet.  y
"""


def test_it_goes_on_by_itself_once_the_story_was_taken_out_by_hand(tmp_path: Path) -> None:
    project = sample("restaurant-form", tmp_path)
    stories = project / "data" / "stories.md"
    with teaching(project) as talk:
        talk.play(_TO_THE_WARNING)
        old = stories.read_text(encoding="utf-8")
        stories.write_text(f"{old}\n", encoding="utf-8")
        stories.write_text(_without_story(old, "stop, but continue"), encoding="utf-8")
        talk.play(_AND_ON)
        assert talk.terminal.end() == 0


def test_it_goes_on_once_the_story_was_taken_out_in_the_editor(tmp_path: Path) -> None:
    project = sample("restaurant-form", tmp_path)
    log = tmp_path / "given"
    editor = tmp_path / "my editors" / "vim"
    editor.parent.mkdir()
    script = f"""\
#!{sys.executable}
import pathlib, sys
pathlib.Path({str(log)!r}).write_text(repr(sys.argv[1:]))
stories = pathlib.Path(sys.argv[-1])
parts = stories.read_text().split("## ")
stories.write_text("## ".join(part for part in parts if not part.startswith("stop, but continue")))
"""
    editor.write_text(script, encoding="utf-8")
    editor.chmod(0o755)
    with teaching(project, variables={"VISUAL": f'"{editor}" --clean "$(touch broken)"'}) as talk:
        talk.play(
            f"""
            {_TO_THE_WARNING}
            ? WARNING: FormPolicy predicted no form validation based on previous training stories.  Open this story
            {_AND_ON}
            """
        )
        assert talk.terminal.end() == 0
    stories = project / "data" / "stories.md"
    assert log.read_text(encoding="utf-8") == repr(["--clean", "$(touch broken)", "+83", str(stories)])


def test_without_an_editor_it_says_where_the_story_stands(tmp_path: Path) -> None:
    with teaching(sample("restaurant-form", tmp_path)) as talk:
        talk.play(
            f"""
            {_TO_THE_WARNING}
            ? WARNING: FormPolicy predicted no form validation based on previous training stories.  Open this story
            |   data/stories.md:83  stop, but continue
            | Set VISUAL or EDITOR to have them opened here.
            | There are still stories that say so.
            ? WARNING: FormPolicy predicted no form validation based on previous training stories.  ^C
            ? Do you want to stop?  Quit Without Saving
            ? Quit without saving?  y
            """
        )
        assert talk.terminal.end() == 0


def test_a_form_that_can_read_nothing_refuses_and_the_stories_go_on(tmp_path: Path) -> None:
    teach(
        sample("restaurant-form", tmp_path),
        """
        > /request_restaurant
        ? The bot wants to run 'restaurant_form', correct?  y
        ? The bot wants to run 'action_listen', correct?  y
        > /chitchat
        ? The bot wants to run 'restaurant_form', correct?  y
        | 'restaurant_form' refused to run:…
        ? The bot wants to run 'utter_chitchat', correct?  y
        ? The bot wants to run 'restaurant_form', correct?  ^C
        ? Do you want to stop?  Quit Without Saving
        ? Quit without saving?  y
        """,
    )


def _without_story(text: str, name: str) -> str:
    return "## ".join(part for part in text.split("## ") if not part.startswith(f"{name}\n"))
