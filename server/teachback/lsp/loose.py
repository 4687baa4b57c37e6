"""What to read for a file that the client opened outside of every known project."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from teachback.formats.story_tree import ActionStep, PlacedStory, StoryFormat, UserStep
from teachback.project.layout import DOMAIN_FOLDER, DOMAIN_NAMES, root_above
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.text.document import Document

_NAME = re.compile(r"[^\s\[\]()*`<>]+")


def root_for(path: Path, document: Document, folders: Iterable[Path]) -> Path | None:
    """The root of the project to read: nothing for a file that does not hold stories.

    The nearest project above the file, as Rasa would find it; else the client's folder around the file; else the
    file's own folder when a domain lies beside it; else the file alone (a folder such as the home folder is never
    searched for the sake of one file).
    """
    if not holds_stories(path, document):
        return None
    if (root := root_above(path.parent)) is not None and Project(root).knows(path.as_posix()):
        return root
    around = [folder for folder in folders if path.is_relative_to(folder)]
    if around:
        return max(around, key=lambda folder: len(folder.parts))
    beside = (path.parent / name for name in (*DOMAIN_NAMES, DOMAIN_FOLDER))
    return path.parent if any(place.exists() for place in beside) else path


def holds_stories(path: Path, document: Document) -> bool:
    """Whether a text by itself is a story file.

    Any Markdown with headings and lists reads as stories of a kind, so Markdown has to have a story in which a name of
    an intent is followed by a name of an action.
    """
    source = Project(path, Options()).overlay(path.as_posix(), document).files.get(path.as_posix())
    if source is None or source.stories is None or not source.stories.stories:
        return False
    return source.stories.format is StoryFormat.YAML or any(_is_dialogue(each) for each in source.stories.stories)


def _is_dialogue(placed: PlacedStory) -> bool:
    steps = placed.story.lines
    asked = any(isinstance(step, UserStep) and step.intent and _NAME.fullmatch(step.intent.text) for step in steps)
    return asked and any(isinstance(step, ActionStep) and _NAME.fullmatch(step.action.text) for step in steps)
