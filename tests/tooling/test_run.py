"""The summary of a test run must neither lose a failure nor hide a skip."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "run.py"


@pytest.fixture(scope="module")
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("teachback_test_run", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # a dataclass looks its module up while it is being made
    spec.loader.exec_module(module)
    return module


def report(folder: Path, *cases: str) -> Path:
    path = folder / "some.xml"
    path.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>", encoding="utf-8")
    return path


PASSED = '<testcase name="a"/>'
FAILED = '<testcase name="b"><failure message="no">trace</failure></testcase>'
CRASHED = '<testcase name="c"><error message="crash"/></testcase>'
SKIPPED = '<testcase name="d"><skipped message="no corpus here"/></testcase>'


def test_a_report_is_counted_test_by_test(run: ModuleType, tmp_path: Path) -> None:
    outcome = run.outcome_of("x", 1, report(tmp_path, PASSED, FAILED, CRASHED, SKIPPED, SKIPPED))
    assert (outcome.passed, outcome.failed, outcome.skipped) == (1, 2, (("no corpus here", 2),))


def test_a_bad_exit_code_is_a_failure_whatever_the_report_says(run: ModuleType, tmp_path: Path) -> None:
    outcome = run.outcome_of("x", 2, report(tmp_path, PASSED))
    assert (outcome.passed, outcome.failed) == (1, 1)


@pytest.mark.parametrize(("exit_code", "expected"), [(0, (1, 0)), (1, (0, 1)), (-11, (0, 1))])
def test_without_a_report_a_stage_is_one_test(
    run: ModuleType, tmp_path: Path, exit_code: int, expected: tuple[int, int]
) -> None:
    outcome = run.outcome_of("x", exit_code, tmp_path / "none.xml")
    assert (outcome.passed, outcome.failed) == expected


def stage(run: ModuleType, name: str, code: str) -> object:
    return run.Stage(name, "unit", (sys.executable, "-c", code))


WRITES_A_REPORT = f"import os, pathlib; pathlib.Path(os.environ['TEACHBACK_REPORT']).write_text({SKIPPED!r})"


def test_a_failed_stage_stops_no_other_and_the_last_lines_name_it(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "REPORTS", tmp_path)
    stages = (
        stage(run, "package", "raise SystemExit(1)"),
        stage(run, "real editors", WRITES_A_REPORT),
        stage(run, "other", "pass"),
    )
    assert list(run.summary(run.run_all(stages))) == [
        "FAILED   package: 1",
        "1 passed, 1 failed, 1 skipped",
        "skipped: real editors: no corpus here",
    ]


def test_nothing_skipped_is_said_too(run: ModuleType) -> None:
    assert list(run.summary([run.Outcome("x", passed=2)])) == ["2 passed, 0 failed, 0 skipped", "skipped: nothing"]


def test_an_old_report_is_not_counted_again(run: ModuleType, tmp_path: Path) -> None:
    old = report(tmp_path, PASSED, PASSED)
    outcome = run.run(stage(run, "x", "raise SystemExit(1)"), old)
    assert (outcome.passed, outcome.failed) == (0, 1)
