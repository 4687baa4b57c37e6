"""What a response says, in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from teachback.formats.domain_tree import DomainFile
from teachback.project.sources import SourceFile

# The first text of a response: on the line of its key, or below it in literal or folded style (1.x: also a bare item).
_TEXT = re.compile(
    r"(?:\btext[\"']?:|^\s*-)[ \t]*(?:[|>][+-]?\d?[ \t]*\r?\n[ \t]*)?(?=[^\s{])(?!\w+:)(?P<text>[^\r\n]+)", re.MULTILINE
)
_LONGEST = 80


def response_texts(files: Iterable[SourceFile]) -> dict[str, str]:
    """The first text of each response of these files, by its name, without its quotes and cut to one short line."""
    return dict(pair for file in files if file.domain for pair in _texts(file.document.text, file.domain))


def _texts(text: str, domain: DomainFile) -> Iterator[tuple[str, str]]:
    names = sorted(domain.responses, key=lambda name: name.span)
    ends = (*(name.span.start for name in names[1:]), len(text))
    for name, end in zip(names, ends, strict=True):
        found = _TEXT.search(text, name.span.end, end)
        if found:
            said = found["text"].strip().strip("\"'")
            yield name.text, said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
