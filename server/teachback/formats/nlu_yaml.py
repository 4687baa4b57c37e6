"""NLU training data of 2.x and 3.x: the ``nlu`` of a YAML file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teachback.formats.names import Name
from teachback.formats.nlu_markup import read_example
from teachback.formats.nlu_tree import Example, IntentExamples, NluFile
from teachback.formats.problems import Severity
from teachback.formats.yaml_block import Block
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlFile
from teachback.formats.yaml_scalars import is_null
from teachback.formats.yaml_version import is_readable_version
from teachback.text.spans import Span

# What R3:shared/nlu/training_data/schemas/nlu.yml allows.
_ALLOWED = {
    "intent": frozenset({"intent", "metadata", "examples"}),
    "synonym": frozenset({"synonym", "examples"}),
    "regex": frozenset({"regex", "examples"}),
    "lookup": frozenset({"lookup", "examples"}),
}
_EXAMPLE_KEYS = frozenset({"text", "metadata"})
_STRIPPED = "\n\r "
_LINE = re.compile(r"(?P<indent>[ ]*)(?P<text>[^\r\n]*)(?:\r\n|\r|\n|\Z)")


def is_nlu_yaml(yaml: YamlFile) -> bool:
    """Whether the file holds NLU examples. (Rasa also takes a file with nothing but ``responses`` for one.)"""
    return yaml.has_any_key(frozenset({"nlu"}))


def read_nlu(yaml: YamlFile, text: str) -> NluFile:
    """The NLU data of a file whose text is ``text``; spans are offsets in it. ``yaml``'s own problems are not repeated.

    What Rasa refuses is an error, what it skips with a warning a warning; a file of a newer format gives nothing
    (R3:shared/nlu/training_data/formats/rasa_yaml.py).
    """
    block = Block()
    intents: list[IntentExamples] = []
    others: dict[str, list[tuple[Name, tuple[str, ...]]]] = {"synonym": [], "regex": [], "lookup": []}
    if yaml.top is not None and is_readable_version(yaml.top, block):
        for item in block.items(yaml.top.get("nlu"), "“nlu”"):
            kind = _kind(item, block)
            name = None if kind is None else _name(item, kind, block)
            if kind is None or name is None or not isinstance(item, Mapping):
                continue
            if kind == "intent":
                intents.append(IntentExamples(name, tuple(_examples(item.get("examples"), text, block))))
            else:
                others[kind].append((name, tuple(_lines(item.get("examples"), kind, text, block))))
    broken = yaml.broken or any(problem.severity is Severity.ERROR for problem in block.problems)
    return NluFile(
        tuple(intents),
        tuple(others["synonym"]),
        tuple(others["regex"]),
        tuple(others["lookup"]),
        tuple(block.problems),
        broken,
    )


def _kind(item: Node, block: Block) -> str | None:
    """Which of the four kinds an item is, by the first of its keys in Rasa's order."""
    kind = next((kind for kind in _ALLOWED if isinstance(item, Mapping) and item.key(kind)), None)
    if kind is None:
        known = ", ".join(f"“{kind}”" for kind in _ALLOWED)
        block.refuse(item.span, f"NLU data begins with one of the keys {known}, and Rasa refuses anything else.")
    elif isinstance(item, Mapping):
        block.only(item, _ALLOWED[kind], f"An item of “{kind}”")
    return kind


def _name(item: Node, kind: str, block: Block) -> Name | None:
    node = item.get(kind) if isinstance(item, Mapping) else None
    name = None if node is None else block.text(node, f"The name of “{kind}”")
    if name is None:
        block.warn(item.span, f"This has no name, and Rasa skips it. Write one after “{kind}:”.")
    return name


def _examples(node: Node | None, text: str, block: Block) -> Iterator[Example]:
    """An intent's examples: lines of one text, or a list of items with ``text``."""
    if isinstance(node, Sequence):
        names: Iterator[Name] = _listed(node, text, block)
    else:
        names = (Name(*found) for found in _example_lines(node, "intent", text, block))
    for name in names:
        example, problems = read_example(name.text, name.span)
        block.problems += problems
        yield example


def _listed(node: Sequence, text: str, block: Block) -> Iterator[Name]:
    for item in node.items:
        if not isinstance(item, Mapping):
            block.refuse(
                item.span, "An example is “- text: …” here, or a line of a text that begins with “examples: |”."
            )
            continue
        block.only(item, _EXAMPLE_KEYS, "An example")
        words = item.get("text")
        if words is None or block.text(words, "An example") is None or not isinstance(words, Scalar):
            continue
        yield _stripped(words, text)


def _stripped(scalar: Scalar, text: str) -> Name:
    """The text of an example without blanks and line ends around it, in its place if it stands there on one line."""
    plain = scalar.text.strip(_STRIPPED)
    start = text.find(plain, scalar.span.start, scalar.span.end)
    return Name(plain, scalar.inner if start < 0 else Span(start, start + len(plain)))


def _lines(node: Node | None, kind: str, text: str, block: Block) -> Iterator[str]:
    if isinstance(node, Sequence):
        block.refuse(node.span, "These examples are lines of one text: write “examples: |” above them.")
        return
    yield from (line for line, _ in _example_lines(node, kind, text, block))


def _example_lines(node: Node | None, kind: str, text: str, block: Block) -> Iterator[tuple[str, Span]]:
    """The lines of ``examples: |`` without their dash (R3:rasa_yaml.py:_parse_multiline_example)."""
    if node is None or is_null(node):
        return
    if block.text(node, f"The examples of “{kind}”") is None or not isinstance(node, Scalar):
        return
    for line, span in _literal_lines(node, text) if node.style == "|" else _value_lines(node):
        if not line.startswith("-"):
            if line.strip():
                block.warn(span, "An example begins with “- ” at the same column as the others; Rasa skips this line.")
            continue
        words = line[1:].strip(_STRIPPED)
        start = span.start + 1 + len(line[1:]) - len(line[1:].lstrip(_STRIPPED))
        exact = span.end - span.start == len(line)
        yield words, Span(start, start + len(words)) if exact else span


def _value_lines(scalar: Scalar) -> Iterator[tuple[str, Span]]:
    """The lines of a text that is not written line by line; each stands at the whole."""
    for line in scalar.text.splitlines():
        yield line, scalar.inner


def _literal_lines(scalar: Scalar, text: str) -> Iterator[tuple[str, Span]]:
    """The lines of a ``|`` text as they stand in the file, without their common indentation."""
    lines = list(_LINE.finditer(text, scalar.span.start, scalar.span.end))[1:]
    first = next((match for match in lines if match["text"]), None)
    if first is None:
        return
    written = scalar.text.split("\n", 1)[0]
    margin = len(first["indent"]) - (len(written) - len(written.lstrip(" ")))
    for match in lines:
        start = min(match.start() + max(0, margin), match.end("text"))
        yield text[start : match.end("text")], Span(start, match.end("text"))
