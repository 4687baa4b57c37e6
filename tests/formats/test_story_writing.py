"""What holds for written stories of either notation."""

from __future__ import annotations

import pytest

from formats.told_transcripts import transcript
from teachback.formats import story_writing
from teachback.formats.story_tree import StoryFormat
from teachback.formats.story_writing import lost_in_story, story_text

UNANSWERED = transcript("""
    * greet
    - utter_hi
    - action_listen
    * bye
    slot{"mood": "good"}
""")


@pytest.mark.parametrize(
    ("story_format", "training", "testing"),
    [
        (StoryFormat.MARKDOWN,
         "## x\n* greet\n    - utter_hi\n",
         "## x\n* greet: /greet\n    - utter_hi\n"),
        (StoryFormat.YAML,
         "- story: x\n  steps:\n  - intent: greet\n  - action: utter_hi\n",
         "- story: x\n  steps:\n  - intent: greet\n    user: |-\n      /greet\n  - action: utter_hi\n"),
    ],
)  # fmt: skip
def test_a_message_without_an_answer_is_left_out(story_format: StoryFormat, training: str, testing: str) -> None:
    assert story_text(story_format, "x", UNANSWERED) == training
    assert story_writing.test_story_text(story_format, "x", UNANSWERED) == testing
    assert lost_in_story(story_format, UNANSWERED) == ()
