"""Run every kind of test, one stage after the other, and end with what passed, what failed and what was skipped.

``python tests/run.py`` runs all, ``--only lint|unit|editors`` one group. A stage that writes a JUnit report to the file
named by ``TEACHBACK_REPORT`` is counted test by test, any other as one. The exit code is 1 when something failed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "artefacts" / "reports"
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Stage:
    """A command, run in ``folder``."""

    name: str
    group: str
    command: tuple[str | Path, ...]
    folder: Path = ROOT


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a stage: counts of tests, and for each reason to skip how many tests it cost."""

    stage: str
    passed: int = 0
    failed: int = 0
    skipped: tuple[tuple[str, int], ...] = ()


def stages() -> tuple[Stage, ...]:
    """All stages, the quick ones first."""
    client = ROOT / "vscode-client"
    return (
        Stage("format", "lint", (BIN / "ruff", "format", "--check", ".")),
        Stage("lint", "lint", (BIN / "ruff", "check", ".")),
        Stage("types", "lint", (BIN / "basedpyright",)),
        Stage("floors", "lint", (BIN / "lint-imports",)),
        Stage("extension lint", "lint", ("npm", "run", "--silent", "lint"), client),
        Stage("extension types", "lint", ("npm", "run", "--silent", "typecheck"), client),
        Stage("server tests", "unit", (BIN / "pytest", "-n", "auto", "-m", "not editor and not rasa")),
        Stage("extension tests", "unit", ("npm", "run", "--silent", "unit"), client),
        Stage("grammar tests", "unit", ("npm", "run", "--silent", "grammar"), client),
        Stage("package", "editors", ("npm", "run", "--silent", "package"), client),
        Stage("real-editor tests", "editors", (ROOT / "tests" / "editors" / "run",)),
    )


def run(stage: Stage, report: Path) -> Outcome:
    """Run one stage with its output on the screen."""
    report.unlink(missing_ok=True)
    command = [str(part) for part in stage.command]
    if Path(command[0]).name == "pytest":
        command.append(f"--junitxml={report}")
    environment = {**os.environ, "TEACHBACK_REPORT": str(report)}
    exit_code = subprocess.run(command, cwd=stage.folder, env=environment, check=False).returncode
    return outcome_of(stage.name, exit_code, report)


def outcome_of(name: str, exit_code: int, report: Path) -> Outcome:
    """Count a stage by its report, or as one test when it wrote none. A bad exit code is at least one failure."""
    if not report.exists():
        return Outcome(name, passed=int(exit_code == 0), failed=int(exit_code != 0))
    counted = count(report)
    if exit_code and not counted.failed:
        return Outcome(name, counted.passed, 1, counted.skipped)
    return Outcome(name, counted.passed, counted.failed, counted.skipped)


def count(report: Path) -> Outcome:
    """Count the tests of a JUnit report."""
    passed = failed = 0
    skipped: dict[str, int] = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - a report that our own test runner just wrote
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif skip is not None:
            reason = skip.get("message") or "no reason given"
            skipped[reason] = skipped.get(reason, 0) + 1
        else:
            passed += 1
    return Outcome(report.stem, passed, failed, tuple(sorted(skipped.items())))


def run_all(chosen: Iterable[Stage]) -> Iterator[Outcome]:
    """Run stages in order, whatever came of those before."""
    for number, stage in enumerate(chosen, 1):
        say(f"\n[{number}] {stage.name}")
        yield run(stage, REPORTS / f"{stage.name.replace(' ', '-')}.xml")


def summary(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """The last lines: what failed, what was skipped and why, and the count of all."""
    passed = failed = left_out = 0
    skips: list[str] = []
    for outcome in outcomes:
        passed += outcome.passed
        failed += outcome.failed
        if outcome.failed:
            yield f"FAILED   {outcome.stage}: {outcome.failed}"
        for reason, times in outcome.skipped:
            left_out += times
            skips.append(f"{outcome.stage}{f' ({times})' if times > 1 else ''}: {reason}")
    yield f"{passed} passed, {failed} failed, {left_out} skipped"
    yield f"skipped: {'; '.join(skips) or 'nothing'}"


def say(line: str) -> None:
    """Print at once, so that lines stand in order with those of the commands."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("lint", "unit", "editors"))
    only: str | None = parser.parse_args().only
    REPORTS.mkdir(parents=True, exist_ok=True)
    outcomes = list(run_all(stage for stage in stages() if only in (None, stage.group)))
    say("")
    for line in summary(outcomes):
        say(line)
    return int(any(outcome.failed for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
