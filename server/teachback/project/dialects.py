"""Which generation of Rasa a project is written for."""

from __future__ import annotations

from collections.abc import Iterable

from teachback.dialogue.dialect import Dialect
from teachback.formats.config_tree import ConfigFile
from teachback.formats.story_tree import StoryFormat
from teachback.project.sources import SourceFile


def dialect_of(files: Iterable[SourceFile], config: ConfigFile) -> Dialect:
    """The dialect that the files speak.

    YAML stories, RulePolicy and a ``version`` of 2 or 3 in the domain exist only since 2.0; Markdown stories alone,
    or nothing at all, mean 1.x, unless one of these signs is there as well (2.x still read Markdown).
    """
    if any(policy.class_name == "RulePolicy" for policy in config.policies or ()):
        return Dialect.RASA3
    markdown = False
    for file in files:
        if file.trained and file.stories and file.stories.stories:
            if file.stories.format is StoryFormat.YAML:
                return Dialect.RASA3
            markdown = True
        if file.domain and (file.domain.version or "").startswith(("2", "3")):
            return Dialect.RASA3
    old_policies = {"FormPolicy", "MappingPolicy", "FallbackPolicy", "KerasPolicy", "EmbeddingPolicy"}
    if markdown or any(policy.class_name in old_policies for policy in config.policies or ()):
        return Dialect.RASA1
    return Dialect.RASA3 if config.recipe else Dialect.RASA1
