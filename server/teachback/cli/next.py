"""``teachback next``: what could come next at a line of a story, as teaching would offer it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from teachback.checks.inspection import Inspection, Inspector
from teachback.checks.rule import Facts
from teachback.cli.live_rasa import live_engine, live_settings
from teachback.cli.meant import UsageError, options_of
from teachback.cli.projects import open_projects
from teachback.cli.training import trained_model
from teachback.policies.live.problems import LiveProblem
from teachback.policies.live.settings import LiveSettings
from teachback.policies.ranking import ranking_by_rasa
from teachback.project.options import Options
from teachback.teaching.next_action import Forecast, begin, forecast_by
from teachback.teaching.prompts import Choice, Choose, Prompt
from teachback.teaching.reason import in_words

BAR_WIDTH = 20


def show_next(arguments: argparse.Namespace) -> int:
    """Print the question and the ranked actions; 2 when there is nothing to ask."""
    try:
        path, line = _place(arguments.place)
        settings = live_settings(arguments)
        facts = _inspection(path, options_of(arguments)).facts
        prompt = _prompt(facts, settings, path, _offset(facts, path, line))
    except UsageError as problem:
        print(f"teachback next: {problem}", file=sys.stderr)
        return 2
    if not isinstance(prompt, Choose):
        print(f"teachback next: {prompt.message}", file=sys.stderr)
        return 2
    choices = prompt.choices[: max(1, arguments.most)]
    width = max(len(choice.label) for choice in choices)
    print("\n".join([prompt.message, "", *(_line(choice, width) for choice in choices)]))
    return 0


def _place(text: str) -> tuple[Path, int]:
    name, _, number = text.rpartition(":")
    path = Path(name)
    if not number.isdecimal() or not path.is_file():
        raise UsageError(f"give an existing file and a line of it, such as data/stories.md:12, not {text!r}.")
    return path.absolute(), int(number)


def _inspection(path: Path, options: Options) -> Inspection:
    for project in open_projects(path, options):
        if path.as_posix() in project.snapshot.files:
            return Inspector().inspect(project.snapshot)
    raise UsageError(f"{path} holds no stories.")


def _offset(facts: Facts, path: Path, line: int) -> int:
    """Where the text of a line begins. Raises ``UsageError`` when there is no such line."""
    lines = facts.snapshot.files[path.as_posix()].document.lines
    if not 1 <= line <= lines.line_count:
        raise UsageError(f"{path.name} has {lines.line_count} lines, so there is no line {line}.")
    text = lines.line_text(line - 1)
    return lines.line_span(line - 1).start + len(text) - len(text.lstrip())


def _prompt(facts: Facts, settings: LiveSettings | None, path: Path, offset: int) -> Prompt:
    if settings is not None:
        try:
            return _prompt_by_rasa(facts, settings, path, offset)
        except LiveProblem as problem:
            print(f"teachback next: {problem} Teachback's own statistics answer instead.", file=sys.stderr)
    model = trained_model(facts.tables, "The numbers are counts of examples.")
    _, prompt = begin(facts, forecast_by(facts, model), path.as_posix(), offset)
    return prompt


def _prompt_by_rasa(facts: Facts, settings: LiveSettings, path: Path, offset: int) -> Prompt:
    with live_engine(settings, facts.snapshot.domain) as engine:
        source = f"The numbers are those of {engine.server.name}."
        forecast = Forecast(ranking_by_rasa(facts.tables, engine), source=source)
        _, prompt = begin(facts, forecast, path.as_posix(), offset)
        return prompt


def _line(choice: Choice, width: int) -> str:
    score = choice.score or 0.0
    bar = "█" * round(score * BAR_WIDTH)
    here = "  ← the story says so" if choice.current else ""
    detail = "".join(f"  {part}" for part in (choice.detail, *map(in_words, choice.why[:1])) if part)
    return f"  {score:4.2f}  {choice.label:<{width}}  {bar:<{BAR_WIDTH}}{here}{detail}".rstrip()
