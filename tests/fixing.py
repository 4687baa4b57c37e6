"""Applying the fixes of findings in memory and looking again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from teachback.checks.finding import Finding, Fix
from teachback.checks.inspection import Inspection, Inspector
from teachback.project.project import Project
from teachback.text.document import Document
from teachback.text.edits import Edit, apply_edits


def every_fix(inspection: Inspection) -> Iterator[tuple[Finding, Fix]]:
    """Every finding with every fix of it that changes something."""
    for found in inspection.findings.values():
        for finding in found:
            for fix in inspection.fixes(finding):
                if fix.edits:
                    yield finding, fix


def fixed_texts(inspection: Inspection, fix: Fix) -> dict[str, str]:
    """The texts of the files that a fix changes, after it."""
    edits: defaultdict[str, list[Edit]] = defaultdict(list)
    for each in fix.edits:
        edits[each.path].append(each.edit)
    return {path: apply_edits(inspection.snapshot.files[path].document.text, found) for path, found in edits.items()}


def after_fix(project: Project, inspection: Inspection, fix: Fix) -> Inspection:
    """What is found once the fix is applied; the project is left as it was."""
    texts = fixed_texts(inspection, fix)
    for path, text in texts.items():
        project.overlay(path, Document(text))
    try:
        return Inspector().inspect(project.snapshot)
    finally:
        for path in texts:
            project.overlay(path, None)


def complaints(before: Inspection, finding: Finding, fix: Fix, after: Inspection) -> list[str]:
    """What is wrong with a fix: it left its finding, or brought a new one.

    Findings are counted by rule and file, for a fix may move what it does not mean to change, and rename it.
    """
    old, new, key = _counts(before), _counts(after), (finding.rule, finding.location.path)
    wrong = [f"{fix.title!r} brings {each}" for each in new - old]
    if new[key] >= old[key]:
        wrong.append(f"{fix.title!r} leaves {key}")
    return wrong


def _counts(inspection: Inspection) -> Counter[tuple[str, str]]:
    return Counter((finding.rule, path) for path, found in inspection.findings.items() for finding in found)
