"""The output of ``evaluate`` as a page: one file that loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import resources

from teachback.cli.evaluation_report import EvaluationReport, counted, penalties, rows, size
from teachback.cli.evaluation_words import REASONS, before, reason
from teachback.cli.html_pieces import bar, cell, code, row_head, sentence, table, text
from teachback.evaluation.evaluation import Evaluation, Verdict
from teachback.evaluation.examined import ExaminedAction
from teachback.evaluation.figures import BINS, Bin, Share
from teachback.evaluation.unpredicted import UnpredictedStory

_BOTH = ("Whole ensemble", "Statistical policy alone")


def render_html(report: EvaluationReport) -> str:
    """The whole page."""
    style = resources.files("teachback.cli").joinpath("evaluation_page.css").read_text(encoding="utf-8")
    title = f"Evaluation of {text(report.snapshot.root.name)}"
    content = "\n".join(_sections(report, title))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{content}\n</main>\n</body>\n</html>\n"
    )


def _sections(report: EvaluationReport, title: str) -> Iterator[str]:
    evaluation = report.evaluation
    yield f"<h1>{title}</h1>\n<p>{escape(size(evaluation))}</p>"
    yield from (f'<p class="note">{escape(note)}</p>' for note in report.notes())
    yield "<h2>How often the policies were right</h2>"
    yield _accuracies(evaluation)
    yield _penalties(evaluation)
    yield "<h2>What to teach next</h2>"
    yield from _stories(report, evaluation.ensemble)
    yield "<h2>What is confused</h2>"
    yield _confusions(report, evaluation.ensemble, "The whole ensemble: the most frequent confusions first.")
    yield _confusions(report, evaluation.statistics, "The statistical policy alone.")
    yield "<h2>How sure, and how often right</h2>"
    yield _calibration(evaluation)


def _accuracies(evaluation: Evaluation) -> str:
    cells = (
        (row_head(row.label, "part" if row.part else ""), _share(row.ensemble), _share(row.statistics, "alone"))
        for row in rows(evaluation)
    )
    return table("Accuracy; longer is better.", ("Actions", *_BOTH), cells)


def _share(share: Share, kind: str = "") -> str:
    if share.value is None:
        return cell("none", kind)
    number = f'<b>{share.value:.2f}</b>{bar(share.value)}<span class="faint">{share.right} of {share.total}</span>'
    return cell(f'<div class="measure">{number}</div>', kind)


def _penalties(evaluation: Evaluation) -> str:
    cells = (
        (row_head(each.label), cell(_number(each.ensemble)), cell(_number(each.statistics)))
        for each in penalties(evaluation)
    )
    return table("Log-loss and calibration error; less is better.", ("Figure", *_BOTH), cells)


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"


def _stories(report: EvaluationReport, verdict: Verdict) -> Iterator[str]:
    if not verdict.stories:
        yield "<p>The other stories predict every action of every story.</p>"
        return
    reasons = ((cell(str(count), "number"), row_head(REASONS[each])) for each, count in verdict.reasons)
    yield table("Why actions were predicted wrongly.", ("Actions", "Reason"), reasons)
    heads = ("Story", "Wrong", "The story runs", "Predicted", "Why")
    yield table(
        f"{counted(len(verdict.stories), 'story', 'stories')} of {report.evaluation.stories} that the others do not "
        "predict, the worst first.",
        heads,
        (_story(report, story) for story in verdict.stories),
    )


def _story(report: EvaluationReport, story: UnpredictedStory) -> tuple[str, ...]:
    first = story.first
    return (
        row_head(f'{text(story.name)} <span class="place">{code(report.shown(first.place))}</span>'),
        cell(_all_wrong(report, story)),
        cell(f'{code(first.action)} {first.ensemble.gave:.2f} <span class="after">after {text(before(first))}</span>'),
        cell(_predicted(first), "wrong"),
        cell(sentence(reason(first, report.window))),
    )


def _predicted(examined: ExaminedAction) -> str:
    said = examined.ensemble
    if said.action is None:
        return "nobody predicts"
    return f'{code(said.action)} {said.confidence:.2f} <span class="faint">{text(said.policy)}</span>'


def _all_wrong(report: EvaluationReport, story: UnpredictedStory) -> str:
    items = "".join(
        f"<li>{code(report.shown(each.place))} {code(each.action)}: {_predicted(each)}</li>" for each in story.wrong
    )
    return f"<details><summary>{len(story.wrong)} of {story.actions}</summary><ul>{items}</ul></details>"


def _confusions(report: EvaluationReport, verdict: Verdict, caption: str) -> str:
    cells = (
        (
            cell(str(each.count), "number"),
            cell(code(each.expected)),
            cell(code(each.predicted) if each.predicted is not None else "nobody predicts", "wrong"),
            cell(code(report.shown(each.example.place))),
        )
        for each in verdict.confusions
    )
    return table(caption, ("Times", "The stories run", "Predicted", "For example"), cells)


def _calibration(evaluation: Evaluation) -> str:
    pairs = zip(evaluation.ensemble.figures.bins, evaluation.statistics.figures.bins, strict=True)
    cells = (
        (row_head(f"{index / BINS:.1f} to {(index + 1) / BINS:.1f}"), _bin(whole), _bin(alone, "alone"))
        for index, (whole, alone) in enumerate(pairs)
        if whole.count or alone.count
    )
    return table("How often right, by how sure the prediction was.", ("Confidence", *_BOTH), cells)


def _bin(content: Bin, kind: str = "") -> str:
    if not content.count:
        return cell("none", kind)
    number = f'<b>{content.accuracy:.2f}</b>{bar(content.accuracy)}<span class="faint">of {content.count}</span>'
    return cell(f'<div class="measure">{number}</div>', kind)
