"""Builds nodes from PyYAML's events; no value is constructed and no tag obeyed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol, cast

import yaml

from teachback.formats.problems import Problem, Severity
from teachback.formats.yaml_merge import MERGE_KEY, merged
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence, relocated
from teachback.formats.yaml_scalars import resolve
from teachback.text.spans import Span

MAX_DEPTH = 100
"""How deep collections may be nested. Real files of Rasa's stay below 20."""
MAX_COPIED_NODES = 100_000
"""How many nodes all aliases of a text together may stand for, so that ten lines cannot mean a billion nodes."""

_PAIR = 2
_STR_TAG = "tag:yaml.org,2002:str"
_KNOWN_TAG = re.compile(r"tag:yaml\.org,2002:|!$")
_PROPERTIES = re.compile(r"(?:[!&][^\s,\[\]{}]*(?:[ \t\r\n]|#[^\r\n]*)*)*")


class _Mark(Protocol):
    index: int


class _Marked(Protocol):
    """An event of a parser, which always has marks; PyYAML's types leave that open."""

    start_mark: _Mark
    end_mark: _Mark


class _MarkedAlias(_Marked, Protocol):
    anchor: str


class _MarkedScalar(_Marked, Protocol):
    anchor: str | None
    tag: str | None
    value: str
    style: str | None


class _MarkedStart(_Marked, Protocol):
    anchor: str | None
    tag: str | None
    flow_style: bool | None


class TooDeepError(Exception):
    """Collections are nested deeper than ``MAX_DEPTH``; ``at`` is the offset in the file where it begins."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    start: int
    flow: bool
    is_mapping: bool
    anchor: str | None
    nodes: list[Node] = field(default_factory=list[Node])
    size: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Anchored:
    node: Node
    size: int
    height: int


class TreeBuilder:
    """Takes events one by one; ``root`` may be asked for at any moment, also after a syntax error.

    ``text`` is what the events' marks count in, ``shift`` what to add to them for an offset in the file.
    """

    __slots__ = (
        "_anchors",
        "_copied",
        "_decode",
        "_documents",
        "_handlers",
        "_open",
        "_root",
        "_shift",
        "_tabs",
        "_text",
        "problems",
        "written",
    )

    def __init__(self, text: str, shift: int) -> None:
        self._text = text
        self._shift = shift
        # Rasa decodes "\u00e9" everywhere, not only within double quotes, when a file is pure ASCII
        # (R3:shared/utils/io.py:read_yaml).
        self._decode = "\\u" in text and text.isascii()
        self._open: list[_Open] = []
        self._root: Node | None = None
        self._anchors: dict[str, _Anchored] = {}
        self._copied = 0
        self._documents = 0
        self.problems: list[Problem] = []
        self.written: list[Span] = []
        """Where scalars stand in the builder's own text, in source order; kept only where the text has tabs."""
        self._tabs = "\t" in text
        self._handlers = cast(
            "MappingProxyType[type[yaml.Event], Callable[[yaml.Event], None]]",
            MappingProxyType(
                {
                    yaml.ScalarEvent: self._scalar,
                    yaml.MappingStartEvent: self._start,
                    yaml.SequenceStartEvent: self._start,
                    yaml.MappingEndEvent: self._end,
                    yaml.SequenceEndEvent: self._end,
                    yaml.AliasEvent: self._alias,
                    yaml.DocumentStartEvent: self._document,
                }
            ),
        )

    def take(self, event: yaml.Event) -> bool:
        """Adds one event; false when the rest is not wanted. Raises ``TooDeepError``."""
        handler = self._handlers.get(type(event))
        if handler is not None:
            handler(event)
        return self._documents <= 1

    def root(self) -> Node | None:
        """The tree so far, with everything still open closed where its last part ends."""
        while self._open:
            self._close(None)
        return self._root

    def _document(self, event: _Marked) -> None:
        self._documents += 1
        if self._documents > 1:
            start = event.start_mark.index + self._shift
            self._error(
                Span(start, min(start + 3, len(self._text) + self._shift)),
                "A second document begins here, and Rasa reads no file with two. Remove the line “---”.",
            )

    def _scalar(self, event: _MarkedScalar) -> None:
        start, end, style = event.start_mark.index, event.end_mark.index, event.style or ""
        plain, text = not style, event.value
        if self._tabs:
            self.written.append(Span(start, end))
        if event.tag is not None or event.anchor is not None:
            start = self._content_start(start, end)
            plain = plain and event.tag != _STR_TAG
            self._check_tag(event, Span(event.start_mark.index + self._shift, end + self._shift))
        if style in ("|", ">"):
            end = start + len(self._text[start:end].rstrip())
        span = inner = Span(start + self._shift, end + self._shift)
        if style in ("'", '"') and self._text[start + 1 : end - 1] == text:
            inner = Span(span.start + 1, span.end - 1)
        if self._decode and style != '"':
            text = _decoded(text)
        self._add(Scalar(text, span, inner, plain, style), event.anchor, 1, 0)

    def _content_start(self, start: int, end: int) -> int:
        found = _PROPERTIES.match(self._text, start, end)
        return found.end() if found else start

    def _check_tag(self, event: _MarkedScalar | _MarkedStart, span: Span) -> None:
        if event.tag is not None and not _KNOWN_TAG.match(event.tag):
            self._error(span, f"Rasa knows no tag “{event.tag}” and refuses the file. Remove it.")

    def _start(self, event: _MarkedStart) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise TooDeepError(event.start_mark.index + self._shift)
        start = event.start_mark.index + self._shift
        if event.tag is not None or event.anchor is not None:
            self._check_tag(event, Span(start, event.end_mark.index + self._shift))
            start += self._content_start(event.start_mark.index, len(self._text)) - event.start_mark.index
        self._open.append(_Open(start, bool(event.flow_style), isinstance(event, yaml.MappingStartEvent), event.anchor))

    def _end(self, event: _Marked) -> None:
        self._close(event.end_mark.index + self._shift)

    def _close(self, event_end: int | None) -> None:
        closed = self._open.pop()
        nodes = closed.nodes
        end = nodes[-1].span.end if nodes else closed.start
        if closed.flow and event_end is not None:
            end = event_end
        span = Span(closed.start, max(end, closed.start))
        node = (
            self._mapping(nodes, span, closed.flow) if closed.is_mapping else Sequence(tuple(nodes), span, closed.flow)
        )
        self._add(node, closed.anchor, closed.size, closed.height)

    def _mapping(self, nodes: list[Node], span: Span, flow: bool) -> Mapping:
        if len(nodes) % 2:
            nodes = [*nodes, Scalar("", Span(span.end, span.end), Span(span.end, span.end), plain=True, style="")]
        if len(nodes) == _PAIR and isinstance(key := nodes[0], Scalar) and key.text != MERGE_KEY:
            return Mapping(((key, nodes[1]),), span, flow)
        entries = tuple(zip(nodes[::2], nodes[1::2], strict=True))
        texts = [key.text for key, _ in entries if isinstance(key, Scalar)]
        if len(set(texts)) < len(texts):
            self._report_duplicates(entries)
        if len(texts) < len(entries):
            self._report_unreadable_keys(entries)
        if MERGE_KEY in texts:
            entries, problems = merged(entries)
            self.problems += problems
        return Mapping(entries, span, flow)

    def _report_duplicates(self, entries: tuple[tuple[Node, Node], ...]) -> None:
        seen: set[object] = set()
        for key, _ in entries:
            if not isinstance(key, Scalar):
                continue
            value = (isinstance(resolve(key), str), resolve(key))
            if value in seen:
                message = f"The key “{key.text}” appears twice here, and Rasa refuses the file. Remove or rename one."
                self.problems.append(Problem("duplicate-key", Severity.ERROR, key.inner, message))
            seen.add(value)

    def _report_unreadable_keys(self, entries: tuple[tuple[Node, Node], ...]) -> None:
        for key, _ in entries:
            if isinstance(key, Mapping):
                self._error(key.span, "A mapping cannot be a key. Put the text in quotes if the braces belong to it.")

    def _alias(self, event: _MarkedAlias) -> None:
        span = Span(event.start_mark.index + self._shift, event.end_mark.index + self._shift)
        anchored = self._anchors.get(event.anchor)
        if anchored is None:
            self._error(span, f"No anchor “&{event.anchor}” ends before this alias, so it stands for nothing.")
            self._add(_nothing(span), None, 1, 0)
        elif self._copied + anchored.size > MAX_COPIED_NODES or len(self._open) + anchored.height > MAX_DEPTH:
            message = f"The alias “*{event.anchor}” stands for too much and is not followed; write the parts out."
            self.problems.append(Problem("limit-reached", Severity.WARNING, span, message))
            self._add(_nothing(span), None, 1, 0)
        else:
            self._copied += anchored.size
            self._add(relocated(anchored.node, span), None, anchored.size, anchored.height)

    def _add(self, node: Node, anchor: str | None, size: int, height: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = _Anchored(node, size, height)
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        parent.nodes.append(node)
        parent.size += size
        parent.height = max(parent.height, height + 1)

    def _error(self, span: Span, message: str) -> None:
        self.problems.append(Problem("syntax", Severity.ERROR, span, message))


def _nothing(span: Span) -> Scalar:
    return Scalar("", span, span, plain=True, style="")


def _decoded(text: str) -> str:
    try:
        return codecs.decode(text.encode("ascii"), "raw_unicode_escape")
    except UnicodeError:
        return text
