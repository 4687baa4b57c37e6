"""The conversations of training."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import open_bot
from teachback.dialogue.events import ActionExecuted
from teachback.policies import conversations
from teachback.policies.conversations import (
    Conversations,
    conversations_of_story,
    training_conversations,
)
from teachback.policies.tables import Tables


def tables_of(folder: Path, text: str) -> Tables:
    snapshot = open_bot(folder, text).snapshot
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    return tables


def told(found: Conversations) -> list[tuple[str, list[str]]]:
    """Name and actions, listening left out."""
    return [
        (
            each.name,
            [
                event.name
                for event in each.events
                if isinstance(event, ActionExecuted) and event.name != "action_listen"
            ],
        )
        for each in found.found
    ]


def test_each_way_through_a_checkpoint_is_one_conversation(tmp_path: Path) -> None:
    found = training_conversations(
        tables_of(
            tmp_path,
            """\
=== data/stories.md
## begin
* greet
  - utter_greet
> asked
## fine
> asked
* affirm
  - utter_done
## bad
> asked
* deny OR stop
  - utter_bye
""",
        )
    )
    assert told(found) == [
        ("begin > fine", ["utter_greet", "utter_done"]),
        ("begin > bad", ["utter_greet", "utter_bye"]),
        ("begin > bad", ["utter_greet", "utter_bye"]),
    ]
    assert not found.cut


CYCLE = """\
=== data/stories.md
## begin
* greet
  - utter_greet
> more
## again
> more
* chitchat
  - utter_chitchat
> more
## end
> more
* bye
  - utter_bye
"""


def test_a_cycle_is_passed_three_times_at_the_most(tmp_path: Path) -> None:
    found = training_conversations(tables_of(tmp_path, CYCLE))
    chats = sorted(actions.count("utter_chitchat") for name, actions in told(found) if name.endswith("end"))
    assert chats == [0, 1, 2, 3]
    assert not found.cut


def test_stories_that_look_the_same_are_told_once_under_the_first_name(tmp_path: Path) -> None:
    found = training_conversations(
        tables_of(
            tmp_path,
            "=== data/stories.md\n## one\n* greet\n  - utter_greet\n## two\n* greet\n  - utter_greet\n",
        )
    )
    assert told(found) == [("one", ["utter_greet"])]


def test_what_leads_to_a_checkpoint_where_nobody_goes_on_is_told(tmp_path: Path) -> None:
    found = training_conversations(
        tables_of(
            tmp_path,
            "=== data/stories.md\n## one\n* greet\n  - utter_greet\n> nowhere\n"
            "## two\n> unreached\n* bye\n  - utter_bye\n",
        )
    )
    assert told(found) == [("one", ["utter_greet"])]


def test_a_limit_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = tables_of(tmp_path, CYCLE)
    monkeypatch.setattr(conversations, "MOST_CONVERSATIONS", 2)
    found = training_conversations(tables)
    assert (len(found.found), found.cut) == (2, True)


def test_a_hundred_ors_end_at_the_limit_of_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "MOST_RUNS", 200)
    turns = "".join("* affirm OR deny\n  - utter_greet\n" for _ in range(100))
    found = training_conversations(tables_of(tmp_path, f"=== data/stories.md\n## long\n{turns}"))
    assert found.cut


def test_a_story_alone_begins_at_its_checkpoint(tmp_path: Path) -> None:
    tables = tables_of(tmp_path, CYCLE)
    path = (tmp_path / "data/stories.md").as_posix()
    assert told(conversations_of_story(tables, path, 2)) == [("end", ["utter_bye"])]
    assert conversations_of_story(tables, path, 3) == Conversations(())


def test_each_event_knows_its_story_and_step(tmp_path: Path) -> None:
    tables = tables_of(
        tmp_path,
        """\
=== data/stories.md
## begin
  - utter_hello
* greet
  - utter_greet
> greeted
## end
> greeted
* bye
  - utter_bye
""",
    )
    [conversation] = training_conversations(tables).found
    assert [(sourced.step, sourced.implied) for sourced in conversation.sourced] == [
        (0, False),
        (0, True),
        (1, False),
        (2, False),
        (1, True),
        (1, False),
        (2, False),
        (2, True),
    ]
    stories = [tables.placements.where(number)[1] for number in conversation.told_by]
    assert stories == [0, 0, 0, 0, 1, 1, 1, 1]
    assert conversation.unpredictable == 0
    assert conversation.events[0] == ActionExecuted("utter_hello")


def test_the_states_along_a_conversation_are_those_of_its_examples(tmp_path: Path) -> None:
    text = "=== data/stories.md\n## one\n* greet\n  - utter_greet\n* deny\n  - rewind\n* bye\n  - utter_bye\n"
    tables = tables_of(tmp_path, text)
    taught = {(example.states, example.action) for example in tables.examples()}
    conversations = training_conversations(tables).found
    along = {(states, action) for each in conversations for _, states, action in tables.states_along(each.events)}
    assert along == taught
