"""NLU Markdown of Rasa 1.x: ``## intent:greet`` and its kind, each with a list of items.

Source: R1:nlu/training_data/formats/markdown.py, ``MarkdownReader``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from teachback.formats.markdown_lines import COMMENT_START
from teachback.formats.names import Name
from teachback.formats.nlu_markup import read_example
from teachback.formats.nlu_tree import Example, IntentExamples, NluFile
from teachback.formats.problems import Problem, Severity
from teachback.text.spans import Span

_SECTIONS = ("intent", "synonym", "regex", "lookup")
_IS_NLU = re.compile(rf"## (?:{'|'.join(_SECTIONS)}):")

# Comments are blanked out with a character that no author types, so that every place stays what it is.
_BLANKED = "\0"
_COMMENT_END = re.compile(r"--!*>")
_HEADER = re.compile(r"##\s*(?P<kind>.+?):(?P<title>.+)")
_ITEM = re.compile(r"[\s\0]*[-*+]\s*(?P<item>.+)")


@dataclass(slots=True)
class _Section:
    """A section while it is read: its kind, its title, its items with their places, and files of more items."""

    kind: str
    title: Name
    items: list[Name] = field(default_factory=list[Name])
    files: list[str] = field(default_factory=list[str])


def is_nlu_markdown(text: str) -> bool:
    """Whether Rasa 1.10 takes a ``.md`` file for NLU data: it has a section such as ``## intent:…``.

    Source: R1:nlu/training_data/loading.py, ``guess_format``.
    """
    return _IS_NLU.search(text) is not None


def read_nlu_markdown(text: str) -> NluFile:
    """The intents with their examples, synonyms, regular expressions and lookup tables of a file, whatever the text.

    ``broken`` says that Rasa would refuse the file.
    """
    problems: list[Problem] = []
    sections = _sections(_without_comments(text), problems)
    intents = tuple(_intent(section, problems) for section in sections if section.kind == "intent")
    return NluFile(
        intents,
        _lists(sections, "synonym"),
        _lists(sections, "regex"),
        _lists(sections, "lookup"),
        tuple(sorted(problems, key=lambda problem: problem.span)),
        any(problem.severity is Severity.ERROR for problem in problems),
        tuple((section.title, tuple(section.files)) for section in sections if section.files),
    )


def _intent(section: _Section, problems: list[Problem]) -> IntentExamples:
    examples: list[Example] = []
    for item in section.items:
        example, found = read_example(item.text, item.span)
        examples.append(example)
        problems += found
    return IntentExamples(section.title, tuple(examples))


def _lists(sections: list[_Section], kind: str) -> tuple[tuple[Name, tuple[str, ...]], ...]:
    return tuple((s.title, tuple(item.text for item in s.items)) for s in sections if s.kind == kind)


def _sections(text: str, problems: list[Problem]) -> list[_Section]:
    sections: list[_Section] = []
    for start, line in _lines(text):
        header = _HEADER.search(line)
        if header:
            sections.append(_section(header, start, problems))
        elif sections:
            _add_item(sections[-1], start, line, problems)
    return sections


def _section(header: re.Match[str], start: int, problems: list[Problem]) -> _Section:
    kind, title = header["kind"], _name(header["title"], start + header.start("title"))
    if kind not in _SECTIONS:
        message = (
            f"Rasa knows no section `{kind}` and refuses the whole file. "
            f"Write `## intent:{title.text}`, or synonym, regex or lookup in place of intent."
        )
        problems.append(Problem("syntax", Severity.ERROR, Span(start + header.start(), start + header.end(1)), message))
    blanks = Span(start + header.start("title"), title.span.start)
    if kind == "synonym" and blanks.start < blanks.end and title.text and _BLANKED not in header["title"]:
        message = f"Rasa takes the blank before `{title.text}` for a part of the value."
        problems.append(Problem("syntax", Severity.WARNING, blanks, message, "", "Remove the blank"))
    return _Section(kind, title)


def _add_item(section: _Section, start: int, line: str, problems: list[Problem]) -> None:
    match = _ITEM.match(line)
    if match:
        section.items.append(_name(match["item"], start + match.start("item")))
        return
    other = _name(line, start)
    if not other.text:
        return
    if section.kind == "lookup":
        section.files.append(other.text)
        return
    message = "Rasa ignores this line: it is neither an item (`- …`) nor the header of a section (`## intent:…`)."
    problems.append(Problem("syntax", Severity.WARNING, other.span, message))


def _name(part: str, start: int) -> Name:
    """A part of a line without comments and outer blanks; ``start`` is its offset in the file."""
    lead = len(part) - len(part.lstrip().lstrip(_BLANKED).lstrip())
    inner = part[lead:].rstrip().rstrip(_BLANKED).rstrip()
    return Name(inner.replace(_BLANKED, ""), Span(start + lead, start + lead + len(inner)))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines as Rasa cuts NLU files: with ``str.splitlines``, unlike story files."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line
        start += len(line)


def _without_comments(text: str) -> str:
    """The text with every comment blanked out, line ends in it too: Rasa joins the lines around it."""
    if COMMENT_START not in text:
        return text
    parts: list[str] = []
    at = 0
    start = text.find(COMMENT_START)
    while start >= 0:
        end = _COMMENT_END.search(text, start + len(COMMENT_START))
        if end is None:
            break
        parts += (text[at:start], _BLANKED * (end.end() - start))
        at = end.end()
        start = text.find(COMMENT_START, at)
    return "".join((*parts, text[at:]))
