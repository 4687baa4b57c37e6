"""What happens around a session: no action server, and files that others write meanwhile."""

from __future__ import annotations

from pathlib import Path

from terminal.talks import changed, sample, teaching, texts


def test_without_its_action_server_a_form_runs_as_the_project_shows_it(tmp_path: Path) -> None:
    project = sample("restaurant-form", tmp_path)
    (project / "endpoints.yml").write_text("action_endpoint:\n  url: http://127.0.0.1:9/webhook\n", encoding="utf-8")
    with teaching(project) as talk:
        talk.play(
            """
            > /request_restaurant
            ? The bot wants to run 'restaurant_form', correct?  y
            ? restaurant_form could not run. No action server answers at http://127.0.0.1:9/webhook  go on without
            |  3   restaurant_form 1.00
            |      What would you like to eat?
            |      form{"name": "restaurant_form"}
            |      slot{"requested_slot": "cuisine"}
            ? The bot wants to run 'action_listen', correct?  ^C
            ? Do you want to stop?  Quit Without Saving
            ? Quit without saving?  y
            """
        )
        assert talk.terminal.end() == 0


def test_where_there_is_no_action_server_nobody_is_asked_to_go_on_without_one(tmp_path: Path) -> None:
    with teaching(sample("concertbot", tmp_path)) as talk:
        talk.play(
            """
            > /search_concerts
            ? The bot wants to run 'action_search_concerts', correct?  y
            | » with slot{"concerts": [{"artist": "The Night Owls", "stars": 4}, {"artist": "…
            """
        )
        assert "go on without" not in talk.since_answer()


def test_a_step_that_cannot_be_written_down_does_not_end_the_session(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    blocked = project / ".teachback" / "sessions"
    blocked.parent.mkdir()
    blocked.write_text("in the way", encoding="utf-8")
    with teaching(project) as talk:
        talk.play(
            """
            > /greet
            | The step cannot be written to…
            …
            | ? Do you want to stop?…
            """
        )
        blocked.unlink()
        talk.play(
            """
            ? Do you want to stop?  Continue
            > /greet
            ? The bot wants to run 'utter_greet', correct?  y
            ? The bot wants to run 'action_listen', correct?  ^C
            ? Do you want to stop?  Quit Without Saving
            ? Quit without saving?  y
            """
        )
        assert talk.terminal.end() == 0


def test_a_file_that_changed_after_the_preview_is_not_written_over(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    stories = project / "data" / "stories.md"
    with teaching(project) as talk:
        talk.play(
            """
            > /greet
            ? The bot wants to run 'utter_greet', correct?  y
            ? The bot wants to run 'action_listen', correct?  y
            > /goodbye
            ? The bot wants to run 'utter_goodbye', correct?  y
            ? The bot wants to run 'action_listen', correct?  ^C
            ? Do you want to stop?  Export & Quit
            | ? Write these changes?…
            """
        )
        by_hand = stories.read_text(encoding="utf-8") + "\n## by hand\n* thankyou\n    - utter_goodbye\n"
        stories.write_text(by_hand, encoding="utf-8")
        before = texts(project)
        talk.play(
            """
            ? Write these changes?  Write
            | Nothing was written, because something else has changed…
            """
        )
        assert changed(project, before) == {}
        talk.play(
            """
            ? Write these changes?  Write
            | Successfully wrote stories and NLU data
            """
        )
        assert talk.terminal.end() == 0
    story = "\n## greet, goodbye\n* greet\n    - utter_greet\n* goodbye\n    - utter_goodbye\n"
    assert changed(project, before) == {"data/stories.md": by_hand + story}


def test_a_domain_that_is_edited_meanwhile_counts_from_the_next_question_on(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    domain = project / "domain.yml"
    with teaching(project) as talk:
        talk.play("| ? Your input ->")
        text = domain.read_text(encoding="utf-8")
        text = text.replace("  - utter_greet\n", "  - utter_greet\n  - action_dance\n")
        domain.write_text(text.replace("Enjoy the music!", "Have fun!"), encoding="utf-8")
        talk.play(
            """
            > /goodbye
            ? The bot wants to run  n
            ? What is the next action of the bot?  action_dance
            ? action_dance is the author's own  without any events
            ? The bot wants to run  n
            ? What is the next action of the bot?  utter_goodbye
            |  3   action_dance
            |      utter_goodbye
            |      Have fun!
            ? The bot wants to run  ^C
            ? Do you want to stop?  Quit Without Saving
            ? Quit without saving?  y
            """
        )
        assert talk.terminal.end() == 0
