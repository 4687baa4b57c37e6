"""A YAML document as written: nodes with their places, and no values (``yaml_scalars`` makes those)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from teachback.formats.names import Name
from teachback.formats.problems import Problem
from teachback.text.spans import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. ``span`` covers it with its quotes; ``inner`` what a rename replaces: the characters between the quotes
    when they are the text, the whole otherwise (escapes, block styles).

    ``style`` is ``''`` (plain), ``"'"``, ``'"'``, ``'|'`` or ``'>'``. ``plain`` says that the text may stand for a
    number, a boolean or null, which needs the plain style and no ``!!str``.
    """

    text: str
    span: Span
    inner: Span
    plain: bool
    style: str

    @property
    def name(self) -> Name:
        """The text as a name that can be renamed in place."""
        return Name(self.text, self.inner)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in source order, repeated keys included; ``flow`` for ``{…}``.

    ``span`` ends with the last value, before any blank lines or comments.
    """

    entries: tuple[tuple[Node, Node], ...]
    span: Span
    flow: bool

    def pairs(self) -> Iterator[tuple[Scalar, Node]]:
        """The entries whose key is a text."""
        for key, value in self.entries:
            if isinstance(key, Scalar):
                yield key, value

    def key(self, text: str) -> Scalar | None:
        """The first key that reads ``text``."""
        for key, _ in self.entries:
            if isinstance(key, Scalar) and key.text == text:
                return key
        return None

    def get(self, text: str) -> Node | None:
        """The value of the first key that reads ``text``; ``None`` when there is no such key."""
        for key, value in self.entries:
            if isinstance(key, Scalar) and key.text == text:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items in source order; ``flow`` for ``[…]``. ``span`` begins at the first dash and ends with the last item."""

    items: tuple[Node, ...]
    span: Span
    flow: bool


Node = Scalar | Mapping | Sequence


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What was read of a YAML text.

    ``root`` is ``None`` for an empty document. ``problems`` concern the file as YAML, whatever it holds; the readers
    built on this one do not repeat them. ``broken`` says that Rasa would refuse the text, so that ``root`` may lack
    parts.
    """

    root: Node | None
    problems: tuple[Problem, ...] = ()
    broken: bool = False

    @property
    def top(self) -> Mapping | None:
        """The root when it is a mapping, as in every file of Rasa's."""
        return self.root if isinstance(self.root, Mapping) else None

    def has_any_key(self, keys: frozenset[str]) -> bool:
        """Whether one of ``keys`` is a top-level key."""
        return self.top is not None and any(key.text in keys for key, _ in self.top.pairs())


def relocated(node: Node, span: Span) -> Node:
    """A copy of ``node`` all of which stands at ``span``: the use of an alias, seen from where it is used."""
    match node:
        case Scalar():
            return Scalar(node.text, span, span, node.plain, node.style)
        case Mapping():
            entries = tuple((relocated(key, span), relocated(value, span)) for key, value in node.entries)
            return Mapping(entries, span, node.flow)
        case Sequence():
            return Sequence(tuple(relocated(item, span) for item in node.items), span, node.flow)
