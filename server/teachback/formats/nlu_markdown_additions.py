"""Examples added to a file of NLU Markdown, in the file's own style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from teachback.formats.block_at_end import block_at_end
from teachback.formats.nlu_markdown import read_nlu_markdown
from teachback.formats.nlu_tree import IntentExamples
from teachback.text.edits import Edit
from teachback.text.line_ends import line_end, line_end_used, line_start
from teachback.text.spans import Span

_MARGIN = re.compile(r"[ \t]*[-*+][ \t]*")
_MARGINS = re.compile(r"(?:^|(?<=[\r\n]))([ \t]*[-*+][ \t]*)(?=[^\s])")
_USUAL_MARGIN = "- "


def to_section(text: str, intent: str, examples: Sequence[str]) -> tuple[Edit, ...] | None:
    """The edit that puts examples below the last one of an intent; ``None`` where the file has no such section.

    Of several sections the one with the most examples is taken.
    """
    sections = [each for each in read_nlu_markdown(text).intents if each.name.text == intent]
    if not sections:
        return None
    section = max(sections, key=lambda each: len(each.examples))
    last = _last_place(section)
    at, used = line_end(text, last.end), line_end_used(text, last.end)
    own = _MARGIN.match(text, line_start(text, last.start)) if section.examples else None
    margin = own[0] if own else _usual_margin(text)
    return (Edit(Span(at, at), "".join(f"{used}{margin}{example}" for example in examples)),)


def new_section(text: str, intent: str, examples: Sequence[str]) -> str:
    """A section for an intent that the file does not have."""
    margin = _usual_margin(text)
    return "".join((f"## intent:{intent}\n", *(f"{margin}{example}\n" for example in examples)))


def with_sections(text: str, sections: Sequence[str]) -> tuple[Edit, ...]:
    """The edit that puts new sections behind all others."""
    return (block_at_end(text, "\n".join(sections)),)


def _last_place(section: IntentExamples) -> Span:
    return section.examples[-1].text.span if section.examples else section.name.span


def _usual_margin(text: str) -> str:
    found = Counter(_MARGINS.findall(text)).most_common(1)
    return found[0][0] if found else _USUAL_MARGIN
