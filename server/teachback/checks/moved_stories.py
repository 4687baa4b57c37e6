"""Which stories of a file stand elsewhere than before, or say something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from operator import ne

from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.project.story_lines import story_lines, story_lines_after


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
    lines: Sequence[int]
    since: list[tuple[SourceFile, Moved]] = field(default_factory=list[tuple[SourceFile, Moved]])


class MovedStories:
    """Compares files with what they were: each two versions once, and of each file only the latest is kept."""

    __slots__ = ("_compared", "_latest", "_now")

    def __init__(self) -> None:
        self._latest: dict[str, _Version] = {}
        self._now: Snapshot | None = None
        self._compared: list[tuple[Snapshot, Mapping[str, Moved]]] = []

    def since(self, before: Snapshot, now: Snapshot) -> Mapping[str, Moved]:
        """What has moved from one snapshot to another, in the files that both have and that differ, by their paths. Of
        ``now`` only the latest is kept.
        """
        if self._now is not now:
            self._now, self._compared = now, []
        for snapshot, moved in self._compared:
            if snapshot is before:
                return moved
        moved = {
            path: self.between(known, file)
            for path, file in now.files.items()
            if (known := before.files.get(path)) is not None and known is not file
        }
        self._compared.append((before, moved))
        return moved

    def lines(self, file: SourceFile) -> Sequence[int]:
        """The 0-based lines in which the stories of a file begin."""
        return self._version(file).lines

    def between(self, before: SourceFile, now: SourceFile) -> Moved:
        """What has moved from one version of a file to another, among the stories that both have by their index."""
        known = self._latest.get(now.path)
        latest = known if known is not None and known.file is now else self._version(now)
        for version, moved in latest.since:
            if version is before:
                return moved
        lines = known.lines if known is not None and known.file is before else story_lines(before)
        moved = _moved(before, lines, now, latest.lines)
        latest.since.append((before, moved))
        return moved

    def _version(self, file: SourceFile) -> _Version:
        latest = self._latest.get(file.path)
        if latest is None:
            latest = self._latest[file.path] = _Version(file, story_lines(file))
        elif latest.file is not file:
            latest = self._latest[file.path] = _Version(file, story_lines_after(latest.file, latest.lines, file))
        return latest


def _moved(before: SourceFile, lines_before: Sequence[int], now: SourceFile, lines_now: Sequence[int]) -> Moved:
    """Without a loop of its own: there may be thousands of stories, and few of them move."""
    head, tail = now.kept_since(before.placed_stories())
    count_before, count_now = len(lines_before), len(lines_now)
    end = count_now - tail if count_before == count_now else min(count_before, count_now)
    lines = frozenset(compress(count(), map(ne, lines_before, lines_now)))
    return Moved(lines.union(range(head, end)), lines)
