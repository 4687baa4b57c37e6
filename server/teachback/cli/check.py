"""``teachback check``: the findings of projects, in one of four formats."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from teachback import __version__
from teachback.checks.inspection import Inspection, Inspector
from teachback.checks.registry import RULES
from teachback.cli.projects import UsageError, open_projects, options_of
from teachback.cli.render_github import render_github
from teachback.cli.render_json import render_json
from teachback.cli.render_sarif import render_sarif
from teachback.cli.render_text import palette_for, render_text
from teachback.cli.report import Report
from teachback.formats.problems import Severity


def check(arguments: argparse.Namespace, leave: Callable[[int], int]) -> int:
    """Print the findings; 1 when one has severity error, 2 when the command cannot be carried out. ``leave`` gets the
    status while everything that was read is still held, and may end the process.
    """
    try:
        wanted = _wanted(arguments.select, arguments.ignore)
        report = _report(arguments, wanted)
    except UsageError as problem:
        print(f"teachback check: {problem}", file=sys.stderr)
        return 2
    sys.stdout.write(_rendered(report, arguments.format))
    return leave(1 if report.severities()[Severity.ERROR] else 0)


def _report(arguments: argparse.Namespace, wanted: frozenset[str]) -> Report:
    options = options_of(arguments)
    projects = [project for path in arguments.paths for project in open_projects(Path(path), options)]
    roots = [project.root for project in projects]
    base = roots[0] if len(roots) == 1 else Path(os.path.commonpath(roots))
    return Report(base, tuple(_only(Inspector().inspect(project.snapshot), wanted) for project in projects))


def _rendered(report: Report, form: str) -> str:
    match form:
        case "json":
            return render_json(report)
        case "sarif":
            return render_sarif(report, __version__)
        case "github":
            return render_github(report)
        case _:
            return render_text(report, palette_for(sys.stdout, os.environ))


def _wanted(select: str, ignore: str) -> frozenset[str]:
    selected = _codes(select) or frozenset(RULES)
    return selected - _codes(ignore)


def _codes(text: str) -> frozenset[str]:
    codes = frozenset(code.strip() for code in text.split(",") if code.strip())
    unknown = sorted(codes - RULES.keys())
    if unknown:
        raise UsageError(f"there is no rule {unknown[0]!r}. `teachback rules` lists them all.")
    return codes


def _only(inspection: Inspection, wanted: frozenset[str]) -> Inspection:
    findings = {
        path: tuple(finding for finding in found if finding.rule in wanted)
        for path, found in inspection.findings.items()
    }
    return replace(inspection, findings=MappingProxyType(findings))
