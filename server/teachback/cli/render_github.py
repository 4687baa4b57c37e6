"""The output of ``check`` as workflow commands, which GitHub shows beside the changed lines."""

from __future__ import annotations

from teachback.cli.report import Entry, Report, range_of
from teachback.formats.problems import Severity
from teachback.text.positions import Encoding

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "notice",
    Severity.HINT: "notice",
}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render_github(report: Report) -> str:
    """One command a finding; lines and columns count from 1.

    Source: GitHub's workflow commands; the escapes are those of ``actions/toolkit``, ``core/src/command.ts``.
    """
    return "".join(f"{_command(entry)}\n" for entry in report.entries())


def _command(entry: Entry) -> str:
    finding = entry.finding
    place = range_of(entry.inspection, finding.location, Encoding.UTF32)
    properties = {
        "file": entry.file,
        "line": str(place.start.line + 1),
        "endLine": str(place.end.line + 1),
        "title": finding.rule,
    }
    if place.start.line == place.end.line:  # GitHub takes columns on a single line only
        properties["col"] = str(place.start.character + 1)
        properties["endColumn"] = str(place.end.character + 1)
    written = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {written}::{finding.message.translate(_DATA)}"
