"""Stories added to a file that has some, or as a file of their own, in both notations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from teachback.formats import markdown_story_additions
from teachback.formats.problems import Severity
from teachback.formats.story_markdown import is_story_markdown, read_story_markdown
from teachback.formats.story_shape import shape_of
from teachback.formats.story_tree import Story, StoryFile, StoryFormat
from teachback.formats.story_yaml import read_stories
from teachback.formats.yaml_list_additions import append_items
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.edits import Edit, apply_edits


def append_stories(text: str, story_format: StoryFormat, stories: Sequence[str], version: str) -> tuple[Edit, ...]:
    r"""The edits that put stories behind the last one of a file, all else staying byte for byte.

    ``stories`` are whole stories with ``\n``, as ``story_text`` writes them; of YAML each is one item of a list. In
    YAML they never go below ``rules:``. ``version`` is for a YAML file that holds nothing yet. Raises ``ValueError``
    with the reason where a reader would not find exactly these stories there, beside all that were there before.
    """
    if story_format is StoryFormat.MARKDOWN:
        edits = markdown_story_additions.append_stories(text, list(stories))
    else:
        edits = append_items(text, "stories", stories, version)
    before = _read(text, story_format)
    if before.broken:
        raise ValueError(f"Rasa would refuse the file as it is: {_fault(before)}")
    after = apply_edits(text, edits)
    _verify(before, _read(after, story_format), stories, story_format)
    if story_format is StoryFormat.MARKDOWN and not is_story_markdown(after):
        raise ValueError("Rasa would not take the file for stories")
    return edits


def new_story_file(story_format: StoryFormat, stories: Sequence[str], version: str) -> str:
    """The text of a new file with some stories. Raises ``ValueError`` where a reader would not find them."""
    return apply_edits("", append_stories("", story_format, stories, version))


def stories_of(text: str, story_format: StoryFormat) -> tuple[Story, ...]:
    """The stories of a text that ``story_text`` wrote."""
    source = text if story_format is StoryFormat.MARKDOWN else f"stories:\n{text}"
    return tuple(placed.story for placed in _read(source, story_format).stories)


def _read(text: str, story_format: StoryFormat) -> StoryFile:
    if story_format is StoryFormat.MARKDOWN:
        return read_story_markdown(text)
    return read_stories(parse_yaml(text), text)


def _verify(before: StoryFile, after: StoryFile, added: Sequence[str], story_format: StoryFormat) -> None:
    new = Counter(_told(placed.story) for placed in after.stories)
    new.subtract(_told(placed.story) for placed in before.stories)
    alone = [story for text in added for story in stories_of(text, story_format)]
    expected = Counter(map(_told, alone))
    if after.broken:
        raise ValueError(f"Rasa would refuse the file with the story in it: {_fault(after)}")
    if any(new[each] != expected[each] for each in {*new, *expected}):
        raise ValueError(
            "Rasa would not find the story there: a comment that never ends may hide it, or the version of the file"
        )


def _told(story: Story) -> Hashable:
    """What a story says, without the places of its words."""
    return (story.name.text, shape_of(story))


def _fault(file: StoryFile) -> str:
    problems = [*file.problems, *(problem for placed in file.stories for problem in placed.story.problems)]
    errors = (problem.message for problem in problems if problem.severity is Severity.ERROR)
    return next(errors, "it is not valid YAML.")
