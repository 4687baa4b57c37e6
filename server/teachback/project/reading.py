"""One file's text into everything that can be read from it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from teachback.formats.config_yaml import read_config
from teachback.formats.domain_yaml import is_domain_yaml, read_domain
from teachback.formats.endpoints_yaml import read_endpoints
from teachback.formats.markdown_known_lines import KnownLines
from teachback.formats.markdown_rereading import ReadBefore
from teachback.formats.nlu_markdown import is_nlu_markdown, read_nlu_markdown
from teachback.formats.nlu_yaml import is_nlu_yaml, read_nlu
from teachback.formats.problems import Problem, Severity
from teachback.formats.story_markdown import has_story_lines, read_story_markdown
from teachback.formats.story_yaml import is_story_yaml, read_stories
from teachback.formats.story_yaml_block import BlockReader
from teachback.formats.story_yaml_blocks import ReadBlock, read_story_blocks
from teachback.formats.yaml_nodes import YamlFile
from teachback.formats.yaml_tree import parse_yaml
from teachback.project.layout import MOST_BYTES, Layout
from teachback.project.sources import SourceFile
from teachback.text.document import Document, decode
from teachback.text.spans import Span

_RESPONSES = frozenset({"responses"})
_USER_LINE = re.compile(r"(?:\A|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])\s*\* ")


class Reader:
    """Reads files of one project and remembers the lines and blocks of stories that it has read before."""

    __slots__ = ("_lines", "_read_block")

    def __init__(self) -> None:
        self._lines = KnownLines()
        self._read_block: ReadBlock = lru_cache(maxsize=65_536)(BlockReader().read)

    def read(
        self, path: Path, document: Document, layout: Layout, before: SourceFile | None = None
    ) -> SourceFile | None:
        """What a file holds, or ``None`` when it holds nothing of a bot.

        Stories in it that are the same as ``before``, when the file was read last, come out as the same objects.
        """
        if path.suffix.lower() == ".md":
            return self._markdown(path, document, layout, before)
        return self._yaml(path, document, layout)

    def _markdown(self, path: Path, document: Document, layout: Layout, before: SourceFile | None) -> SourceFile | None:
        text = document.text
        key, problems = path.as_posix(), _of_the_whole(document)
        trained = layout.trains_on(path)
        if is_nlu_markdown(text):
            return SourceFile(key, document, trained, nlu=read_nlu_markdown(text), problems=problems)
        if has_story_lines(text) and ((trained and not layout.loose) or _looks_like_stories(text)):
            stories = read_story_markdown(text, self._lines, _stories_of(before))
            return SourceFile(key, document, trained, stories=stories, problems=problems)
        return None

    def _yaml(self, path: Path, document: Document, layout: Layout) -> SourceFile | None:
        settings = layout.is_config(path) or layout.is_endpoints(path)
        read = None if settings else read_story_blocks(document.text, self._read_block)
        if read is None:
            return _yaml_tree(path, document, layout)
        problems = (*_of_the_whole(document), *read.yaml_problems)
        trained = layout.trains_on(path)
        return SourceFile(path.as_posix(), document, trained, stories=read.stories, problems=problems)


def _yaml_tree(path: Path, document: Document, layout: Layout) -> SourceFile | None:
    """A YAML file that holds something else than stories, or whose stories hang together."""
    text = document.text
    yaml = parse_yaml(text)
    key, problems = path.as_posix(), (*_of_the_whole(document), *yaml.problems)
    if layout.is_config(path):
        return SourceFile(key, document, trained=False, config=read_config(yaml), problems=problems)
    if layout.is_endpoints(path):
        return SourceFile(key, document, trained=False, endpoints=read_endpoints(yaml), problems=problems)
    source = SourceFile(
        key,
        document,
        layout.trains_on(path),
        stories=read_stories(yaml, text) if is_story_yaml(yaml) else None,
        domain=read_domain(yaml, text) if _has_domain(yaml, path, layout) else None,
        nlu=read_nlu(yaml, text) if is_nlu_yaml(yaml) else None,
        problems=problems,
    )
    return source if source.stories or source.domain or source.nlu else None


def read_file(path: Path) -> Document | None:
    """A file's text; ``None`` when it is gone or may not be read."""
    try:
        # a pipe or a device would never come to an end
        return decode(path.read_bytes()) if path.is_file() else None
    except OSError:
        return None


def too_large(path: Path) -> SourceFile | None:
    """What stands for a file that is too large to be read; ``None`` for any other."""
    try:
        size = path.stat().st_size
    except OSError:
        return None
    if size <= MOST_BYTES:
        return None
    message = f"This file has {size:,} bytes and is not read: more than {MOST_BYTES:,} are too many. Split it."
    problem = Problem("limit-reached", Severity.WARNING, Span(0, 0), message)
    return SourceFile(path.as_posix(), Document(""), trained=False, problems=(problem,))


def _of_the_whole(document: Document) -> tuple[Problem, ...]:
    if document.undecodable is None:
        return ()
    at = Span(document.undecodable, document.undecodable)
    message = "This file is not UTF-8 from here on, and Rasa reads nothing else. Save it as UTF-8."
    return (Problem("syntax", Severity.ERROR, at, message),)


def _stories_of(before: SourceFile | None) -> ReadBefore | None:
    return ReadBefore(before.document.text, before.placed_stories()) if before and before.stories else None


def _has_domain(yaml: YamlFile, path: Path, layout: Layout) -> bool:
    """Whether the file is a part of the domain: 2.x and 3.x take responses from training data as well."""
    if layout.names_domain(path) and yaml.top is None:  # so broken that no key is left, or without any
        return yaml.root is not None or yaml.broken
    if layout.is_domain(path):
        return is_domain_yaml(yaml)
    return layout.trains_on(path) and yaml.has_any_key(_RESPONSES)


def _looks_like_stories(text: str) -> bool:
    """Whether prose Markdown outside of the data folder is meant to be stories: it must hold user lines as well."""
    return _USER_LINE.search(text) is not None and (text.startswith("## ") or "\n## " in text)
