"""One story of a Markdown file, read from its own block of text alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, count, pairwise
from operator import add
from typing import cast, get_args

from teachback.formats.markdown_blocks import RULE_MARK
from teachback.formats.markdown_events import ignored_conditions
from teachback.formats.markdown_known_lines import KnownLines, UnclearLine
from teachback.formats.markdown_lines import FILLED_LINE, Line, clean
from teachback.formats.markdown_reading import Reading, refused_template
from teachback.formats.markdown_rule import as_rule
from teachback.formats.names import Name
from teachback.formats.story_tree import (
    ActionStep,
    CheckpointStep,
    OrStep,
    PlacedStory,
    Step,
    Story,
    StoryKind,
    UserStep,
)
from teachback.text.spans import Span

_Steps = tuple[tuple[Step, ...], tuple[int, ...]]

_CLEAR = frozenset((*get_args(Step), type(None)))


def read_block(text: str, known: KnownLines) -> Story:
    """The story of a block: ``text`` begins with its header line and ends where the next one begins.

    Total: what Rasa refuses or misreads is among the story's problems. Spans count from the start of ``text``. Lines
    that ``known`` holds are not read again.
    """
    first = FILLED_LINE.match(text)
    header, end = (clean(first[0], 0), first.end()) if first else (Line("", 0), 0)
    refused = refused_template(header)
    reading = Reading([refused] if refused else [])
    lines, starts = _steps(text, end, known, reading)
    story = Story(
        StoryKind.STORY,
        _story_name(header),
        Span(0, len(text.rstrip())),
        Span(0, len(text[:end].rstrip())),
        lines,
        starts,
        tuple(reading.problems),
    )
    return as_rule(story) if header.text.startswith(RULE_MARK) else story


def read_blocks(text: str, starts: Sequence[int], end: int, known: KnownLines) -> Iterator[PlacedStory]:
    """The stories of the blocks of ``text`` that begin at ``starts``, of which the last one ends at ``end``."""
    for start, after in pairwise((*starts, end)):
        yield PlacedStory(read_block(text[start:after], known), start)


def _story_name(header: Line) -> Name:
    if header.text.startswith(RULE_MARK):
        return header.name(len(RULE_MARK), len(header.text))
    after = header.text[1:]
    name = after.strip("# ")
    start = 1 + len(after) - len(after.lstrip("# ")) if name else len(header.text)
    return Name(name, header.span(start, start + len(name)))


def _steps(text: str, start: int, known: KnownLines, reading: Reading) -> _Steps:
    """The steps from ``start`` on. Nearly all blocks are clear, and the speed of reading hangs on them: no line of
    theirs is looked at in Python, once it is known.
    """
    rows = text[start:].split("\n")
    meanings = list(map(known.__getitem__, rows))
    if not _CLEAR.issuperset(map(type, meanings)):
        return _one_by_one(text, start, known, reading)
    starts = map(add, accumulate(map(len, rows), initial=start), count())
    return tuple(cast("Iterator[Step]", filter(None, meanings))), tuple(compress(starts, meanings))


def _one_by_one(text: str, start: int, known: KnownLines, reading: Reading) -> _Steps:
    steps: list[tuple[Step, int]] = []
    for match in FILLED_LINE.finditer(text, start):
        at, meaning = match.start(), known[match[0]]
        if reading.comment:
            reading.takes(clean(match[0], at))
        elif isinstance(meaning, UnclearLine):
            _read_in_place(meaning, at, steps, reading)
        elif meaning:
            reading.end_skipped()
            steps.append((meaning, at))
    reading.end()
    return tuple(step for step, _ in steps), tuple(at for _, at in steps)


def _read_in_place(unclear: UnclearLine, at: int, steps: list[tuple[Step, int]], reading: Reading) -> None:
    line, step = unclear.line.shifted(at), unclear.step
    if not reading.takes(line):
        return
    if line.text[0] not in "*->":
        reading.skip(line)
        return
    reading.end_skipped()
    reading.problems += (problem.shifted(at) for problem in unclear.problems)
    if step is None:
        return
    if isinstance(step, CheckpointStep) and step.conditions and any(_counts(before) for before, _ in steps):
        reading.problems.append(ignored_conditions(line, step))
    steps.append((step, at))


def _counts(step: Step) -> bool:
    """Whether Rasa makes something of a step: after it, a checkpoint is an end."""
    match step:
        case CheckpointStep():
            return False
        case ActionStep(prefixed=prefixed) | UserStep(prefixed=prefixed):
            return not prefixed
        case OrStep(alternatives=(UserStep(prefixed=prefixed), *_)):
            return not prefixed
        case _:
            return True
