"""The files that an export changes, before and after, and the difference as people read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from itertools import accumulate

from teachback.text.edits import Edit
from teachback.text.spans import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file by its absolute path with ``/``. ``before`` is the text that ``after`` was computed from, ``None`` where
    there was no such file. Neither has a byte-order mark; line ends are those of the file.
    """

    path: str
    before: str | None
    after: str


def line_edits(before: str, after: str) -> tuple[Edit, ...]:
    """The edits, line by line, that make one text of another; offsets are those of ``before``. None stands between the
    halves of a line end.
    """
    old, new = _lines(before), _lines(after)
    starts = [0, *accumulate(map(len, old))]
    head = _shared(old, new)
    tail = min(_shared(old[::-1], new[::-1]), min(len(old), len(new)) - head)
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail])
    edits: list[Edit] = []
    for tag, first, last, start, end in middle.get_opcodes():
        if tag != "equal":
            place = Span(starts[head + first], starts[head + last])
            edits.append(_smallest(Edit(place, "".join(new[head + start : head + end])), before))
    return tuple(edits)


def _lines(text: str) -> list[str]:
    return _LINE.findall(text)


def _smallest(edit: Edit, before: str) -> Edit:
    """What is added to the end of a last line without a line end, without that line."""
    old = edit.span.text_in(before)
    if not old or old[-1] in "\r\n" or not edit.new_text.startswith(old):
        return edit
    return Edit(Span(edit.span.end, edit.span.end), edit.new_text[len(old) :])


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same from the beginning on."""
    differing = (index for index, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs)
    return next(differing, min(len(one), len(other)))


def unified_difference(changes: Iterable[ChangedFile], names: Mapping[str, str]) -> str:
    """The changes as a unified diff; ``names`` has what to call each path."""
    return "".join(line for change in changes for line in _difference(change, names[change.path]))


def _difference(change: ChangedFile, name: str) -> Iterator[str]:
    old, new = _lines(change.before or ""), _lines(change.after)
    for line in unified_diff(old, new, name if change.before is not None else "/dev/null", name):
        yield line.rstrip("\r\n") + "\n"
        if not line.endswith(("\n", "\r")):
            yield "\\ No newline at end of file\n"
