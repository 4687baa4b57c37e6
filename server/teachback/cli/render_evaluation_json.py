"""The JSON output of ``evaluate``: version 1 of a contract, see docs/evaluate.md."""

from __future__ import annotations

from teachback.cli.evaluation_report import EvaluationReport
from teachback.cli.render_json import dumped
from teachback.evaluation.confusions import Confusion
from teachback.evaluation.evaluation import Verdict
from teachback.evaluation.examined import ExaminedAction
from teachback.evaluation.figures import BINS, Figures, Share
from teachback.evaluation.unpredicted import UnpredictedStory
from teachback.policies.placed_examples import Place

VERSION = 1
DIGITS = 6
"""Places after the point: the last ones of a trained model differ between machines."""


def render_json(report: EvaluationReport) -> str:
    """One JSON text, a line for each confusion and for each story. Lines and columns count from 0, columns in UTF-16
    units; keys have a fixed order."""
    evaluation = report.evaluation
    head: dict[str, object] = {
        "dialect": report.snapshot.dialect.value,
        "stories": evaluation.stories,
        "families": evaluation.families,
        "conversations": evaluation.conversations,
        "actions": evaluation.actions,
        "folds": evaluation.folds,
        "window": report.window,
        "stand_ins": list(report.configuration.stand_ins),
        "missing": [name.text for name in report.configuration.missing],
        "rules_refused": evaluation.rules_refused,
        "cut": evaluation.cut,
    }
    parts = (
        f'"version": {VERSION}',
        f'"project": {dumped(head)}',
        f'"ensemble": {_verdict(report, evaluation.ensemble)}',
        f'"statistics": {_verdict(report, evaluation.statistics)}',
    )
    return "{" + ",\n".join(parts) + "}\n"


def _verdict(report: EvaluationReport, verdict: Verdict) -> str:
    reasons: dict[str, object] = {familiarity.value: count for familiarity, count in verdict.reasons}
    parts = (
        f'"figures": {dumped(_figures(verdict.figures))}',
        f'"reasons": {dumped(reasons)}',
        f'"confusions": {_lines([_confusion(report, each) for each in verdict.confusions])}',
        f'"stories": {_lines([_story(report, verdict, each) for each in verdict.stories])}',
    )
    return "{" + ",\n".join(parts) + "}"


def _lines(contents: list[dict[str, object]]) -> str:
    return "[\n" + ",\n".join(map(dumped, contents)) + "\n]" if contents else "[]"


def _figures(figures: Figures) -> dict[str, object]:
    return {
        "all": _share(figures.everywhere),
        "without_listening": _share(figures.without_listening),
        "after_user": _share(figures.after_user),
        "unseen": _share(figures.unseen),
        "unseen_after_user": _share(figures.unseen_after_user),
        "log_loss": _rounded(figures.log_loss),
        "log_loss_unseen": _rounded(figures.log_loss_unseen),
        "calibration_error": _rounded(figures.calibration_error),
        "calibration": [
            {
                "from": index / BINS,
                "to": (index + 1) / BINS,
                "count": each.count,
                "confidence": _rounded(each.confidence),
                "accuracy": _rounded(each.accuracy),
            }
            for index, each in enumerate(figures.bins)
        ],
    }


def _share(share: Share) -> dict[str, object]:
    return {"right": share.right, "total": share.total, "accuracy": _rounded(share.value)}


def _confusion(report: EvaluationReport, confusion: Confusion) -> dict[str, object]:
    return {
        "expected": confusion.expected,
        "predicted": confusion.predicted,
        "count": confusion.count,
        "example": _place(report, confusion.example.place),
    }


def _story(report: EvaluationReport, verdict: Verdict, story: UnpredictedStory) -> dict[str, object]:
    return {
        "story": story.name,
        "file": report.file(story.first.place),
        "actions": story.actions,
        "learnable": story.learnable,
        "first": story.wrong.index(story.first),
        "wrong": [_wrong(report, verdict, each) for each in story.wrong],
    }


def _wrong(report: EvaluationReport, verdict: Verdict, examined: ExaminedAction) -> dict[str, object]:
    said = verdict.said_by(examined)
    return {
        **_place(report, examined.place),
        "implied": examined.place.implied,
        "expected": examined.action,
        "probability": _rounded(said.gave),
        "predicted": said.action,
        "confidence": _rounded(said.confidence),
        "policy": said.policy or None,
        "after_user": examined.after_user,
        "unseen": examined.unseen,
        "familiarity": examined.familiarity.value,
        "elsewhere": dict(examined.elsewhere),
    }


def _place(report: EvaluationReport, place: Place) -> dict[str, object]:
    place_range = report.range(place)
    start, end = place_range.start, place_range.end
    return {
        "file": report.file(place),
        "range": {
            "start": {"line": start.line, "character": start.character},
            "end": {"line": end.line, "character": end.character},
        },
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
