"""A reason with the places of the stories behind it, so that whoever shows it can make links of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

Shown = Callable[[str], str]
"""How a face names a file, by its path as the project knows it."""


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """A line of a story: ``path`` as the project knows it, ``line`` from 0."""

    story: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Stories:
    """Some stories by name, and how many ``more`` there are."""

    named: tuple[StoryPlace, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """``text`` says why, and may be empty where ``stories`` say it all: they speak for it, ``against`` does not."""

    text: str = ""
    stories: Stories = Stories()
    against: Stories = Stories()


def file_name(path: str) -> str:
    """A file where its folder goes without saying."""
    return PurePosixPath(path).name


def in_words(reason: Reason, shown: Shown = file_name) -> str:
    """A reason in one line, such as ``after `utter_greet`: 1 story ("hello" (stories.md:7))``."""
    spoken, against = (stories_in_words(each, shown) for each in (reason.stories, reason.against))
    beside = f"{spoken}; against it {against}" if spoken and against else spoken or against
    return f"{reason.text} ({beside})" if reason.text and beside else reason.text or beside


def stories_in_words(stories: Stories, shown: Shown = file_name) -> str:
    """Stories with file and line, which counts from 1 as in an editor; empty when there are none."""
    named = ", ".join(place_in_words(each, shown) for each in stories.named)
    return f"{named} and {stories.more} more" if stories.more else named


def place_in_words(place: StoryPlace, shown: Shown = file_name) -> str:
    """A story with file and line."""
    return f'"{place.story}" ({shown(place.path)}:{place.line + 1})'
