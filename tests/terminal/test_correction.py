"""The correction of the documentation: the bot compares venues where it should compare concerts."""

from __future__ import annotations

from pathlib import Path

from terminal.talks import changed, sample, teach, teaching, texts


def test_a_wrong_action_is_corrected_from_the_list_and_learnt_at_once(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    before = texts(project)
    teach(
        project,
        """
        | Bot loaded. Type a message and press enter (press 'Ctrl-c' to stop).
        > /search_concerts
        ? The bot wants to run 'action_search_concerts', correct?  y
        ? action_search_concerts is the author's own, and there is no action server  without any events
        ? The bot wants to run 'action_listen', correct?  y
        > /compare_reviews
        | Chat History
        |
        |  #   Bot                                                    You
        | ────────────────────────────────────────────────────────────────
        |  1   action_listen
        | ────────────────────────────────────────────────────────────────
        |  2                                             /search_concerts
        |                                    intent: search_concerts 1.00
        | ────────────────────────────────────────────────────────────────
        |  3   action_search_concerts 1.00
        |      action_listen 1.00
        | ────────────────────────────────────────────────────────────────
        |  4                                             /compare_reviews
        |                                    intent: compare_reviews 1.00
        |
        | Current slots:
        |   concerts: None, venues: None
        |
        | ------
        |   Why: "compare venues after a look at the concerts" (data/stories.md:42)
        |        other stories run `action_show_concert_reviews` here ("compare concerts"
        |        (data/stories.md:21))
        ? The bot wants to run 'action_show_venue_reviews', correct?  n
        ? What is the next action of the bot?  action_show_concert_reviews
        ? action_show_concert_reviews is the author's own, and there is no action server  without any events
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Start Fresh
        > /search_concerts
        ? The bot wants to run 'action_search_concerts', correct?  y
        ? action_search_concerts is the author's own, and there is no action server  without any events
        ? The bot wants to run 'action_listen', correct?  y
        > /compare_reviews
        |   Why: "compare concerts" (data/stories.md:21)
        |        you taught this in this session
        ? The bot wants to run 'action_show_concert_reviews', correct?  ^C
        ? Do you want to stop?  Quit Without Saving
        ? Quit without saving? You taught one conversation that no file holds yet.  n
        ? The bot wants to run 'action_show_concert_reviews', correct?  ^C
        ? Do you want to stop?  Quit Without Saving
        ? Quit without saving? You taught one conversation that no file holds yet.  y
        """,
    )
    assert changed(project, before) == {}


def test_the_list_is_sorted_by_probability(tmp_path: Path) -> None:
    with teaching(sample("concertbot", tmp_path)) as talk:
        talk.play(
            """
            > /greet
            ? The bot wants to run 'utter_greet', correct?  n
            | ? What is the next action of the bot?…
            """
        )
        lines = talk.terminal.wait(_list_in, "a list")
    assert lines[0] == "<create new action>"
    scores = [float(line.split()[0]) for line in lines[1:]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == len(set(lines[1:])) > len(("utter_greet", "utter_goodbye", "action_listen"))


def _list_in(lines: list[str]) -> list[str] | None:
    """The lines of a list at the end of the screen, without the remark below it."""
    top = next((number for number, line in enumerate(lines) if "<create new action>" in line), None)
    if top is None:
        return None
    listed = [line.removeprefix(" » ").strip() for line in lines[top:] if not line.lstrip().startswith("Description:")]
    return [line for line in listed if line]
