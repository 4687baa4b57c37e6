"""What a check of one or more projects found, as all output formats need it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from teachback.checks.finding import Finding, Fix
from teachback.checks.inspection import Inspection
from teachback.checks.registry import RULES
from teachback.formats.problems import Severity
from teachback.formats.story_tree import StoryKind
from teachback.project.sources import Location
from teachback.text.positions import Encoding, Range

# So many findings of a report get their fixes where these must be tried out first; an editor asks for them one by one.
MOST_TRIED = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with the inspection that made it and its file as it is shown.

    ``tries`` is false when its fixes would take too long to work out beside those of all the other findings.
    """

    file: str
    finding: Finding
    inspection: Inspection
    tries: bool = True

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """The fixes that change something; those that only lead elsewhere are for editors."""
        if not self.tries:
            return ()
        return tuple(fix for fix in self.inspection.fixes(self.finding) if fix.edits)


@dataclass(frozen=True, slots=True)
class Counts:
    """The size of what was checked; stories, rules and their steps are those that Rasa trains on."""

    stories: int = 0
    rules: int = 0
    steps: int = 0
    files: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.stories + other.stories,
            self.rules + other.rules,
            self.steps + other.steps,
            self.files + other.files,
        )


@dataclass(frozen=True, slots=True)
class Report:
    """Inspections of one or more projects; files are shown relative to the folder ``base``."""

    base: Path
    inspections: tuple[Inspection, ...]

    def entries(self) -> tuple[Entry, ...]:
        """All findings, sorted by file, range, rule and message."""
        found = (
            Entry(self.shown(path), finding, inspection)
            for inspection in self.inspections
            for path, findings in inspection.findings.items()
            for finding in findings
        )
        ordered = sorted(found, key=_order)
        costly = [index for index, entry in enumerate(ordered) if RULES[entry.finding.rule].costly]
        for index in costly[MOST_TRIED:]:
            ordered[index] = replace(ordered[index], tries=False)
        return tuple(ordered)

    def shown(self, path: str) -> str:
        """A path below ``base`` with ``/``; one elsewhere stays absolute."""
        prefix = self.base.as_posix().rstrip("/") + "/"
        return path.removeprefix(prefix)

    def counts(self) -> Counts:
        """The size of all projects together."""
        return sum((counts_of(inspection) for inspection in self.inspections), Counts())

    def dialect(self) -> str:
        """``rasa1`` or ``rasa3``; ``mixed`` where the projects differ."""
        dialects = {inspection.snapshot.dialect.value for inspection in self.inspections}
        return dialects.pop() if len(dialects) == 1 else "mixed"

    def severities(self) -> Counter[Severity]:
        """How many findings there are of each severity."""
        found = (
            finding for inspection in self.inspections for each in inspection.findings.values() for finding in each
        )
        return Counter(finding.severity for finding in found)


def range_of(inspection: Inspection, location: Location, encoding: Encoding = Encoding.UTF16) -> Range:
    """The lines and columns of a location, both from 0."""
    return inspection.snapshot.files[location.path].document.lines.range(location.span, encoding)


def counts_of(inspection: Inspection) -> Counts:
    """The size of one project."""
    stories = [placed.story for _, placed in inspection.snapshot.trained_stories()]
    kinds = Counter(story.kind for story in stories)
    steps = sum(len(story.lines) for story in stories)
    return Counts(kinds[StoryKind.STORY], kinds[StoryKind.RULE], steps, len(inspection.snapshot.files))


def escaped_lines(text: str) -> Iterator[str]:
    """The lines of a message without control characters, which could rewrite what a terminal shows."""
    for line in text.splitlines() or [""]:
        if line.isprintable():
            yield line
        else:
            yield "".join(character if character.isprintable() else "\ufffd" for character in line)


def _order(entry: Entry) -> tuple[str, int, int, str, str]:
    span = entry.finding.location.span
    return (entry.file, span.start, span.end, entry.finding.rule, entry.finding.message)
