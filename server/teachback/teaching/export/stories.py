"""Taught stories put into a story file: the one where they belong, or a new one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from teachback.dialogue.domain import Domain
from teachback.dialogue.slot_features import is_featurized
from teachback.dialogue.transcript import Transcript
from teachback.formats.story_additions import append_stories
from teachback.formats.story_tree import StoryFormat
from teachback.formats.story_writing import lost_in_story, story_text, test_story_text
from teachback.formats.yaml_story_writing import UNSEEN_SLOTS
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.teaching.export.drafts import Drafts
from teachback.teaching.export.paths import (
    data_folder,
    format_of,
    is_test,
    main_file,
    story_counts,
    story_format_of,
)
from teachback.teaching.export.versions import version_for

Writing = Callable[[StoryFormat, str, Transcript, AbstractSet[str]], str]
"""The text of a story by its notation and name; the slots that no policy sees may be left out."""

# Rasa's own names for what was taught in a session.
_INTERACTIVE = re.compile(r"interactive", re.IGNORECASE)
_NEW_NAMES = ("stories", "taught_stories")
_TEST_FOLDER = "tests"


@dataclass(frozen=True, slots=True)
class NamedStory:
    """A story to be written."""

    name: str
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class Put:
    """``path`` is where the stories stand in ``drafts``; ``None`` where no file could take them."""

    drafts: Drafts
    path: str | None
    remarks: tuple[str, ...] = ()


def put_stories(drafts: Drafts, stories: Sequence[NamedStory], ordered: str | None, beside: str | None) -> Put:
    """The drafts with training stories: in the file that was ordered, else in the first that can take them."""
    if ordered is not None:
        return _put(drafts, stories, story_text, (ordered,))
    return _put(drafts, stories, story_text, _candidates(drafts.snapshot, beside))


def put_test_stories(drafts: Drafts, stories: Sequence[NamedStory], ordered: str | None) -> Put:
    """The drafts with test stories, in the file that was ordered, in one that has some, or in a new one."""
    if ordered is not None:
        return _put(drafts, stories, test_story_text, (ordered,))
    return _put(drafts, stories, test_story_text, _test_candidates(drafts.snapshot))


def _put(drafts: Drafts, stories: Sequence[NamedStory], write: Writing, paths: Sequence[str]) -> Put:
    remarks: list[str] = []
    for path in dict.fromkeys(paths):
        put = _put_into(drafts, stories, write, path)
        if isinstance(put, Drafts):
            return Put(put, path, (*remarks, *_losses(stories, path)))
        remarks.append(f"{_title(stories)} cannot be added to {drafts.snapshot.relative(path)}: {put}.")
    return Put(drafts, None, (*remarks, f"{_title(stories)} could not be written. Name another file."))


def _put_into(drafts: Drafts, stories: Sequence[NamedStory], write: Writing, path: str) -> Drafts | str:
    """The drafts with the stories in a file, or the reason why it cannot take them."""
    refusal = drafts.refusal(path)
    if refusal is not None:
        return refusal
    notation = format_of(path)
    unseen = unseen_slots(drafts.snapshot.domain)
    texts = [write(notation, each.name, each.transcript, unseen) for each in stories]
    try:
        edits = append_stories(drafts.text(path) or "", notation, texts, version_for(drafts.snapshot))
    except ValueError as reason:
        return str(reason).rstrip(".")
    return drafts.edited(path, edits)


def _losses(stories: Sequence[NamedStory], path: str) -> Iterator[str]:
    for story in stories:
        lost = lost_in_story(format_of(path), story.transcript)
        if lost:
            yield f'What the story "{story.name}" cannot hold: {", ".join(lost)}.'


def unseen_slots(domain: Domain) -> frozenset[str]:
    """The slots that no policy sees, whatever they hold."""
    return UNSEEN_SLOTS | {slot.name for slot in domain.slots if not is_featurized(slot)}


def _title(stories: Sequence[NamedStory]) -> str:
    return f'The story "{stories[0].name}"' if len(stories) == 1 else f"The {len(stories)} stories"


def _candidates(snapshot: Snapshot, beside: str | None) -> tuple[str, ...]:
    """Where training stories may go, the best place first."""
    counts = story_counts(snapshot)
    notation = story_format_of(snapshot)
    files = [file for file in _trained(snapshot) if file.stories is not None and file.stories.format is notation]
    main = main_file(files, counts)
    began = [file.path for file in _trained(snapshot) if file.path == beside]
    interactive = [file.path for file in files if counts[file.path] and _is_interactive(file)]
    new = data_folder(snapshot)
    suffix = ".md" if notation is StoryFormat.MARKDOWN else ".yml"
    return (
        *began,
        *interactive,
        *([main] if main else []),
        *((new / f"{name}{suffix}").as_posix() for name in _NEW_NAMES),
    )


def _trained(snapshot: Snapshot) -> Iterator[SourceFile]:
    """The story files that Rasa trains on, without tests that stand among them."""
    for path in sorted(snapshot.files):
        file = snapshot.files[path]
        if file.trained and file.stories is not None and not is_test(snapshot.relative(path)):
            yield file


def _is_interactive(file: SourceFile) -> bool:
    names = (placed.story.name.text for placed in file.placed_stories())
    return _INTERACTIVE.search(file.path.rpartition("/")[2]) is not None or any(
        name.startswith("interactive_story_") for name in names
    )


def _test_candidates(snapshot: Snapshot) -> tuple[str, ...]:
    notation = story_format_of(snapshot)
    files = (snapshot.files[path] for path in sorted(snapshot.files))
    found = [
        file.path
        for file in files
        if file.stories is not None and file.stories.format is notation and is_test(snapshot.relative(file.path))
    ]
    name = "conversation_tests.md" if notation is StoryFormat.MARKDOWN else "test_stories.yml"
    return (*found, f"{snapshot.root.as_posix()}/{_TEST_FOLDER}/{name}")
