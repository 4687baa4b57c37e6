"""User lines of story Markdown: ``* intent{"entity": "value"} OR other_intent``.

Source: R1:core/training/dsl.py, ``StoryFileReader.process_lines``, and R1:core/interpreter.py, ``RegexInterpreter``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from teachback.formats.markdown_json import Arguments, read_arguments
from teachback.formats.markdown_lines import Line
from teachback.formats.markdown_prefix import PREFIX, misspelt_prefix, prefix_end, prefix_inside
from teachback.formats.problems import Problem, Severity
from teachback.formats.story_tree import EntityStep, OrStep, UserStep
from teachback.text.spans import Span

_OR = " OR "
_MESSAGE = re.compile(r"/?([^{@]+)(@[0-9.]+)?(\{.+)?")
# R1:core/training/dsl.py, EndToEndReader: what `rasa test --e2e` reads, and what training cannot.
_TEST_MESSAGE = re.compile(r"/?([^{}:\"'()\[\]]+)(\{[^{}]*\})?\s*:\s*(\S.*)")

UserReading = tuple[UserStep | OrStep, tuple[Problem, ...]]


def read_user_line(line: Line) -> UserReading:
    """The step of a line that begins with ``*``, and what is wrong with it."""
    after_prefix = prefix_end(line)
    if after_prefix:
        return _joined(line, [_handled_by_form(line, part) for part in _parts(line.text, after_prefix)]), ()
    parts = _parts(line.text, 1)
    readings = [_message(line, part) for part in parts]
    step = _joined(line, [reading for reading, _ in readings])
    return step, _problems_of(line, parts, [problem for _, problem in readings])


def _problems_of(line: Line, parts: list[Span], found: list[Problem | None]) -> tuple[Problem, ...]:
    cut = _cut_through_json(line, parts)
    if cut:
        return (cut,)
    in_first = misspelt_prefix(line) or found[0]
    in_others = [prefix_inside(line, part) or problem for part, problem in zip(parts[1:], found[1:], strict=True)]
    return tuple(problem for problem in (in_first, *in_others) if problem)


def _joined(line: Line, steps: list[UserStep]) -> UserStep | OrStep:
    if len(steps) == 1:
        return replace(steps[0], span=line.whole())
    return OrStep(line.whole(), tuple(steps))


def _parts(text: str, start: int) -> list[Span]:
    """The alternatives, trimmed, as indices in ``text``. Rasa cuts at every `` OR ``, in quotes too."""
    parts: list[Span] = []
    for part in text[start:].split(_OR):
        trimmed = part.strip()
        begin = start + (len(part) - len(part.lstrip()) if trimmed else 0)
        parts.append(Span(begin, begin + len(trimmed)))
        start += len(part) + len(_OR)
    return parts


def _message(line: Line, part: Span) -> tuple[UserStep, Problem | None]:
    span = line.span(part.start, part.end)
    match = _MESSAGE.match(line.text, part.start, part.end)
    if match is None:
        return UserStep(span, None), Problem(
            "syntax", Severity.WARNING, span, "There is no intent here. Write its name, as in `* greet`."
        )
    arguments = read_arguments(line, match.start(3), part.end)
    step = UserStep(span, line.name(match.start(1), match.end(1)), _entities(arguments))
    return step, _test_notation(line, part) or _broken_entities(arguments, part) or _ignored(line, match.end(), part)


def _handled_by_form(line: Line, part: Span) -> UserStep:
    """An alternative of a line that training skips, read for what it was meant to say."""
    start = part.start + len(PREFIX) if line.text.startswith(PREFIX, part.start, part.end) else part.start
    span = line.span(part.start, part.end)
    spoken = _TEST_MESSAGE.match(line.text, start, part.end)
    if spoken:
        arguments = read_arguments(line, spoken.start(2), spoken.end(2))
        intent, text = line.name(*spoken.span(1)), line.name(*spoken.span(3))
        return UserStep(span, intent, _entities(arguments), text, prefixed=True)
    match = _MESSAGE.match(line.text, start, part.end)
    if match is None:
        return UserStep(span, None, prefixed=True)
    arguments = read_arguments(line, match.start(3), part.end)
    return UserStep(span, line.name(*match.span(1)), _entities(arguments), prefixed=True)


def _entities(arguments: Arguments) -> tuple[EntityStep, ...]:
    """A list stands for one entity an item; other values are one entity."""
    return tuple(
        EntityStep(arguments.key(member), value)
        for member in arguments.members
        for value in (member.value if isinstance(member.value, tuple) else (member.value,))
    )


def _broken_entities(arguments: Arguments, part: Span) -> Problem | None:
    if arguments.error is None:
        return None
    message = f"This {arguments.error}. Rasa keeps the intent and drops the entities."
    return Problem("syntax", Severity.WARNING, arguments.line.span(arguments.start, part.end), message)


def _ignored(line: Line, end: int, part: Span) -> Problem | None:
    if end == part.end:
        return None
    message = f"Rasa ignores `{line.text[end : part.end]}`: after the intent only `@0.9` or a JSON object may follow."
    return Problem("syntax", Severity.WARNING, line.span(end, part.end), message)


def _test_notation(line: Line, part: Span) -> Problem | None:
    match = _TEST_MESSAGE.match(line.text, part.start, part.end)
    if match is None:
        return None
    message = (
        "Messages belong into test stories. In a training story Rasa takes all up to the first `{` for the name of "
        f"the intent: write `* {match[1].strip()}` here."
    )
    return Problem("syntax", Severity.WARNING, line.span(part.start, part.end), message)


def _cut_through_json(line: Line, parts: list[Span]) -> Problem | None:
    """The problem of a line whose `` OR `` stands inside a value, where Rasa cuts all the same."""
    for part in parts[:-1]:
        if line.text.count('"', part.start, part.end) % 2:
            cut = line.span(part.end, part.end + len(_OR))
            message = (
                "Rasa cuts a user line at every ` OR `, in quotes too, so this becomes several intents with broken "
                "entities. Write the value in another way, such as `or` in lower case."
            )
            return Problem("syntax", Severity.WARNING, cut, message)
    return None
