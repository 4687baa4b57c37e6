"""Examples added to a file of NLU Markdown, in the file's own style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from teachback.formats.block_at_end import block_at_end
from teachback.formats.nlu_tree import IntentExamples, NluFile
from teachback.text.edits import Edit
from teachback.text.line_ends import line_end, line_end_used, line_start
from teachback.text.spans import Span

_MARGIN = re.compile(r"[ \t]*[-*+][ \t]*")
_MARGINS = re.compile(r"(?:^|(?<=[\r\n]))([ \t]*[-*+][ \t]*)(?=[^\s])")
_USUAL_MARGIN = "- "


def add_examples(text: str, nlu: NluFile, by_intent: Mapping[str, Sequence[str]]) -> list[Edit]:
    """The edits that put examples below the last one of their intent, of several sections in the one with the most, and
    sections for intents without one behind all others. ``nlu`` is what was read of ``text``.
    """
    edits: list[Edit] = []
    new: list[str] = []
    for intent, examples in by_intent.items():
        sections = [each for each in nlu.intents if each.name.text == intent]
        if sections:
            edits.append(_in_section(text, max(sections, key=lambda each: len(each.examples)), examples))
        else:
            new.append(_new_section(text, intent, examples))
    return [*edits, block_at_end(text, "\n".join(new))] if new else edits


def _in_section(text: str, section: IntentExamples, examples: Sequence[str]) -> Edit:
    last = _last_place(section)
    at, used = line_end(text, last.end), line_end_used(text, last.end)
    own = _MARGIN.match(text, line_start(text, last.start)) if section.examples else None
    margin = own[0] if own else _usual_margin(text)
    return Edit(Span(at, at), "".join(f"{used}{margin}{example}" for example in examples))


def _new_section(text: str, intent: str, examples: Sequence[str]) -> str:
    margin = _usual_margin(text)
    return "".join((f"## intent:{intent}\n", *(f"{margin}{example}\n" for example in examples)))


def _last_place(section: IntentExamples) -> Span:
    return section.examples[-1].text.span if section.examples else section.name.span


def _usual_margin(text: str) -> str:
    found = Counter(_MARGINS.findall(text)).most_common(1)
    return found[0][0] if found else _USUAL_MARGIN
