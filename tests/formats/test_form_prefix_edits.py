"""The form prefix put on a user turn and taken off it, in the exporter's notation."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from formats.markdown_texts import story_files
from teachback.formats.story_edits import add_form_prefix, remove_form_prefix
from teachback.formats.story_markdown import read_story_markdown
from teachback.formats.story_tree import OrStep, PlacedStory, StoryFormat, UserStep
from teachback.text.edits import apply_edits

START = """\
## s
* request
    - my_form
    - form{"name": "my_form"}
    - slot{"requested_slot": "a"}
"""

# What stands after START without the prefix, and with it. The first is FormPolicy's "no validation", the second what
# Rasa's exporter writes when the form validates the answer.
TURNS = [
    (
        '* inform{"a": 1} <!-- c -->\n    - my_form\n    - slot{"a": 1}\n    - form{"name": null}\n',
        '* form: inform{"a": 1} <!-- c -->\n    - form: my_form\n    - slot{"a": 1}\n    - form{"name": null}\n',
    ),
    (
        "* stop\n    - utter_ask_continue\n* affirm\n    - my_form\n* bye\n",
        "* stop\n    - utter_ask_continue\n    - action_listen\n* form: affirm\n    - my_form\n* bye\n",
    ),
    (
        "* stop\n  - utter_ask_continue\n*affirm OR yes",
        "* stop\n  - utter_ask_continue\n  - action_listen\n* form: affirm OR yes",
    ),
    (
        "* form: inform\n    - form: my_form\n*  inform\n    -my_form",
        "* form: inform\n    - form: my_form\n*  form: inform\n    - form: my_form",
    ),
    (
        "* chitchat\n    - utter_chitchat\n    - my_form\n* inform\n    - my_form\n",
        "* chitchat\n    - utter_chitchat\n    - my_form\n* form: inform\n    - form: my_form\n",
    ),
]


def last_form_turn(text: str) -> tuple[PlacedStory, int]:
    """The story, and the last user message that is neither ``bye`` nor ``stop``."""
    (placed,) = read_story_markdown(text).stories
    users = [
        index
        for index, step in enumerate(placed.story.steps)
        if isinstance(step, OrStep) or (isinstance(step, UserStep) and step.intent and step.intent.text != "bye")
    ]
    return placed, users[-1]


def add(text: str) -> str:
    return apply_edits(text, add_form_prefix(text, StoryFormat.MARKDOWN, *last_form_turn(text)))


def remove(text: str) -> str:
    return apply_edits(text, remove_form_prefix(text, StoryFormat.MARKDOWN, *last_form_turn(text)))


@pytest.mark.parametrize(("bare", "prefixed"), TURNS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_prefix_is_put_on_a_whole_turn(bare: str, prefixed: str, line_end: str) -> None:
    bare, prefixed = ((START + turn).replace("\n", line_end) for turn in (bare, prefixed))
    assert add(bare) == prefixed
    assert add(prefixed) == prefixed


@pytest.mark.parametrize(("bare", "prefixed"), TURNS)
def test_the_prefix_is_taken_off_a_whole_turn(bare: str, prefixed: str) -> None:
    restored = remove(START + prefixed)
    assert restored == (START + bare).replace("*affirm", "* affirm").replace("-my_form", "- my_form")
    assert remove(restored) == restored


def test_a_return_whose_form_action_is_prefixed_too_is_set_right() -> None:
    """All lines prefixed, Rasa would train the form's end as the answer to the turn before."""
    wrong = START + "* stop\n    - utter_ask_continue\n* form: affirm\n    - form: my_form\n"
    assert (
        add(wrong) == START + "* stop\n    - utter_ask_continue\n    - action_listen\n* form: affirm\n    - my_form\n"
    )
    assert remove(wrong) == START + "* stop\n    - utter_ask_continue\n* affirm\n    - my_form\n"


def test_without_an_active_form_only_the_user_line_changes() -> None:
    text = '## s\n- form{"name": null}\n- utter_a\n* x\n- utter_b\n'
    assert add(text) == text.replace("* x", "* form: x")


@pytest.mark.parametrize("change", [add_form_prefix, remove_form_prefix])
def test_what_is_no_user_turn_is_refused(change: type) -> None:
    placed, _ = last_form_turn(START)
    with pytest.raises(ValueError, match="no user message"):
        change(START, StoryFormat.MARKDOWN, placed, 1)
    with pytest.raises(ValueError, match="Markdown"):
        change(START, StoryFormat.YAML, placed, 0)


@given(story_files, st.data())
def test_a_turn_with_the_prefix_is_skipped_and_without_it_is_back(text: str, data: st.DataObject) -> None:
    stories = read_story_markdown(text).stories
    number = data.draw(st.integers(0, len(stories) - 1))
    users = [
        i for i, step in enumerate(stories[number].story.steps) if isinstance(step, UserStep) and not step.prefixed
    ]
    assume(users)
    index = data.draw(st.sampled_from(users))
    result = apply_edits(text, add_form_prefix(text, StoryFormat.MARKDOWN, stories[number], index))
    changed = read_story_markdown(result).stories
    index += len(changed[number].story.steps) - len(stories[number].story.steps)
    step = changed[number].story.steps[index]
    assert isinstance(step, UserStep)
    assert step.prefixed
    others = [placed.story for i, placed in enumerate(stories) if i != number]
    assert [placed.story for i, placed in enumerate(changed) if i != number] == others
    assert not changed[number].story.problems
    back = apply_edits(result, remove_form_prefix(result, StoryFormat.MARKDOWN, changed[number], index))
    again = read_story_markdown(back).stories[number].story
    step = again.steps[index - (len(changed[number].story.steps) - len(again.steps))]
    assert isinstance(step, UserStep)
    assert not step.prefixed
    assert not again.problems
