"""Comments that silence a rule: ``<!-- teachback: ignore RULE -->`` or ``# teachback: ignore RULE``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from teachback.checks.finding import Finding
from teachback.formats.story_tree import PlacedStory
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.text.spans import Span

MARK = "teachback:"
_COMMENT = re.compile(r"(?:<!--|#)\s*teachback:\s*ignore\s+([a-z-]+(?:[\s,]+[a-z-]+)*)")

Ignored = Mapping[int, frozenset[str]]
"""The rules that a comment names, by the 0-based line of the comment."""


class Suppressions:
    """The comments of one snapshot, each file searched once."""

    __slots__ = ("_files",)

    def __init__(self, snapshot: Snapshot) -> None:
        self._files: dict[str, tuple[SourceFile, Ignored]] = {
            path: (file, _comments(file)) for path, file in snapshot.files.items() if MARK in file.document.text
        }

    def silence(self, finding: Finding) -> bool:
        """Whether the finding's rule is ignored on its line, or above the story in which it lies."""
        if finding.location.path not in self._files:
            return False
        file, ignored = self._files[finding.location.path]
        start = finding.location.span.start
        if finding.rule in ignored.get(file.document.lines.line_of(start), ()):
            return True
        story = _story_at(file, start)
        if story is None:
            return False
        above = file.document.lines.line_of(story.offset + story.story.header.start) - 1
        return finding.rule in ignored.get(above, ())


def _comments(file: SourceFile) -> Ignored:
    lines = file.document.lines
    return {
        lines.line_of(match.start()): frozenset(re.split(r"[\s,]+", match.group(1)))
        for match in _COMMENT.finditer(file.document.text)
    }


def _story_at(file: SourceFile, offset: int) -> PlacedStory | None:
    for _, placed in file.stories_at(Span(offset, offset)):
        if placed.story.span.shifted(placed.offset).contains(offset):
            return placed
    return None
