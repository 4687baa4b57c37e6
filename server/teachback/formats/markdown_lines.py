"""Lines of story Markdown as Rasa 1.x sees them: without comments and outer blanks, yet knowing where they lie.

Source: R1:core/training/dsl.py, ``StoryFileReader.process_lines`` and ``_clean_up_line``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from teachback.formats.names import Name
from teachback.text.spans import Span

COMMENT_START = "<!--"
COMMENT_END = "-->"

# Python's universal newlines, with which Rasa opens the file. Empty lines mean nothing to the reader.
FILLED_LINE = re.compile(r"[^\r\n]+")


class Line(NamedTuple):
    """A line without inline comments and outer blanks.

    ``base`` is the offset of ``text[0]``, were nothing cut out before it; each of ``cuts`` is an index in ``text`` and
    the number of characters that lie cut out between the line's start and it.
    """

    text: str
    base: int
    cuts: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The place of ``text[start:end]`` in the source, ``0 <= start <= end <= len(text)``."""
        if not self.cuts:
            return Span(self.base + start, self.base + end)
        if start == end:
            return Span(self._offset(start), self._offset(start))
        return Span(self._offset(start), self._offset(end - 1) + 1)

    def name(self, start: int, end: int) -> Name:
        """What ``text[start:end]`` holds without outer blanks."""
        part = self.text[start:end]
        text = part.strip()
        start += len(part) - len(part.lstrip()) if text else 0
        return Name(text, self.span(start, start + len(text)))

    def whole(self) -> Span:
        """The place of the whole text."""
        return self.span(0, len(self.text))

    def shifted(self, by: int) -> Line:
        """The same line, ``by`` code points further on."""
        return Line(self.text, self.base + by, self.cuts)

    def _offset(self, index: int) -> int:
        cut = 0
        for at, length in self.cuts:
            if at > index:
                break
            cut = length
        return self.base + index + cut


def clean(raw: str, offset: int) -> Line:
    """The line that Rasa works on, of a physical line without its line end that begins at ``offset``."""
    text = raw.strip()
    if COMMENT_START not in text:
        return Line(text, offset + len(raw) - len(raw.lstrip()))
    kept: list[str] = []
    cuts: list[tuple[int, int]] = []
    at = length = 0
    for start, end in _inline_comments(raw):
        kept.append(raw[at:start])
        length += start - at
        cuts.append((length, end - length))
        at = end
    joined = "".join((*kept, raw[at:]))
    lead = len(joined) - len(joined.lstrip())
    return Line(joined.strip(), offset + lead, tuple((index - lead, cut) for index, cut in cuts))


def _inline_comments(raw: str) -> Iterator[tuple[int, int]]:
    start = raw.find(COMMENT_START)
    while start >= 0:
        end = raw.find(COMMENT_END, start + len(COMMENT_START))
        if end < 0:
            return
        end += len(COMMENT_END)
        yield start, end
        start = raw.find(COMMENT_START, end)


def stays_in_comment(text: str, in_comment: bool) -> bool:
    """Whether a multi-line comment is open after the cleaned line ``text``, given whether one was open before it.

    A line that ends a comment is no command either: a line counts when no comment is open before and after it.
    """
    if text.startswith(COMMENT_START):
        return True
    return in_comment and not text.endswith(COMMENT_END)
