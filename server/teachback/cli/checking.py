"""The work of ``teachback check``."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from teachback import __version__
from teachback.checks.inspection import Inspection, Inspector
from teachback.checks.registry import RULES
from teachback.cli.meant import UsageError
from teachback.cli.projects import read_projects
from teachback.cli.render_github import render_github
from teachback.cli.render_json import render_json
from teachback.cli.render_sarif import render_sarif
from teachback.cli.render_text import render_text
from teachback.cli.report import Report
from teachback.cli.said import Said
from teachback.cli.wanted_check import WantedCheck
from teachback.formats.problems import Severity


class Checked(NamedTuple):
    """What was found, and how it is told."""

    report: Report
    said: Said


def checked(wanted: WantedCheck) -> Checked:
    """Read the projects and look for everything. Raises ``UsageError`` for a rule that is none."""
    rules = _rules(wanted.select, wanted.ignore)
    base = wanted.roots[0] if len(wanted.roots) == 1 else Path(os.path.commonpath(wanted.roots))
    projects = read_projects(wanted.roots, wanted.options)
    report = Report(base, tuple(_only(Inspector().inspect(project.snapshot), rules) for project in projects))
    return Checked(report, Said(_rendered(report, wanted), 1 if report.severities()[Severity.ERROR] else 0))


def _rendered(report: Report, wanted: WantedCheck) -> str:
    match wanted.form:
        case "json":
            return render_json(report)
        case "sarif":
            return render_sarif(report, __version__)
        case "github":
            return render_github(report)
        case _:
            return render_text(report, wanted.palette)


def _rules(select: str, ignore: str) -> frozenset[str]:
    selected = _codes(select) or frozenset(RULES)
    return selected - _codes(ignore)


def _codes(text: str) -> frozenset[str]:
    codes = frozenset(code.strip() for code in text.split(",") if code.strip())
    unknown = sorted(codes - RULES.keys())
    if unknown:
        raise UsageError(f"there is no rule {unknown[0]!r}. `teachback rules` lists them all.")
    return codes


def _only(inspection: Inspection, rules: frozenset[str]) -> Inspection:
    findings = {
        path: tuple(finding for finding in found if finding.rule in rules)
        for path, found in inspection.findings.items()
    }
    return replace(inspection, findings=MappingProxyType(findings))
