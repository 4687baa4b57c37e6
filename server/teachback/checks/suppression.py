"""Comments that silence a rule: ``<!-- teachback: ignore RULE -->`` or ``# teachback: ignore RULE``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from teachback.checks.finding import Finding, Found
from teachback.formats.story_tree import PlacedStory
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.text.spans import Span

MARK = "teachback:"
_COMMENT = re.compile(r"(?:<!--|#)\s*teachback:\s*ignore\s+([a-z-]+(?:[\s,]+[a-z-]+)*)")

Ignored = Mapping[int, frozenset[str]]
"""The rules that a comment names, by the 0-based line of the comment."""


class Suppressions:
    """The comments of one snapshot, each file searched once, when it has a finding."""

    __slots__ = ("_files", "_ignored")

    def __init__(self, snapshot: Snapshot) -> None:
        self._files = snapshot.files
        self._ignored: dict[str, Ignored] = {}

    def applied(self, path: str, found: Found) -> Found:
        """What is found in a file and no comment silences."""
        if not self._ignored_in(path):
            return found
        in_stories = {
            index: kept
            for index, findings in found.in_stories.items()
            if (kept := tuple(each for each in findings if not self.silence(each.where(found.stories[index].offset))))
        }
        return Found(found.stories, tuple(each for each in found.elsewhere if not self.silence(each)), in_stories)

    def silence(self, finding: Finding) -> bool:
        """Whether the finding's rule is ignored on its line, or above the story in which it lies."""
        path, start = finding.location.path, finding.location.span.start
        ignored = self._ignored_in(path)
        if not ignored:
            return False
        file = self._files[path]
        if finding.rule in ignored.get(file.document.lines.line_of(start), ()):
            return True
        story = _story_at(file, start)
        if story is None:
            return False
        above = file.document.lines.line_of(story.offset + story.story.header.start) - 1
        return finding.rule in ignored.get(above, ())

    def _ignored_in(self, path: str) -> Ignored:
        ignored = self._ignored.get(path)
        if ignored is None:
            file = self._files.get(path)
            holds_any = file is not None and MARK in file.document.text
            ignored = self._ignored[path] = _comments(file) if file is not None and holds_any else {}
        return ignored


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
