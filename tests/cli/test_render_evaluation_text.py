"""An evaluation for people."""

from __future__ import annotations

from pathlib import Path

from evaluation_reports import BOT, PREDICTABLE, TEXT, report_of

from teachback.cli.render_evaluation_text import render_text


def test_the_text_says_how_good_the_policies_are_and_what_to_teach(tmp_path: Path) -> None:
    assert render_text(report_of(tmp_path)) == TEXT


def test_a_bot_that_predicts_itself_has_nothing_to_teach(tmp_path: Path) -> None:
    told = render_text(report_of(tmp_path, PREDICTABLE))
    assert told.endswith("\n\nThe other stories predict every action of every story.\n")
    assert "confuses" not in told


def test_an_ensemble_without_statistics_is_said_to_be_one(tmp_path: Path) -> None:
    told = render_text(report_of(tmp_path, BOT.replace("- name: TEDPolicy\n  max_history: 2\n", "")))
    assert "config.yml names no machine-learning policy" in told
    # where both differ, both are shown
    assert "    ensemble    nobody predicts\n" in told


def test_control_characters_of_a_story_do_not_reach_the_terminal(tmp_path: Path) -> None:
    told = render_text(report_of(tmp_path, BOT.replace("## one", "## one \x1b[2J")))
    assert "\x1b" not in told
    assert "one \ufffd[2J" in told
