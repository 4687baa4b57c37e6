"""Changes of stories as edits of their files, one function a change, for both notations.

Every function takes the text from which the story was read and gives the edits, in order and without overlap; offsets
are those of that text. What a change does not concern stays byte for byte: comments, order, indentation, line ends, a
missing line end at the end of the file. All raise ``ValueError``, with what is wrong, when the change cannot be made.
"""

from __future__ import annotations

from collections.abc import Sequence

from teachback.formats import form_prefix_edits, markdown_edits, yaml_edits, yaml_rule_edits
from teachback.formats.story_tree import PlacedStory, StoryFormat
from teachback.formats.yaml_rule_edits import StepText
from teachback.text.edits import Edit


def replace_action(
    text: str, story_format: StoryFormat, placed: PlacedStory, step_index: int, action: str
) -> tuple[Edit, ...]:
    """Another action in the place of the action, event or bot utterance at ``step_index`` of ``story.steps``."""
    if story_format is StoryFormat.MARKDOWN:
        return markdown_edits.replace_action(text, placed, step_index, action)
    return yaml_edits.replace_action(text, placed, step_index, action)


def insert_action_after(
    text: str, story_format: StoryFormat, placed: PlacedStory, step_index: int | None, action: str
) -> tuple[Edit, ...]:
    """An action after a step of any kind; ``None`` puts it in front of all steps."""
    if story_format is StoryFormat.MARKDOWN:
        return markdown_edits.insert_action_after(text, placed, step_index, action)
    return yaml_edits.insert_action_after(text, placed, step_index, action)


def remove_step(text: str, story_format: StoryFormat, placed: PlacedStory, step_index: int) -> tuple[Edit, ...]:
    """The story without the step at ``step_index``; a YAML list that loses its last item becomes ``[]``."""
    if story_format is StoryFormat.MARKDOWN:
        return markdown_edits.remove_step(text, placed, step_index)
    return yaml_edits.remove_step(text, placed, step_index)


def remove_story(text: str, story_format: StoryFormat, placed: PlacedStory) -> tuple[Edit, ...]:
    """The file without the story.

    The comment right above it goes too where it is clearly the story's own: an empty line stands above the comment, or
    it speaks to Teachback. All other comments stay.
    """
    if story_format is StoryFormat.MARKDOWN:
        return markdown_edits.remove_story(text, placed)
    return yaml_edits.remove_story(text, placed)


def add_form_prefix(text: str, story_format: StoryFormat, placed: PlacedStory, step_index: int) -> tuple[Edit, ...]:
    """The user turn at ``step_index`` left to its form: ``form: `` before the user line, and what goes with it.

    Right after the form's question the form's action is prefixed too. Once the form was left, ``- action_listen`` goes
    in front of the user line and the form's action has no prefix. Markdown only.
    """
    _refuse_yaml(story_format)
    return form_prefix_edits.add_form_prefix(text, placed, step_index)


def remove_form_prefix(text: str, story_format: StoryFormat, placed: PlacedStory, step_index: int) -> tuple[Edit, ...]:
    """The user turn at ``step_index`` as training data: no prefix, and no ``- action_listen`` before it.

    Markdown only.
    """
    _refuse_yaml(story_format)
    return form_prefix_edits.remove_form_prefix(text, placed, step_index)


def do_not_wait(text: str, placed: PlacedStory) -> tuple[Edit, ...]:
    """A rule with ``wait_for_user_input: false``. YAML only, as all that follows."""
    return yaml_rule_edits.do_not_wait(text, placed)


def insert_steps_after(text: str, placed: PlacedStory, step_index: int, steps: Sequence[StepText]) -> tuple[Edit, ...]:
    """Steps in front of the one after ``step_index``."""
    return yaml_rule_edits.insert_steps_after(text, placed, step_index, steps)


def remove_steps_from(text: str, placed: PlacedStory, step_index: int) -> tuple[Edit, ...]:
    """The rule without the step at ``step_index`` (not the first) and all after it, and the comments among them."""
    return yaml_rule_edits.remove_steps_from(text, placed, step_index)


def _refuse_yaml(story_format: StoryFormat) -> None:
    if story_format is not StoryFormat.MARKDOWN:
        raise ValueError("the form prefix exists in Markdown stories only")
