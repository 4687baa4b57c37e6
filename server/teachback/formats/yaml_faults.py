"""YAML's syntax errors in plain English, at the place where the author looks for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

import yaml
from yaml.error import MarkedYAMLError

from teachback.text.spans import Span

_QUOTED = re.compile("while scanning a quoted scalar")
_KEY_WITHOUT_COLON = "could not find expected ':'"

# Words of libyaml's and of PyYAML's messages, which differ, and what to tell the author. Faults of the first table lie
# where the construct began (``context_mark``), as with a quote that is never closed.
_AT_THE_START = MappingProxyType(
    {
        _QUOTED: "The quote that opens here is never closed, or the text goes on with too little indentation.",
        re.compile(_KEY_WITHOUT_COLON): "This line needs a “:” after its key, or the indentation of the "
        "text that it belongs to.",
        re.compile("while parsing a flow sequence"): "The list that opens here with “[” is never closed by “]”.",
        re.compile("while parsing a flow mapping"): "The braces that open here are never closed by “}”.",
    }
)
_AT_THE_PROBLEM = MappingProxyType(
    {
        re.compile("mapping values are not allowed"): "A “: ” is not possible here. Put a text that contains one in "
        "quotes, or check the indentation and the line above.",
        re.compile("cannot start any token"): "A value cannot begin with this character. Indent with blanks, never "
        "tabs, and put texts that begin with @, ` or % in quotes.",
        re.compile("while parsing a block |sequence entries are not allowed"): "This line does not fit in with the "
        "lines above. Check its indentation and its “-” or “:”.",
        re.compile("while scanning an? (?:anchor|alias)"): "“&” and “*” begin an anchor or an alias. Put the text in "
        "quotes if it is meant as text.",
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Where reading stopped, and why in plain English.

    ``seen`` is the offset up to which the text decides that: whatever comes behind it, the fault is the same. In
    ``quote`` is the quote that is never closed, if that is the fault: then the same is true of all text without it.
    """

    span: Span
    message: str
    seen: int
    quote: str = ""


def fault_of(error: yaml.YAMLError, text: str) -> Fault:
    """The fault that an exception of PyYAML reports in ``text``; its span is never empty unless the text is."""
    if not isinstance(error, MarkedYAMLError):
        return Fault(_rest_of_line(text, len(text)), f"This is not valid YAML: {error}.", len(text))
    words = f"{error.context or ''}; {error.problem or ''}"
    seen = _seen(error, words, text)
    for pattern, message in _AT_THE_START.items():
        if pattern.search(words):
            span = _place(error.context_mark or error.problem_mark, text)
            return Fault(span, message, seen, text[span.start] if pattern is _QUOTED else "")
    found = (message for pattern, message in _AT_THE_PROBLEM.items() if pattern.search(words))
    message = next(found, f"This is not valid YAML: {error.problem}.")
    return Fault(_place(error.problem_mark or error.context_mark, text), message, seen)


def is_too_deep(error: yaml.YAMLError) -> bool:
    """Whether libyaml gave up because of nesting; newer versions do so after 1,000 levels, before they tell of any."""
    return isinstance(error, MarkedYAMLError) and "maximum nesting depth" in (error.problem or "")


def _seen(error: MarkedYAMLError, words: str, text: str) -> int:
    """How far libyaml looked; that a key has no “:” is certain where its line ends, though found out later."""
    mark = error.context_mark if _KEY_WITHOUT_COLON in words else error.problem_mark
    return len(text) if mark is None else mark.index


def _place(mark: yaml.Mark | None, text: str) -> Span:
    return _rest_of_line(text, len(text) if mark is None else mark.index)


def _rest_of_line(text: str, at: int) -> Span:
    """The rest of the line from ``at`` on; where nothing is left, the last character before it that can be seen."""
    at = min(at, len(text))
    end = at
    while end < len(text) and text[end] not in "\r\n":
        end += 1
    end = at + len(text[at:end].rstrip())
    if end > at:
        return Span(at, end)
    end = len(text[:at].rstrip())
    return Span(max(0, end - 1), end)
