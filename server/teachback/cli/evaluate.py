"""``teachback evaluate``: how well the stories of a project predict each other, and what to teach next."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from teachback.cli.evaluation_progress import clear_progress, progress_on
from teachback.cli.evaluation_report import EvaluationReport
from teachback.cli.fitting import FittingError, fitting
from teachback.cli.meant import UsageError, options_of
from teachback.cli.output_file import expect_folder, write_output
from teachback.cli.palette import PLAIN, Palette, palette_for
from teachback.cli.projects import configuration_of, open_project
from teachback.cli.render_evaluation_html import render_html
from teachback.cli.render_evaluation_json import render_json
from teachback.cli.render_evaluation_text import render_text
from teachback.evaluation.cross_validation import Subject
from teachback.evaluation.evaluation import Evaluation, evaluation_of
from teachback.evaluation.families import Families, families
from teachback.evaluation.folds import FEWEST
from teachback.policies.tables import Tables
from teachback.project.options import Options
from teachback.project.snapshot import Snapshot

USUAL_FOLDS = 5


def evaluate(arguments: argparse.Namespace) -> int:
    """Print or write the evaluation; 2 when the command cannot be carried out.

    What limits it, such as a policy that is not run here, is said on standard error.
    """
    try:
        report = _report(arguments)
        _write(arguments, report)
    except (UsageError, FittingError) as problem:
        print(f"teachback evaluate: {problem}", file=sys.stderr)
        return 2
    return 0


def _report(arguments: argparse.Namespace) -> EvaluationReport:
    expect_folder(arguments.output)
    wanted = _folds(arguments.folds)
    options = options_of(arguments)
    snapshot = open_project(Path(arguments.path), options)
    _say_what_is_unreadable(snapshot)
    subject = _subject(snapshot, options)
    related = families(subject.tables)
    _expect_two(related, snapshot)
    if wanted is not None and wanted > len(related.found):
        _say(f"only {len(related.found)} parts of the stories can be held out on their own; so many folds there are.")
    evaluation = _evaluated(subject, related, wanted or USUAL_FOLDS)
    return EvaluationReport(snapshot, subject.configuration, evaluation)


def _evaluated(subject: Subject, related: Families, wanted: int) -> Evaluation:
    for missing in subject.configuration.missing:
        _say(f"{missing.text} is not run here; the other policies are.")
    try:
        return evaluation_of(subject, related, wanted, fitting(subject.tables), progress_on(sys.stderr))
    finally:
        clear_progress(sys.stderr)


def _folds(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isdecimal() and int(text) >= FEWEST:
        return int(text)
    raise UsageError(f"--folds takes a whole number from {FEWEST}, not {text!r}.")


def _say_what_is_unreadable(snapshot: Snapshot) -> None:
    """What training would read, and what is not read at all; the first fault of a file is enough."""
    for path in sorted(snapshot.files):
        file = snapshot.files[path]
        if file.problems and (file.trained or not file.document.text):
            _say(f"{snapshot.relative(path)}: {file.problems[0].message} `teachback check` says where.")


def _subject(snapshot: Snapshot, options: Options) -> Subject:
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    return Subject(snapshot, tables, configuration_of(snapshot, options))


def _expect_two(related: Families, snapshot: Snapshot) -> None:
    count = sum(len(family.stories) for family in related.found)
    if len(related.found) >= FEWEST:
        return
    if count == 0:
        raise UsageError(f"{snapshot.root} has no stories to evaluate. Rules alone are not cross-validated.")
    if count == 1:
        raise UsageError(
            "there is only one story, so nothing is left to learn from when it is held out. Write another."
        )
    raise UsageError(
        f"all {count} stories hang together by checkpoints or say the same, so none can be held out without the others."
    )


def _write(arguments: argparse.Namespace, report: EvaluationReport) -> None:
    if arguments.output is None:
        sys.stdout.write(_rendered(report, arguments.format, palette_for(sys.stdout, os.environ)))
        return
    write_output(arguments.output, _rendered(report, arguments.format, PLAIN))


def _rendered(report: EvaluationReport, form: str, palette: Palette) -> str:
    match form:
        case "json":
            return render_json(report)
        case "html":
            return render_html(report)
        case _:
            return render_text(report, palette)


def _say(text: str) -> None:
    print(f"teachback evaluate: {text}", file=sys.stderr)
