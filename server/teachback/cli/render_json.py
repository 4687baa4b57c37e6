"""The JSON output of ``check``: version 1 of a contract, byte for byte stable."""

from __future__ import annotations

import json

from teachback.checks.finding import FileEdit, Finding, Related
from teachback.checks.inspection import Inspection
from teachback.cli.report import Entry, Report, range_of
from teachback.dialogue.values import thaw
from teachback.project.sources import Location

VERSION = 1


def render_json(report: Report) -> str:
    """The report as one JSON text, a line for each finding.

    Lines and columns count from 0, columns in UTF-16 units. Keys have a fixed order, findings are sorted by file,
    range and rule; nothing in the text depends on the time, the machine or the order of reading.
    """
    head = f'{{"version": {VERSION},\n"project": {dumped(_project(report))},\n"findings": ['
    findings = ",\n".join(dumped(_finding(report, entry)) for entry in report.entries())
    return f"{head}\n{findings}\n]}}\n" if findings else f"{head}]}}\n"


def dumped(content: dict[str, object]) -> str:
    """One line of JSON.

    A lone surrogate, which a story's JSON may well hold, has no UTF-8 form: only then all is written in ASCII.
    """
    text = json.dumps(content, ensure_ascii=False)
    return text if _encodable(text) else json.dumps(content)


def _project(report: Report) -> dict[str, object]:
    counts = report.counts()
    return {
        "dialect": report.dialect(),
        "stories": counts.stories,
        "rules": counts.rules,
        "steps": counts.steps,
        "files": counts.files,
    }


def _finding(report: Report, entry: Entry) -> dict[str, object]:
    finding: Finding = entry.finding
    inspection = entry.inspection
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": entry.file,
        "range": _range(inspection, finding.location),
        "message": finding.message,
        "related": [_related(report, inspection, related) for related in finding.related],
        "fixes": [
            {"title": fix.title, "edits": [_edit(report, inspection, edit) for edit in sorted(fix.edits)]}
            for fix in entry.fixes
        ],
        "data": thaw(inspection.data(finding)),
    }


def _related(report: Report, inspection: Inspection, related: Related) -> dict[str, object]:
    location = inspection.snapshot.located(related.place)
    return {
        "file": report.shown(location.path),
        "range": _range(inspection, location),
        "message": related.message,
    }


def _edit(report: Report, inspection: Inspection, edit: FileEdit) -> dict[str, object]:
    return {
        "file": report.shown(edit.path),
        "range": _range(inspection, Location(edit.path, edit.edit.span)),
        "new_text": edit.edit.new_text,
    }


def _range(inspection: Inspection, location: Location) -> dict[str, dict[str, int]]:
    place = range_of(inspection, location)
    return {
        "start": {"line": place.start.line, "character": place.start.character},
        "end": {"line": place.end.line, "character": place.end.character},
    }


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
