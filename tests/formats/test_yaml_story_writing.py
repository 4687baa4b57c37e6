"""Conversations as YAML stories, and what reads back of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.any_transcripts import loops, mentions, messages, names, plain_mentions, transcripts, values
from formats.told_transcripts import transcript
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.dialogue.events import ActionExecuted, Event, FollowupAction, SlotSet
from teachback.dialogue.loop_turns import without_loop_turns
from teachback.dialogue.transcript import BotRan, Transcript, Understanding, UserSaid, events_of
from teachback.dialogue.values import Value
from teachback.formats.story_tree import Story, StoryFile
from teachback.formats.story_yaml import read_stories
from teachback.formats.yaml_losses import lost_in_yaml
from teachback.formats.yaml_scalar_writing import scalar, value
from teachback.formats.yaml_scalars import to_value
from teachback.formats.yaml_story_writing import yaml_story, yaml_test_story
from teachback.formats.yaml_tree import parse_yaml
from teachback.project.segments import segments_of

RESTAURANT = """
    - action_listen
    * request
    - rf
    form rf
    slot{"requested_slot": "cuisine"}
    - action_listen
    * inform: [thai](cuisine) food
    slot{"cuisine": "thai"}
    - rf
    slot{"cuisine": "thai"}
    slot{"requested_slot": "num"}
    - action_listen
    * inform: for [two]{"entity": "number", "value": "2"}
    - rf
    slot{"num": 2}
    form null
    slot{"requested_slot": null}
    - utter_done
    - action_listen
"""


def test_turns_that_a_loop_handles_are_left_out() -> None:
    assert (
        yaml_story("happy", transcript(RESTAURANT))
        == """\
- story: happy
  steps:
  - intent: request
  - action: rf
  - active_loop: rf
  - slot_was_set:
    - cuisine: thai
    - num: 2
  - active_loop: null
  - action: utter_done
"""
    )


def test_slots_that_no_policy_sees_are_left_out() -> None:
    assert (
        yaml_story("happy", transcript(RESTAURANT), {"requested_slot", "cuisine", "num"})
        == """\
- story: happy
  steps:
  - intent: request
  - action: rf
  - active_loop: rf
  - active_loop: null
  - action: utter_done
"""
    )


def test_test_stories_tell_every_turn_in_the_words_that_were_said() -> None:
    assert (
        yaml_test_story("happy", transcript(RESTAURANT))
        == """\
- story: happy
  steps:
  - intent: request
    user: |-
      /request
  - action: rf
  - active_loop: rf
  - intent: inform
    user: |-
      [thai](cuisine) food
  - slot_was_set:
    - cuisine: thai
  - action: rf
  - intent: inform
    user: |-
      for [two]{"entity": "number", "value": "2"}
  - action: rf
  - slot_was_set:
    - num: 2
  - active_loop: null
  - action: utter_done
"""
    )


LEFT = """
    * stop
    rejected rf
    - utter_continue
    - action_listen
"""


@pytest.mark.parametrize("validates", ["true", "false"])
def test_turns_that_leave_the_loop_are_told(validates: str) -> None:
    begun, ended = RESTAURANT.split("    * inform: for", 1)
    told = transcript(f"{begun}{LEFT}* affirm\nvalidate {validates}\n- rf\n- action_listen\n* inform: for{ended}")
    assert (
        yaml_story("unhappy", told)
        == """\
- story: unhappy
  steps:
  - intent: request
  - action: rf
  - active_loop: rf
  - slot_was_set:
    - cuisine: thai
  - intent: stop
  - action: utter_continue
  - intent: affirm
  - action: rf
  - slot_was_set:
    - num: 2
  - active_loop: null
  - action: utter_done
"""
    )
    lost = ("that “rf” validates “affirm”: a return that a story tells is one without validation",)
    assert lost_in_yaml(told) == (lost if validates == "true" else ())


def test_entities_keep_roles_and_groups() -> None:
    said = '* book: [Rome]{"entity": "city", "role": "from", "group": "1"} [x](thing)'
    assert (
        yaml_story("trip", (*transcript(said), BotRan(ActionExecuted("utter_ok"))))
        == """\
- story: trip
  steps:
  - intent: book
    entities:
    - city: Rome
      role: from
      group: "1"
    - thing: x
  - action: utter_ok
"""
    )


def test_a_message_without_an_answer_is_left_out() -> None:
    assert (
        yaml_story("x", transcript('* greet\n- utter_hi\n- action_listen\n* bye\nslot{"a": 1}'))
        == """\
- story: x
  steps:
  - intent: greet
  - action: utter_hi
"""
    )


def test_listening_is_told_where_rasa_would_not_add_it() -> None:
    assert (
        yaml_story("x", transcript("* greet\n- action_listen\n- utter_reminder"))
        == """\
- story: x
  steps:
  - intent: greet
  - action: action_listen
  - action: utter_reminder
"""
    )


def test_an_action_that_is_called_like_an_event_is_told_to_be_lost() -> None:
    assert lost_in_yaml(transcript("- restart")) == (
        "the action “restart”, which YAML takes for the event of this name",
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("utter_greet", "utter_greet"),
        ("two words", "two words"),
        ("挨拶", "挨拶"),
        ("it's so", "it's so"),
        ("no", '"no"'),
        ("012", '"012"'),
        ("1:30", '"1:30"'),
        ("2001-12-14", '"2001-12-14"'),
        ("", '""'),
        ("a: b", '"a: b"'),
        ("a # b", '"a # b"'),
        ("a #b", '"a #b"'),
        ("a#b", "a#b"),
        ("${HOME}", '"${HOME}"'),
        ("\\u00e9", '"\\\\u00e9"'),
        ('say "hi"', 'say "hi"'),
        ("two\nlines", '"two\\nlines"'),
        ("\x85\u2028", '"\\x85\\L"'),
    ],
)
def test_texts_are_quoted_only_where_yaml_needs_it(text: str, written: str) -> None:
    assert scalar(text) == written


@given(names)
def test_a_text_reads_back(text: str) -> None:
    assert read_value(f"- {scalar(text)}") == text
    assert read_value(f"- {scalar(text)}: x") != text


@given(values)
def test_a_value_reads_back(given_value: Value) -> None:
    assert repr(read_value(f"- a: {value(given_value)}").items[0][1]) == repr(given_value)  # type: ignore[union-attr]


def read_value(text: str) -> Value:
    top = parse_yaml(f"x:\n{text}\n")
    assert not top.problems
    node = top.top.get("x") if top.top else None
    read = to_value(node) if node else None
    assert isinstance(read, tuple)
    return read[0]


SAID = messages(plain_mentions) | messages(mentions)


@given(names, transcripts(SAID) | st.lists(loops).map(tuple))
def test_training_reads_the_conversation_that_was_written(name: str, told: Transcript) -> None:
    told = (*told, BotRan(ActionExecuted("utter_end")))
    if lost_in_yaml(told):
        return
    file = read(yaml_story(name, told))
    assert (file.problems, [placed.story.problems for placed in file.stories]) == ((), [()])
    assert file.stories[0].story.name.text == (name.strip() or "story")
    assert at_actions(trained(file.stories[0].story)) == at_actions(without_loop_turns(events_of(told)))


@given(names, transcripts(SAID | st.builds(UserSaid, st.builds(Understanding, names, st.none()))))
def test_test_stories_are_read_without_problems(name: str, told: Transcript) -> None:
    file = read(yaml_test_story(name, (*told, BotRan(ActionExecuted("utter_end")))))
    assert file.problems == ()
    assert file.stories[0].story.name.text == (name.strip() or "story")


def read(items: str) -> StoryFile:
    text = f'version: "3.1"\nstories:\n{items}'
    return read_stories(parse_yaml(text), text)


def trained(story: Story) -> list[Event]:
    segments = segments_of(story, Domain(Dialect.RASA3))
    return [sourced.event for segment in segments for sourced in segment.events]


def at_actions(events: list[Event]) -> list[object]:
    """Messages, actions and loops in order, each with the slots that are set then: what policies can see."""
    slots: dict[str, str] = {}
    seen: list[object] = []
    for event in events:
        if isinstance(event, SlotSet):
            slots[event.slot] = repr(event.value)
        elif event != ActionExecuted("action_listen") and not isinstance(event, FollowupAction):
            seen.append((event, dict(slots)))
            if event == ActionExecuted("reset_slots"):
                slots.clear()
    return seen
