"""Conversations as Markdown stories: what Rasa 1.10 exports, and what reads back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from formats.any_transcripts import loops, mentions, messages, names, plain_mentions, transcripts
from formats.told_transcripts import LISTEN, transcript
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.dialogue.events import ActionExecuted, EntityMention, Event, OtherEvent, UserUttered
from teachback.dialogue.transcript import Annotation, BotRan, Transcript, Understanding, UserSaid, events_of
from teachback.formats.markdown_losses import lost_in_markdown
from teachback.formats.markdown_story_writing import markdown_story, markdown_test_story, story_name
from teachback.formats.story_markdown import read_story_markdown
from teachback.formats.story_tree import Story
from teachback.project.segments import segments_of

# What `export_stories` of Rasa 1.10.26 made of these conversations.
EXPORTED = json.loads((Path(__file__).parent / "exported_by_rasa.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("exported", [pytest.param(each, id=name) for name, each in EXPORTED.items()])
def test_stories_are_those_that_rasa_exports(exported: Any) -> None:
    told = transcript("\n".join(exported["told"]))
    assert markdown_story("x", told).splitlines() == exported["story"]
    assert markdown_test_story("x", told).splitlines() == exported["test_story"]


ENTITIES_OF_ONE_TYPE = UserSaid(
    Understanding(
        "from Rome to Oslo",
        "book",
        annotations=(
            Annotation(EntityMention("city", "Rome", "from"), 5, 9),
            Annotation(EntityMention("city", "Oslo", "to"), 13, 17),
        ),
    )
)


def test_entities_of_one_type_share_a_list_and_what_is_lost_is_told() -> None:
    assert markdown_story("trip", (ENTITIES_OF_ONE_TYPE,)) == '## trip\n* book{"city": ["Rome", "Oslo"]}\n'
    assert lost_in_markdown((ENTITIES_OF_ONE_TYPE,)) == (
        "the role “from” of the city “Rome”",
        "the role “to” of the city “Oslo”",
    )


def test_test_stories_keep_roles() -> None:
    assert markdown_test_story("trip", (ENTITIES_OF_ONE_TYPE,)) == (
        '## trip\n* book: from [Rome]{"entity": "city", "role": "from"} to [Oslo]{"entity": "city", "role": "to"}\n'
    )


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("* inform: [thai](cuisine) please", "inform: [thai](cuisine) please"),
        ('* inform: [thai food]{"entity": "cuisine", "value": "thai"}',
         'inform: [thai food]{"entity": "cuisine", "value": "thai"}'),
        ('* inform: [x]{"entity": "a:b"}', 'inform: [x]{"entity": "a:b"}'),
        ('* inform: [x]{"entity": "a", "group": "\\u007d"}', 'inform: [x]{"entity": "a", "group": "\\u007d"}'),
        ('* inform{"c": "a OR b"}', 'inform: /inform{"c": "a \\u004fR b"}'),
        ("* inform: thai OR greek", "inform: thai OR\tgreek"),
        ("* inform: in `Rome`", "inform: in 'Rome'"),
    ],
)  # fmt: skip
def test_messages_of_test_stories(said: str, written: str) -> None:
    assert markdown_test_story("x", transcript(said)) == f"## x\n* {written}\n"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("utter_greet", "utter_greet"),
        ("挨拶する", "挨拶する"),
        ("slot", 'action{"name": "slot"}'),
        ("form: x", 'action{"name": "form: x"}'),
        ("a{b", 'action{"name": "a{b"}'),
        ("`x`", 'action{"name": "\\u0060x\\u0060"}'),
    ],
)
def test_an_action_with_a_name_that_would_read_as_something_else_is_spelled_out(name: str, line: str) -> None:
    assert markdown_story("x", (BotRan(ActionExecuted(name)),)) == f"## x\n    - {line}\n"


def test_the_lists_around_lists_keep_them_one_value() -> None:
    said = transcript('* inform{"dishes": ["pizza", "soup"]}')
    assert markdown_story("x", said) == '## x\n* inform{"dishes": [["pizza", "soup"]]}\n'


def test_what_no_line_can_say_is_told() -> None:
    nameless = (UserSaid(Understanding("hm?", None)), UserSaid(Understanding("x", "a OR b")), OtherEvent("reminder"))
    assert lost_in_markdown(nameless) == (
        "that “hm?” has no intent: its text stands in the place of one",
        "the intent “a OR b”, as a name like this reads as something else",
        "the event “reminder”",
    )


@given(names, transcripts(messages(plain_mentions)))
def test_training_reads_the_conversation_that_was_written(name: str, told: Transcript) -> None:
    assume(not lost_in_markdown(told))
    assert "\n" not in story_name(name)
    file = read_story_markdown(markdown_story(name, told))
    assert (file.problems, [placed.story.problems for placed in file.stories]) == ((), [()])
    assert file.stories[0].story.name.text == story_name(name)
    assert trained(file.stories[0].story) == [in_order_of_types(event) for event in events_of(told)]


@given(names, transcripts(messages(mentions) | st.just(UserSaid(Understanding("no intent", None)))) | st.lists(loops))
def test_whatever_happens_can_be_written(name: str, told: Transcript) -> None:
    assert markdown_story(name, told).startswith("## ")
    assert markdown_test_story(name, told).count("\n") == markdown_story(name, told).count("\n")


def trained(story: Story) -> list[Event]:
    """What training makes of a story, without what the bot does not say anyway."""
    events = [sourced.event for segment in segments_of(story, Domain(Dialect.RASA1)) for sourced in segment.events]
    return [in_order_of_types(event) for event in events if event != LISTEN.event]


def in_order_of_types(event: Event) -> Event:
    """Entities of one type stand together in Markdown; policies do not care for their order."""
    if not isinstance(event, UserUttered):
        return event
    types = list(dict.fromkeys(each.type for each in event.entities))
    return replace(event, entities=tuple(sorted(event.entities, key=lambda each: types.index(each.type))))
