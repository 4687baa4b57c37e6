"""What a response says, in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from teachback.formats.domain_tree import DomainFile
from teachback.project.sources import SourceFile

# The first text of a response: behind its key, on the line of the key or below it in literal or folded style; in 1.x an
# item may be the text itself.
_TEXT = re.compile(
    r"""(?:\btext["']?[ \t]*:|^[ \t]*-)[ \t]*(?:[|>][+-]?[ \t]*\r?\n[ \t]*)?"""
    r"""(?:"(?P<double>(?:[^"\\\r\n]|\\.)*)|'(?P<single>[^'\r\n]*)|(?P<plain>(?!\w+:)[^\s{'"][^\r\n]*))""",
    re.MULTILINE,
)
_LONGEST = 80


def response_texts(files: Iterable[SourceFile]) -> dict[str, str]:
    """The first text of each response of these files, by its name, as written and cut to one short line."""
    return dict(pair for file in files if file.domain for pair in _texts(file.document.text, file.domain))


def _texts(text: str, domain: DomainFile) -> Iterator[tuple[str, str]]:
    names = sorted(domain.responses, key=lambda name: name.span)
    ends = (*(name.span.start for name in names[1:]), len(text))
    for name, end in zip(names, ends, strict=False):
        found = _TEXT.search(text, name.span.end, end)
        if found:
            said = found["double"] or found["single"] or _without_brackets(found["plain"] or "")
            yield name.text, said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def _without_brackets(plain: str) -> str:
    """A plain text without the brackets that close around it; those of a slot, ``{city}``, are its own."""
    closes_more = plain.count("{") < plain.count("}")
    return (plain[: plain.rindex("}")] if closes_more else plain).strip()
