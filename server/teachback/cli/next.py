"""``teachback next``: what could come next at a line of a story, as teaching would offer it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from teachback.checks.inspection import Inspection, Inspector
from teachback.cli.projects import UsageError, open_projects, options_of
from teachback.cli.training import trained_model
from teachback.policies.ranking import ranking
from teachback.project.options import Options
from teachback.teaching.next_action import begin
from teachback.teaching.prompts import Choice, Choose, Prompt

BAR_WIDTH = 20


def show_next(arguments: argparse.Namespace) -> int:
    """Print the question and the ranked actions; 2 when there is nothing to ask."""
    try:
        path, line = _place(arguments.place)
        prompt = _prompt(_inspection(path, options_of(arguments)), path, line)
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


def _prompt(inspection: Inspection, path: Path, line: int) -> Prompt:
    facts = inspection.facts
    document = facts.snapshot.files[path.as_posix()].document
    if not 1 <= line <= document.lines.line_count:
        raise UsageError(f"{path.name} has {document.lines.line_count} lines, so there is no line {line}.")
    here = document.lines.line_span(line - 1)
    indent = len(document.lines.line_text(line - 1)) - len(document.lines.line_text(line - 1).lstrip())
    ranked = ranking(
        facts.tables, trained_model(facts.tables, "The numbers are counts of examples."), facts.snapshot.domain
    )
    _, prompt = begin(facts, ranked, path.as_posix(), here.start + indent)
    return prompt


def _line(choice: Choice, width: int) -> str:
    score = choice.score or 0.0
    bar = "█" * round(score * BAR_WIDTH)
    here = "  ← the story says so" if choice.current else ""
    detail = f"  {choice.detail}" if choice.detail else ""
    return f"  {score:4.2f}  {choice.label:<{width}}  {bar:<{BAR_WIDTH}}{here}{detail}".rstrip()
