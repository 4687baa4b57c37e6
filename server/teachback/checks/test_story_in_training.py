"""Test stories among the training data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from teachback.checks.finding import Finding
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.formats.problems import Severity
from teachback.formats.story_tree import StoryFormat
from teachback.project.sources import Location, SourceFile

CODE = "test-story-in-training"
# R3:shared/core/training_data/story_reader/yaml_story_reader.py:TEST_STORIES_FILE_PREFIX
_PREFIX = "test_"


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """R3:shared/importers/rasa.py takes every story file below the data folder, whatever its name."""
    del facts
    if _is_trained_test(file):
        placed = file.placed_stories()[0]
        name = PurePosixPath(file.path).name
        message = (
            f"`{name}` has the name of a file of test stories, but lies where Rasa looks for training data, so "
            "Rasa trains on the very stories that it is tested with. Move it to `tests/`."
        )
        header = placed.story.header.shifted(placed.offset)
        yield Finding(CODE, Severity.WARNING, Location(file.path, header), message)


def _is_trained_test(file: SourceFile) -> bool:
    stories = file.stories
    return (
        file.trained
        and stories is not None
        and stories.format is StoryFormat.YAML
        and bool(stories.stories)
        and PurePosixPath(file.path).name.startswith(_PREFIX)
    )


RULE = Rule(CODE, Severity.WARNING, "A file of test stories that Rasa trains on", InEachFile(find))
