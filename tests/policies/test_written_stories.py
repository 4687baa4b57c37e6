"""Training on a written story sees what policies see in the conversation that it was written from."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.told_transcripts import transcript
from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain, Form, Slot
from teachback.dialogue.events import ActionExecuted
from teachback.dialogue.states import State
from teachback.dialogue.transcript import Transcript, events_of
from teachback.formats.story_markdown import read_story_markdown
from teachback.formats.story_tree import Story, StoryFormat
from teachback.formats.story_writing import story_text
from teachback.formats.story_yaml import read_stories
from teachback.formats.yaml_tree import parse_yaml
from teachback.policies.situation import situation_after
from teachback.project.segments import segments_of

ACTIONS = ("utter_greet", "utter_chitchat", "utter_continue", "utter_done", "deactivate")

# What may happen, by where the conversation is: outside of the form, at its question, or after the form was left.
OUTSIDE, ASKED, LEFT = "outside", "asked", "left"
TURNS = {
    OUTSIDE: {
        "* greet\n- utter_greet": OUTSIDE,
        '* request\n- rf\nform rf\nslot{"requested_slot": "cuisine"}': ASKED,
        '* request{"cuisine": "thai"}\nslot{"cuisine": "thai"}\n- rf\nform rf\nslot{"requested_slot": "num"}': ASKED,
    },
    ASKED: {
        '* inform{"cuisine": "thai"}\nslot{"cuisine": "thai"}\n- rf\nslot{"cuisine": "thai"}': ASKED,
        '* inform\n- rf\nslot{"num": 2}\nslot{"requested_slot": "cuisine"}': ASKED,
        '* inform\n- rf\nslot{"num": 2}\nform null\nslot{"requested_slot": null}\n- utter_done': OUTSIDE,
        '* chitchat\nrejected rf\n- utter_chitchat\n- rf\nslot{"requested_slot": "num"}': ASKED,
        "* stop\nrejected rf\n- utter_continue": LEFT,
    },
    LEFT: {
        '* affirm\nvalidate false\n- rf\nslot{"requested_slot": "num"}': ASKED,
        '* inform\nvalidate true\n- rf\nslot{"num": 2}': ASKED,
        '* inform\n- rf\nslot{"num": 2}\nform null\n- utter_done': OUTSIDE,
        "* stop\n- utter_continue": LEFT,
        '* deny\n- deactivate\nform null\nslot{"requested_slot": null}': OUTSIDE,
    },
}  # fmt: skip


@st.composite
def conversations(draw: st.DrawFn) -> Transcript:
    lines, place = ["- action_listen"], OUTSIDE
    for _ in range(draw(st.integers(1, 9))):
        turn = draw(st.sampled_from(list(TURNS[place])))
        lines += (turn, "- action_listen")
        place = TURNS[place][turn]
    return transcript("\n".join(lines))


@pytest.mark.parametrize(
    ("dialect", "story_format"), [(Dialect.RASA1, StoryFormat.MARKDOWN), (Dialect.RASA3, StoryFormat.YAML)]
)
@given(told=conversations())
def test_training_sees_what_a_running_bot_sees(dialect: Dialect, story_format: StoryFormat, told: Transcript) -> None:
    featurizer = Featurizer(domain(dialect))
    trained = states(read(story_format, story_text(story_format, "x", told)), featurizer)
    *seen, _ = situation_after(
        featurizer, events_of(told)
    ).states  # the last one is for a message that is not there yet
    assert trained == seen


def domain(dialect: Dialect) -> Domain:
    slots = (Slot("cuisine", "text"), Slot("num", "float", max_value=10.0), Slot("requested_slot", "unfeaturized"))
    return Domain(dialect, slots=slots, actions=ACTIONS, forms=MappingProxyType({"rf": Form("rf")}))


def read(story_format: StoryFormat, text: str) -> Story:
    if story_format is StoryFormat.MARKDOWN:
        return read_story_markdown(text).stories[0].story
    text = f"stories:\n{text}"
    return read_stories(parse_yaml(text), text).stories[0].story


def states(story: Story, featurizer: Featurizer) -> list[State]:
    """The states before each action of a story."""
    conversation = Conversation(featurizer)
    seen: list[State] = []
    for sourced in (sourced for segment in segments_of(story, featurizer.domain) for sourced in segment.events):
        if isinstance(sourced.event, ActionExecuted):
            seen.append(conversation.state())
        conversation.apply(sourced.event)
    return seen
