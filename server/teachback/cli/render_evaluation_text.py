"""The output of ``evaluate`` for people."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from teachback.cli.evaluation_report import EvaluationReport, Row, counted, penalties, plain, rows, size
from teachback.cli.evaluation_words import REASONS, before, prediction, reason
from teachback.cli.palette import PLAIN, Palette
from teachback.evaluation.confusions import Confusion
from teachback.evaluation.evaluation import Verdict
from teachback.evaluation.figures import Share
from teachback.evaluation.unpredicted import UnpredictedStory

WIDTH = 100
BAR_WIDTH = 12
LABEL_WIDTH = 26
FIGURE_WIDTH = 36
# So much is shown; the other formats have all.
MOST_CONFUSIONS = 10
MOST_STORIES = 10
MOST_LINES = 6


def render_text(report: EvaluationReport, palette: Palette = PLAIN) -> str:
    """The figures with bars, the worst confusions, and the stories that the others do not predict."""
    evaluation = report.evaluation
    lines = [
        *wrap(size(evaluation), WIDTH),
        *(line for note in report.notes() for line in wrap(note, WIDTH)),
        "",
        *_figures(report, palette),
        "",
        *_confusions(report, evaluation.ensemble, palette),
        *_stories(report, evaluation.ensemble, palette),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _figures(report: EvaluationReport, palette: Palette) -> Iterator[str]:
    heads = f"{'':{LABEL_WIDTH}}{'whole ensemble':{FIGURE_WIDTH}}statistical policy alone"
    yield f"{palette.strong}{heads}{palette.end}"
    for row in rows(report.evaluation):
        yield f"{_label(row):{LABEL_WIDTH}}{_bar(row.ensemble):{FIGURE_WIDTH}}{_bar(row.statistics)}"
    for penalty in penalties(report.evaluation):
        yield f"{penalty.label:{LABEL_WIDTH}}{_penalty(penalty.ensemble):{FIGURE_WIDTH}}{_penalty(penalty.statistics)}"


def _label(row: Row) -> str:
    return f"  {row.label}" if row.part else row.label


def _bar(share: Share) -> str:
    if share.value is None:
        return "   -"
    bar = "█" * round(share.value * BAR_WIDTH)
    return f"{share.value:4.2f}  {bar:░<{BAR_WIDTH}}  {share.right} of {share.total}"


def _penalty(value: float | None) -> str:
    return "   -" if value is None else f"{value:4.2f}"


def _confusions(report: EvaluationReport, verdict: Verdict, palette: Palette) -> Iterator[str]:
    if not verdict.confusions:
        return
    yield f"{palette.strong}What the whole ensemble confuses, and how many times{palette.end}"
    shown = verdict.confusions[:MOST_CONFUSIONS]
    expected = max(len(plain(each.expected)) for each in shown)
    predicted = max(len(_predicted(each)) for each in shown)
    for each in shown:
        place = f"{palette.faint}{report.shown(each.example.place)}{palette.end}"
        yield f"{each.count:4}  {plain(each.expected):<{expected}}  → {_predicted(each):<{predicted}}  {place}"
    yield from _more(len(verdict.confusions) - len(shown))
    yield ""


def _predicted(confusion: Confusion) -> str:
    return plain(confusion.predicted) if confusion.predicted is not None else "nobody predicts"


def _stories(report: EvaluationReport, verdict: Verdict, palette: Palette) -> Iterator[str]:
    if not verdict.stories:
        yield "The other stories predict every action of every story."
        return
    head = f"{len(verdict.stories)} of {counted(report.evaluation.stories, 'story', 'stories')}"
    yield f"{palette.strong}What to teach next: {head} the others do not predict, the worst first{palette.end}"
    width = len(str(max(count for _, count in verdict.reasons)))
    for familiarity, count in verdict.reasons:
        yield f"  {count:{width}}  {REASONS[familiarity]}"
    for story in verdict.stories[:MOST_STORIES]:
        yield ""
        yield from _story(report, story, palette)
    yield from _more(len(verdict.stories) - MOST_STORIES)


def _story(report: EvaluationReport, story: UnpredictedStory, palette: Palette) -> Iterator[str]:
    examined = story.first
    yield f"{palette.strong}{report.shown(examined.place)}{palette.end}  {plain(story.name)}"
    yield f"    wrong       {len(story.wrong)} of {counted(story.actions, 'action')}, {_lines(report, story)}"
    yield f"    after       {before(examined)}"
    yield f"    story       {examined.ensemble.gave:4.2f} {plain(examined.action)}"
    yield f"    ensemble    {prediction(examined.ensemble)}"
    if examined.statistics.action != examined.ensemble.action:
        yield f"    statistics  {prediction(examined.statistics)}"
    yield from wrap(reason(examined, report.window), WIDTH, initial_indent="    ", subsequent_indent="    ")


def _lines(report: EvaluationReport, story: UnpredictedStory) -> str:
    lines = sorted({report.line(each.place) for each in story.wrong})
    shown = ", ".join(map(str, lines[:MOST_LINES]))
    return f"{'in line' if len(lines) == 1 else 'in lines'} {shown}{' …' if len(lines) > MOST_LINES else ''}"


def _more(count: int) -> Iterator[str]:
    if count > 0:
        yield f"  and {count:,} more (--format json or html has all)"
