"""Reading one part of a YAML file: names, values and remarks, with offsets that count from the part's own start."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from teachback.formats.names import Name
from teachback.formats.problems import Problem, Severity
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from teachback.formats.yaml_scalars import is_null, resolve
from teachback.text.spans import Span


class Block:
    """Collects the problems of one part of a file; ``offset`` is where the part begins, 0 for a whole file."""

    __slots__ = ("offset", "problems")

    def __init__(self, offset: int = 0) -> None:
        self.offset = offset
        self.problems: list[Problem] = []

    def span(self, span: Span) -> Span:
        """A span of the file, counted from the block."""
        return Span(span.start - self.offset, span.end - self.offset)

    def name(self, scalar: Scalar) -> Name:
        """A scalar as a name, without blanks around it (Rasa strips intents)."""
        return Name(scalar.text.strip(), self.span(scalar.inner))

    def refuse(self, span: Span, message: str) -> None:
        """Notes that Rasa refuses the file for this."""
        self.problems.append(Problem("syntax", Severity.ERROR, self.span(span), message))

    def warn(self, span: Span, message: str) -> None:
        """Notes what Rasa reads in another way than it looks, or leaves out."""
        self.problems.append(Problem("syntax", Severity.WARNING, self.span(span), message))

    def deprecate(
        self, span: Span, message: str, replacement: str | None, cure: str | None, severity: Severity
    ) -> None:
        """Notes an old notation that still works."""
        self.problems.append(Problem("deprecated-syntax", severity, self.span(span), message, replacement, cure))

    def take(self, inside: Block) -> None:
        """Takes over the problems of a part of this one."""
        by = inside.offset - self.offset
        self.problems += (problem.shifted(by) for problem in inside.problems)

    def only(self, mapping: Mapping, allowed: AbstractSet[str], what: str) -> None:
        """Refuses every key of a mapping that is not ``allowed`` in ``what``."""
        for key, _ in mapping.entries:
            if isinstance(key, Scalar) and key.text not in allowed:
                known = ", ".join(f"“{word}”" for word in sorted(allowed))
                self.refuse(key.inner, f"{what} has no key “{key.text}”. Its keys are {known}.")

    def text(self, node: Node, what: str) -> Name | None:
        """The text of a node; ``None`` when it is empty or null, and refused when it is not a text at all.

        A number or boolean is refused too, but still gives its text, so that one fault does not become two.
        """
        if not isinstance(node, Scalar):
            self.refuse(node.span, f"{what} must be a text.")
            return None
        if is_null(node) or not node.text.strip():
            return None
        if not isinstance(resolve(node), str):
            message = f"{what} must be a text, and {node.text} is not one for YAML. Put it in quotes."
            quoted = f'"{node.text}"'
            self.problems.append(
                Problem("syntax", Severity.ERROR, self.span(node.inner), message, quoted, f"Write {quoted}")
            )
        return self.name(node)

    def items(self, node: Node | None, what: str) -> tuple[Node, ...]:
        """The items of a list; anything else but null is refused."""
        if isinstance(node, Sequence):
            return node.items
        if node is not None and not is_null(node):
            self.refuse(node.span, f"{what} must be a list: lines that begin with “- ”.")
        return ()
