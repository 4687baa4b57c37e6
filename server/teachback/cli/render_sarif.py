"""The output of ``check`` as SARIF 2.1.0 (OASIS standard), which code hosts and editors read."""

from __future__ import annotations

import json
from urllib.parse import quote

from teachback.checks.finding import Fix, Related
from teachback.checks.inspection import Inspection
from teachback.checks.registry import RULES
from teachback.checks.rule import Rule
from teachback.checks.rule_pages import explanation
from teachback.cli.report import Entry, Report, range_of
from teachback.dialogue.values import thaw
from teachback.formats.problems import Severity
from teachback.project.sources import Location
from teachback.text.positions import Range

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
    Severity.HINT: "note",
}
_NUMBERS = {code: number for number, code in enumerate(RULES)}

Json = dict[str, object]


def render_sarif(report: Report, version: str) -> str:
    """The report as one SARIF log; ``version`` is Teachback's. Columns are UTF-16 units, from 1 as SARIF asks.

    Files are given relative to ``PROJECT``, a base that the reader of the log resolves (§3.4.4), so that the log does
    not depend on the machine.
    """
    driver: Json = {"name": "Teachback", "version": version, "rules": [_rule(rule) for rule in RULES.values()]}
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {"PROJECT": {"description": {"text": "The folder that was checked"}}},
        "results": [_result(report, entry) for entry in report.entries()],
    }
    log: Json = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(rule: Rule) -> Json:
    page = explanation(rule.code)
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(report: Report, entry: Entry) -> Json:
    finding = entry.finding
    inspection = entry.inspection
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": _NUMBERS[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _place(report, inspection, finding.location)}],
    }
    if finding.related:
        result["relatedLocations"] = [
            _related(report, inspection, number, related) for number, related in enumerate(finding.related, 1)
        ]
    fixes = entry.fixes
    if fixes:
        result["fixes"] = [_fix(report, inspection, fix) for fix in fixes]
    data = inspection.data(finding)
    if data.items:
        result["properties"] = thaw(data)
    return result


def _related(report: Report, inspection: Inspection, number: int, related: Related) -> Json:
    place = _place(report, inspection, inspection.snapshot.located(related.place))
    return {"id": number, "physicalLocation": place, "message": {"text": related.message}}


def _fix(report: Report, inspection: Inspection, fix: Fix) -> Json:
    by_file: dict[str, list[Json]] = {}
    for edit in sorted(fix.edits):
        region = _region(range_of(inspection, Location(edit.path, edit.edit.span)))
        replacement: Json = {"deletedRegion": region, "insertedContent": {"text": edit.edit.new_text}}
        by_file.setdefault(edit.path, []).append(replacement)
    changes = [
        {"artifactLocation": _artifact(report, path), "replacements": replacements}
        for path, replacements in by_file.items()
    ]
    return {"description": {"text": fix.title}, "artifactChanges": changes}


def _place(report: Report, inspection: Inspection, location: Location) -> Json:
    region = _region(range_of(inspection, location))
    return {"artifactLocation": _artifact(report, location.path), "region": region}


def _artifact(report: Report, path: str) -> Json:
    shown = report.shown(path)
    if shown != path:
        return {"uri": quote(shown), "uriBaseId": "PROJECT"}
    return {"uri": path if "://" in path else f"file://{quote(path)}"}


def _region(place: Range) -> Json:
    return {
        "startLine": place.start.line + 1,
        "startColumn": place.start.character + 1,
        "endLine": place.end.line + 1,
        "endColumn": place.end.character + 1,
    }
