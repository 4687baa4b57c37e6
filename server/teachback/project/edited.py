"""A snapshot with other texts for some files, as it would be were they written; the disk is not looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from teachback.formats.domain_yaml import is_domain_yaml, read_domain
from teachback.formats.markdown_rereading import ReadBefore
from teachback.formats.nlu_markdown import is_nlu_markdown, read_nlu_markdown
from teachback.formats.nlu_yaml import is_nlu_yaml, read_nlu
from teachback.formats.story_markdown import is_story_markdown, read_story_markdown
from teachback.formats.story_yaml import is_story_yaml, read_stories
from teachback.formats.yaml_nodes import YamlFile
from teachback.formats.yaml_tree import parse_yaml
from teachback.project.domain_merge import merge_domain
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.text.document import Document


def with_texts(snapshot: Snapshot, texts: Mapping[str, str], untrained: AbstractSet[str] = frozenset()) -> Snapshot:
    """The snapshot with these texts, by absolute path. A file that it does not hold yet is trained on, and may be a
    part of the domain, unless it is among ``untrained``. The configuration and its generation stay.
    """
    files = dict(snapshot.files)
    for path, text in texts.items():
        before = snapshot.files.get(path)
        files[path] = _new(path, text, trained=path not in untrained) if before is None else _read_again(before, text)
    domains = [files[path].domain for path in sorted(files)]
    old = snapshot.domain
    domain = merge_domain(
        [each for each in domains if each is not None],
        old.dialect,
        complete=old.complete,
        renamed_actions=old.renamed_actions,
    )
    return replace(snapshot, files=MappingProxyType(files), domain=old if domain == old else domain)


def _read_again(file: SourceFile, text: str) -> SourceFile:
    """The file in the role that it had; one that now holds more than before has a new role as well."""
    if file.path.lower().endswith(".md"):
        before = ReadBefore(file.document.text, file.placed_stories()) if file.stories else None
        return _markdown(file.path, text, before, trained=file.trained)
    yaml = parse_yaml(text)
    return SourceFile(
        file.path,
        Document(text),
        file.trained,
        stories=read_stories(yaml, text) if file.stories or is_story_yaml(yaml) else None,
        domain=read_domain(yaml, text) if file.domain else None,
        nlu=read_nlu(yaml, text) if file.nlu or is_nlu_yaml(yaml) else None,
        problems=yaml.problems,
    )


def _new(path: str, text: str, *, trained: bool) -> SourceFile:
    if path.lower().endswith(".md"):
        return _markdown(path, text, None, trained=trained)
    yaml = parse_yaml(text)
    return SourceFile(
        path,
        Document(text),
        trained,
        stories=_if(is_story_yaml, read_stories, yaml, text),
        domain=_if(is_domain_yaml, read_domain, yaml, text) if trained else None,
        nlu=_if(is_nlu_yaml, read_nlu, yaml, text),
        problems=yaml.problems,
    )


def _markdown(path: str, text: str, before: ReadBefore | None, *, trained: bool) -> SourceFile:
    if is_nlu_markdown(text):
        return SourceFile(path, Document(text), trained, nlu=read_nlu_markdown(text))
    stories = read_story_markdown(text, before=before) if is_story_markdown(text) else None
    return SourceFile(path, Document(text), trained, stories=stories)


_Tree = TypeVar("_Tree")


def _if(
    holds: Callable[[YamlFile], bool], read: Callable[[YamlFile, str], _Tree], yaml: YamlFile, text: str
) -> _Tree | None:
    return read(yaml, text) if holds(yaml) else None
