"""Conversations that come to a step of a story."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import open_bot
from teachback.dialogue.events import ActionExecuted, LoopChanged, SlotSet
from teachback.dialogue.transcript import Annotation, BotRan, Entry, UserSaid
from teachback.policies.tables import Tables
from teachback.teaching.conversations.from_story import story_transcript

STORIES_1X = """\
=== data/stories.md
## begin
* greet
  - utter_greet
> greeted
## table
> greeted
* request
  - restaurant_form
  - form{"name": "restaurant_form"}
* form: inform{"cuisine": "thai"}
  - slot{"cuisine": "thai"}
  - form: restaurant_form
  - form{"name": null}
  - utter_done
## lost
> nowhere
* bye
  - utter_bye
"""

STORIES_3X = """\
=== config.yml
recipe: default.v1
policies: [{name: MemoizationPolicy}, {name: RulePolicy}]
=== domain.yml
version: "3.1"
intents: [greet, go, bye]
entities: [{city: {roles: [from, to]}}, time]
slots: {mood: {type: text, mappings: [{type: custom}]}}
actions: [action_go]
responses: {utter_greet: [{text: hi}], utter_bye: [{text: bye}]}
=== data/stories.yml
version: "3.1"
stories:
- story: go
  steps:
  - user: |
      from [Rome]{"entity": "city", "role": "from"} at [noon](time)
    intent: go
  - action: action_go
  - user: how lovely
  - bot: Is it not?
  - intent: go
    entities:
    - city: Rome
    - city: Oslo
      role: to
    - time: [1, 2]
  - action: action_go
rules:
- rule: bye
  condition:
  - slot_was_set: [{mood: good}]
  steps:
  - intent: bye
  - action: utter_bye
  - action: utter_greet
  wait_for_user_input: false
"""


def told(folder: Path, bot: str, story: int, step: int) -> tuple[Entry, ...]:
    """What happened before a step of the story that comes so late in the file."""
    project = open_bot(folder, bot)
    tables = Tables(project.snapshot.domain, project.snapshot.max_history)
    tables.update(project.snapshot)
    path = next(path for path in project.snapshot.files if "/stories." in path)
    return story_transcript(tables, path, story, step)


def words(entries: tuple[Entry, ...]) -> list[str]:
    return [_word(entry) for entry in entries]


def _word(entry: Entry) -> str:
    match entry:
        case UserSaid():
            return f"> {entry.understood.text}"
        case BotRan(ActionExecuted(name)):
            return name
        case SlotSet(slot, value):
            return f"{slot}={value}"
        case LoopChanged(loop):
            return f"form {loop}"
        case _:
            return repr(entry)


@pytest.mark.parametrize(
    ("story", "step", "expected"),
    [
        (0, 0, []),
        (0, 1, ["action_listen", "> /greet"]),
        (1, 1, ["action_listen", "> /greet", "utter_greet"]),
        (1, 2, ["action_listen", "> /greet", "utter_greet", "action_listen", "> /request"]),
        (
            1,
            9,
            [
                "action_listen", "> /greet", "utter_greet", "action_listen", "> /request", "restaurant_form",
                "form restaurant_form", "action_listen", '> /inform{"cuisine": "thai"}', "cuisine=thai",
                "restaurant_form", "form None", "utter_done",
            ],
        ),
        (2, 2, ["action_listen", "> /bye"]),
        (9, 0, []),
    ],
)  # fmt: skip
def test_the_way_to_a_step_leads_through_checkpoints_and_through_the_turns_of_forms(
    story: int, step: int, expected: list[str], tmp_path: Path
) -> None:
    assert words(told(tmp_path, STORIES_1X, story, step)) == expected


def test_entities_are_spelt_out_as_rasa_reads_them(tmp_path: Path) -> None:
    *_, message = told(tmp_path, STORIES_3X, 0, 5)
    assert isinstance(message, UserSaid)
    understood = message.understood
    assert understood.text == '/go{"city": ["Rome", "Oslo"], "time": [[1, 2]]}'
    assert [(each.mention.value, each.mention.role, each.start, each.end) for each in understood.annotations] == [
        ("Rome", None, 3, 47),
        ("Oslo", "to", 3, 47),
        ((1, 2), None, 3, 47),
    ]


def test_texts_are_kept_with_their_marks(tmp_path: Path) -> None:
    first = told(tmp_path, STORIES_3X, 0, 1)[1]
    assert isinstance(first, UserSaid)
    assert (first.understood.text, first.understood.intent) == ("from Rome at noon", "go")
    assert [_marked(each) for each in first.understood.annotations] == [("Rome", 5, 9), ("noon", 13, 17)]
    later = told(tmp_path, STORIES_3X, 0, 4)
    assert words(later[-2:]) == ["> how lovely", "Is it not?"]
    assert later[-1] == BotRan(ActionExecuted("Is it not?", is_text=True))


def _marked(annotation: Annotation) -> tuple[object, int, int]:
    return annotation.mention.value, annotation.start, annotation.end


def test_a_rule_is_told_without_what_may_come_before_it(tmp_path: Path) -> None:
    assert words(told(tmp_path, STORIES_3X, 1, 2)) == ["mood=good", "action_listen", "> /bye", "utter_bye"]
    assert words(told(tmp_path, STORIES_3X, 1, 3))[-2:] == ["utter_bye", "utter_greet"]
