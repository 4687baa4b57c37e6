"""Conversations as stories of either notation."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from teachback.dialogue.transcript import Transcript
from teachback.formats import markdown_losses, markdown_story_writing, yaml_losses, yaml_story_writing
from teachback.formats.story_tree import StoryFormat
from teachback.formats.yaml_story_writing import UNSEEN_SLOTS


def story_text(
    story_format: StoryFormat, name: str, transcript: Transcript, unseen_slots: AbstractSet[str] = UNSEEN_SLOTS
) -> str:
    """A training story with every line ended: in Markdown from its header, in YAML an item of a list at column 0.

    Nothing of ``transcript`` may be undone. YAML leaves out the slots that no policy sees, Markdown tells all of them,
    as Rasa 1.10 does.
    """
    if story_format is StoryFormat.MARKDOWN:
        return markdown_story_writing.markdown_story(name, transcript)
    return yaml_story_writing.yaml_story(name, transcript, unseen_slots)


def test_story_text(
    story_format: StoryFormat,
    name: str,
    transcript: Transcript,
    unseen_slots: AbstractSet[str] = UNSEEN_SLOTS,  # noqa: PT028 - this is no test, whatever its name
) -> str:
    """The same as a test story, with the words of every message."""
    if story_format is StoryFormat.MARKDOWN:
        return markdown_story_writing.markdown_test_story(name, transcript)
    return yaml_story_writing.yaml_test_story(name, transcript, unseen_slots)


def lost_in_story(story_format: StoryFormat, transcript: Transcript) -> tuple[str, ...]:
    """What the training story cannot hold of the conversation, in words, each thing once."""
    if story_format is StoryFormat.MARKDOWN:
        return markdown_losses.lost_in_markdown(transcript)
    return yaml_losses.lost_in_yaml(transcript)
