"""Stories and rules of 2.x and 3.x: the ``stories`` and ``rules`` of a YAML file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from teachback.formats.names import Name
from teachback.formats.problems import Severity
from teachback.formats.story_tree import PlacedStory, Story, StoryFile, StoryFormat, StoryKind
from teachback.formats.story_yaml_steps import read_conditions, read_steps
from teachback.formats.yaml_block import Block
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlFile
from teachback.formats.yaml_scalars import is_null, resolve
from teachback.formats.yaml_version import is_readable_version
from teachback.text.positions import LineIndex
from teachback.text.spans import Span

_KINDS = {"stories": StoryKind.STORY, "rules": StoryKind.RULE}
_KEYS = frozenset(_KINDS)
_STORY_KEYS = frozenset({"story", "metadata", "steps"})
_RULE_KEYS = frozenset({"rule", "metadata", "steps", "condition", "conversation_start", "wait_for_user_input"})

_LINE_START = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*(?:- +)*-(?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Source:
    text: str
    lines: LineIndex

    def line(self, at: int) -> Span:
        """The line in which an offset lies, without its line end."""
        return self.lines.line_span(self.lines.line_of(at))


def is_story_yaml(yaml: YamlFile) -> bool:
    """Whether Rasa looks for stories in the file (R3:yaml_story_reader.py:is_stories_file)."""
    return yaml.has_any_key(_KEYS)


def read_stories(yaml: YamlFile, text: str) -> StoryFile:
    """The stories and rules of a file whose text is ``text``, in source order.

    ``yaml`` is what ``parse_yaml`` made of the text; its own problems are not repeated. What Rasa refuses (R3:shared/
    utils/schemas/stories.yml, and where its reader stops) is an error and makes the file ``broken``; what it skips with
    a warning is a warning. A file of a newer format gives no stories, as Rasa skips it.
    """
    block = Block()
    source = _Source(text, LineIndex(text))
    stories: list[PlacedStory] = []
    if yaml.top is not None and is_readable_version(yaml.top, block):
        for key, kind in _KINDS.items():
            node = yaml.top.get(key)
            if node is not None:
                stories += _placed(node, kind, source, block)
    stories.sort(key=lambda placed: placed.offset)
    problems = [*block.problems, *(problem for placed in stories for problem in placed.story.problems)]
    broken = yaml.broken or any(problem.severity is Severity.ERROR for problem in problems)
    return StoryFile(StoryFormat.YAML, tuple(stories), tuple(block.problems), broken=broken)


def _placed(node: Node, kind: StoryKind, source: _Source, block: Block) -> Iterator[PlacedStory]:
    before = node.span.start
    for item in block.items(node, "“stories”" if kind is StoryKind.STORY else "“rules”"):
        offset = _block_start(source, before, item, in_flow=isinstance(node, Sequence) and node.flow)
        before = item.span.end
        if not isinstance(item, Mapping):
            block.refuse(item.span, f"A {kind.value} begins with “- {kind.value}: name”.")
        elif item.key(kind.value) is None:
            _report_nameless(item, kind, block)
        else:
            yield PlacedStory(_story(item, kind, source, offset), offset)


def _report_nameless(item: Mapping, kind: StoryKind, block: Block) -> None:
    """Rasa refuses an item with foreign keys, and silently leaves out one that only lacks the name."""
    block.only(item, _allowed(kind), f"A {kind.value}")
    block.warn(item.span, f"Rasa ignores this, because it has no name. Begin it with “- {kind.value}: name”.")


def _allowed(kind: StoryKind) -> frozenset[str]:
    return _STORY_KEYS if kind is StoryKind.STORY else _RULE_KEYS


def _story(item: Mapping, kind: StoryKind, source: _Source, offset: int) -> Story:
    block = Block(offset)
    block.only(item, _allowed(kind), f"A {kind.value}")
    header = _header(item, kind, source, offset)
    steps_node = item.get("steps")
    lines, starts = read_steps(steps_node, kind, block)
    if is_null(steps_node) or (isinstance(steps_node, Sequence) and not steps_node.items):
        block.warn(header, f"This {kind.value} has no steps, and Rasa skips it.")
    return Story(
        kind,
        _name(item, kind, block),
        Span(0, max(item.span.end, header.end) - offset),
        block.span(header),
        lines,
        starts,
        conditions=read_conditions(item.get("condition"), block),
        conversation_start=_flag(item, "conversation_start", block) is True,
        wait_for_user_input=_flag(item, "wait_for_user_input", block) is not False,
        problems=tuple(block.problems),
    )


def _name(item: Mapping, kind: StoryKind, block: Block) -> Name:
    node = item.get(kind.value)
    name = None if node is None else block.text(node, f"The name of a {kind.value}")
    if name is not None:
        return name
    place = item.span if node is None else node.span
    block.warn(place, f"This {kind.value} has no name. Write one after “{kind.value}:”.")
    return Name("", block.span(place))


def _flag(item: Mapping, key: str, block: Block) -> bool | None:
    node = item.get(key)
    value = resolve(node) if isinstance(node, Scalar) else None
    if isinstance(value, bool):
        return value
    if node is not None and not is_null(node):
        block.refuse(node.span, f"“{key}” must be true or false.")
    return None


def _header(item: Mapping, kind: StoryKind, source: _Source, offset: int) -> Span:
    """The line that names the story, from its first visible character to its last."""
    key = item.key(kind.value)
    line = source.line(item.span.start if key is None else key.span.start)
    start, end = max(offset, line.start), min(item.span.end, line.end) if item.flow else line.end
    words = source.text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _block_start(source: _Source, before: int, item: Node, *, in_flow: bool) -> int:
    """The start of the line of an item's dash; of an item in ``[…]`` its own start.

    The dash lies between ``before``, the end of the item before, and the item.
    """
    start = item.span.start
    if in_flow:
        return start
    line = source.line(start).start
    if source.text[line:start].strip(" \t") == "-":
        return line
    found = list(_LINE_START.finditer(source.text, source.line(before).start, start))
    return found[-1].start() if found else min(line, start)
