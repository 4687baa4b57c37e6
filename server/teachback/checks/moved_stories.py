"""Which stories of a file stand elsewhere than before, or say something else."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import compress, count
from operator import attrgetter, is_not, ne

from teachback.project.sources import SourceFile

_OFFSET, _STORY = attrgetter("offset"), attrgetter("story")


@dataclass(frozen=True, slots=True)
class Moved:
    """Stories by their index in the file: those of which anything is different to a reader who knows places by their
    lines, and among them those that begin in another line.
    """

    stories: frozenset[int]
    lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Version:
    """A file, the lines in which its stories begin, and what has moved since each of the versions asked about."""

    file: SourceFile
    lines: list[int]
    since: list[tuple[SourceFile, Moved]] = field(default_factory=list[tuple[SourceFile, Moved]])


class MovedStories:
    """Compares files with what they were: each two versions once, and of each file only the latest is kept."""

    __slots__ = ("_latest",)

    def __init__(self) -> None:
        self._latest: dict[str, _Version] = {}

    def between(self, before: SourceFile, now: SourceFile) -> Moved:
        """What has moved from one version of a file to another, among the stories that both have by their index."""
        latest = self._latest.get(now.path)
        earlier = latest if latest is not None and latest.file is before else _Version(before, [])
        if latest is None or latest.file is not now:
            latest = self._latest[now.path] = _Version(now, _lines(now))
        for version, moved in latest.since:
            if version is before:
                return moved
        moved = _moved(before, earlier.lines or _lines(before), now, latest.lines)
        latest.since.append((before, moved))
        return moved


def _lines(file: SourceFile) -> list[int]:
    return file.document.lines.lines_of(map(_OFFSET, file.placed_stories()))


def _moved(before: SourceFile, lines_before: list[int], now: SourceFile, lines_now: list[int]) -> Moved:
    """Without a loop of its own: there may be thousands of stories, and few of them move."""
    stories_before, stories_now = map(_STORY, before.placed_stories()), map(_STORY, now.placed_stories())
    rewritten = compress(count(), map(is_not, stories_before, stories_now))
    lines = frozenset(compress(count(), map(ne, lines_before, lines_now)))
    return Moved(lines.union(rewritten), lines)
