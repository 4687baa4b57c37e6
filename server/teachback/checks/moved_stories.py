"""Which stories of a file stand elsewhere than before, or say something else."""

from __future__ import annotations

from dataclasses import dataclass, field

from teachback.project.sources import SourceFile


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
    line_of = file.document.lines.line_of
    return [line_of(placed.offset) for placed in file.placed_stories()]


def _moved(before: SourceFile, lines_before: list[int], now: SourceFile, lines_now: list[int]) -> Moved:
    pairs = enumerate(zip(before.placed_stories(), now.placed_stories(), lines_before, lines_now, strict=False))
    different = [
        (index, line != line_before)
        for index, (placed_before, placed, line_before, line) in pairs
        if placed.story is not placed_before.story or line != line_before
    ]
    return Moved(frozenset(index for index, _ in different), frozenset(index for index, other in different if other))
