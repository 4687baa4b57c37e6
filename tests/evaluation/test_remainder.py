"""A project without some of its stories."""

from __future__ import annotations

from pathlib import Path

from evaluated_bots import subject_of
from teachback.dialogue.states import State
from teachback.evaluation.remainder import tables_without
from teachback.policies.tables import Tables

HELD_OUT = "## held out\n* chitchat\n  - utter_chitchat\n"
BOT = """\
=== data/more.md
## alone in its file
* bye
  - utter_bye
=== data/stories.md
## first
* greet
  - utter_greet
> greeted
{}\
## last
> greeted
* affirm OR deny
  - utter_done
"""


def learnt(tables: Tables) -> list[tuple[tuple[State, ...], str]]:
    return sorted(((each.states, each.action) for each in tables.examples()), key=repr)


def test_what_is_left_teaches_what_it_would_without_the_others_in_the_files(tmp_path: Path) -> None:
    subject = subject_of(tmp_path / "whole", BOT.format(HELD_OUT))
    held_out = [
        number for number, placed in subject.tables.placements.stories() if placed.story.name.text == "held out"
    ]
    remainder = tables_without(subject.snapshot, subject.tables, held_out)
    assert learnt(remainder) == learnt(subject_of(tmp_path / "part", BOT.format("")).tables)
    assert len(learnt(remainder)) < len(learnt(subject.tables))


def test_a_file_may_be_left_without_stories(tmp_path: Path) -> None:
    subject = subject_of(tmp_path, BOT.format(HELD_OUT))
    alone = next(number for number, placed in subject.tables.placements.stories() if "alone" in placed.story.name.text)
    remainder = tables_without(subject.snapshot, subject.tables, [alone])
    assert "utter_bye" not in {action for _, action in learnt(remainder)}
