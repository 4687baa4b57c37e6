"""Questions of a session as prompts in the terminal. All of them raise ``KeyboardInterrupt`` at Ctrl-C."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import cast

import questionary
from questionary import Choice as Line
from questionary import Style

from teachback.cli.interactive.folding import folded
from teachback.cli.interactive.from_here import from_here
from teachback.cli.interactive.showing import Screen
from teachback.teaching.prompts import Check, Choice, Choose, Confirm, Enter, Question
from teachback.teaching.reason import in_words
from teachback.teaching.session.inputs import Agreed, Answer, Told

STYLE = Style([("highlighted", "bold"), ("dim", "fg:ansibrightblack")])
"""The terminal's own colours: whoever reads on white sees what others see on black."""

_NEW = "\0new"
_OWN = "\0own"
_LABEL_WIDTH = 40
_USUAL_WIDTH = 80  # of a terminal that does not know its own
_PICKING = "(Use arrow keys, type to filter)"
_CHECKING = "(Use arrow keys, blank to choose, enter when done)"


Run = Callable[[questionary.Question], object]
"""Puts a prompt on the terminal and waits for what comes of it."""


def alone(prompt: questionary.Question) -> object:
    """A prompt that the person at the terminal answers, and nobody else."""
    return prompt.unsafe_ask()


def ask(question: Question, screen: Screen, run: Run = alone) -> Answer:
    """The answer of the person at the terminal."""
    match question:
        case Confirm(message, usual, why):
            screen.reasons(why)
            return Agreed(confirmed(message, usual=usual, run=run))
        case Choose():
            screen.stories(question.stories)
            return Told(_chosen(question, run))
        case Enter(message, initial, suggestions):
            picked = _picked(message, suggestions, run) if suggestions else _OWN
            return Told(picked if picked != _OWN else entered(message, initial, run))


def confirmed(message: str, *, usual: bool = True, run: Run = alone) -> bool:
    """Yes or no: one key, or enter for what is usual."""
    return bool(run(questionary.confirm(_folded(message, "(Y/n) "), default=usual, style=STYLE)))


def entered(message: str, initial: str = "", run: Run = alone) -> str:
    """A line of text."""
    return str(run(questionary.text(_folded(message), default=initial, style=STYLE)))


def picked(message: str, choices: tuple[Choice, ...]) -> str:
    """The value of one of some choices, by arrow keys; letters narrow the list."""
    return _selected(message, [_line(each) for each in choices], alone)


def checked(question: Check) -> tuple[str, ...]:
    """The values of those of some choices that are wanted: all, unless the person says otherwise."""
    lines = [Line(each.label, each.value, checked=True) for each in question.choices]
    message = _folded(question.message, _CHECKING)
    prompt = questionary.checkbox(message, choices=lines, style=STYLE, instruction=_CHECKING)
    return tuple(cast("list[str]", alone(prompt)))


def _chosen(question: Choose, run: Run) -> str:
    new = [Line(f"<create new {question.title.lower()}>", _NEW)] if question.allow_new else []
    lines = [_line(each) for each in question.choices]
    wanted = next((line for line, each in zip(lines, question.choices, strict=True) if not each.current), None)
    value = _selected(question.message, [*new, *lines], run, wanted)
    return entered(f"Please type the {question.title.lower()} name:", run=run) if value == _NEW else value


def _picked(message: str, suggestions: tuple[Choice, ...], run: Run) -> str:
    """A button of the bot's, or the person's own words (R1:core/training/interactive.py:_request_button_choice)."""
    lines = [Line(f"{number}: {each.label} ({each.value})", each.value) for number, each in enumerate(suggestions, 1)]
    return _selected(message, [*lines, Line("Type out your own message...", _OWN)], run)


def _selected(message: str, lines: list[Line], run: Run, first: Line | None = None) -> str:
    prompt = questionary.select(
        _folded(message, _PICKING),
        choices=lines,
        default=first,
        style=STYLE,
        use_search_filter=True,
        use_jk_keys=False,
        instruction=_PICKING,
    )
    return cast("str", run(prompt))


def _folded(message: str, beside: str = "") -> str:
    return folded(message, os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL_WIDTH, beside)


def _line(choice: Choice) -> Line:
    score = "" if choice.score is None else f"{choice.score:.2f} "
    remark = "  (proposed)" if choice.current else ""
    why = (in_words(each, from_here) for each in choice.why[:1])
    beside = "; ".join(part for part in (choice.detail, *why) if part)
    return Line(f"{score}{choice.label:<{_LABEL_WIDTH}}{remark}".rstrip(), choice.value, description=beside or None)


def is_terminal() -> bool:
    """Whether somebody can be asked at all."""
    return sys.stdin.isatty() and sys.stdout.isatty()
