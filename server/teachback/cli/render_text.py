"""The output of ``check`` for people."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Related
from teachback.checks.inspection import Inspection
from teachback.cli.palette import PLAIN, Palette
from teachback.cli.report import Entry, Report, escaped_lines
from teachback.formats.problems import Severity
from teachback.project.sources import Location
from teachback.text.positions import Encoding

_INDENT = "    "
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFORMATION, Severity.HINT)
# Related places shown under one finding; the JSON output has all of them.
MOST_RELATED = 5


def render_text(report: Report, palette: Palette = PLAIN) -> str:
    """The report as lines ``path:line:column: severity message [rule]``, related places indented below each.

    The last line sums up. Lines and columns count from 1, columns in characters.
    """
    places = _Places(report)
    lines = [line for entry in report.entries() for line in _entry(places, entry, palette)]
    return "\n".join((*lines, _summary(report, palette))) + "\n"


class _Places:
    """Tells places. Each file's name is made fit to be shown once, and so is what is said of a place that many findings
    name.
    """

    __slots__ = ("_related", "_report", "_shown")

    def __init__(self, report: Report) -> None:
        self._report = report
        self._shown: dict[str, str] = {}
        self._related: dict[int, tuple[str, str]] = {}

    def related(self, inspection: Inspection, related: Related) -> tuple[str, str]:
        """The place, and what is said of it. The report keeps ``related``, so that no other has its identity."""
        known = self._related.get(id(related))
        if known is None:
            message = " ".join(escaped_lines(related.message))
            known = self._related[id(related)] = (
                self.told(inspection, inspection.snapshot.located(related.place)),
                message,
            )
        return known

    def told(self, inspection: Inspection, location: Location) -> str:
        """``path:line:column``."""
        path = location.path
        shown = self._shown.get(path)
        if shown is None:
            shown = self._shown[path] = " ".join(escaped_lines(self._report.shown(path)))
        lines = inspection.snapshot.files[path].document.lines
        start = lines.position(location.span.start, Encoding.UTF32)
        return f"{shown}:{start.line + 1}:{start.character + 1}"


def _entry(places: _Places, entry: Entry, palette: Palette) -> Iterator[str]:
    finding = entry.finding
    colour = palette.severities.get(finding.severity, "")
    first, *others = escaped_lines(finding.message)
    place = places.told(entry.inspection, finding.location)
    rule = f"{palette.faint}[{finding.rule}]{palette.end}"
    head = f"{palette.strong}{place}{palette.end}: {colour}{finding.severity.value}{palette.end} {first}"
    body = [head, *(_INDENT + line for line in others)]
    yield from (*body[:-1], f"{body[-1]} {rule}")
    for related in finding.related[:MOST_RELATED]:
        where, message = places.related(entry.inspection, related)
        yield f"{_INDENT}{palette.faint}{where}:{palette.end} {message}"
    more = len(finding.related) - MOST_RELATED
    if more > 0:
        yield f"{_INDENT}{palette.faint}and {_count(more, 'more place')}{palette.end}"


def _summary(report: Report, palette: Palette) -> str:
    found = report.severities()
    counted = [_count(found[severity], _NOUNS[severity]) for severity in _ORDER if found[severity]]
    told = ", ".join(counted) if counted else "Nothing found"
    size = report.counts()
    rules = f", {_count(size.rules, 'rule')}" if size.rules else ""
    checked = f"{_count(size.stories, 'story', 'stories')}{rules}, {_count(size.files, 'file')}"
    return f"{palette.strong}{told}{palette.end} in {checked}."


_NOUNS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "remark",
    Severity.HINT: "hint",
}


def _count(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
