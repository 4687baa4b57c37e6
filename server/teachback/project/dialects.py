"""Which generation of Rasa a project is written for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import RENAMED_ACTIONS
from teachback.formats.config_tree import ConfigFile
from teachback.formats.domain_tree import DomainFile
from teachback.formats.story_tree import StoryFormat
from teachback.project.sources import SourceFile


def dialect_of(files: Iterable[SourceFile], config: ConfigFile) -> Dialect:
    """The dialect that the files speak.

    YAML stories, RulePolicy and some of what a domain may say exist only since 2.0; Markdown stories alone, or nothing
    at all, mean 1.x, unless one of these signs is there as well (2.x still read Markdown).
    """
    if any(policy.class_name == "RulePolicy" for policy in config.policies or ()):
        return Dialect.RASA3
    markdown = False
    for file in files:
        if file.trained and file.stories and file.stories.stories:
            if file.stories.format is StoryFormat.YAML:
                return Dialect.RASA3
            markdown = True
        if file.domain and _is_newer(file.domain):
            return Dialect.RASA3
    old_policies = {"FormPolicy", "MappingPolicy", "FallbackPolicy", "KerasPolicy", "EmbeddingPolicy"}
    if markdown or any(policy.class_name in old_policies for policy in config.policies or ()):
        return Dialect.RASA1
    return Dialect.RASA3 if config.recipe else Dialect.RASA1


def renamed_actions_of(dialect: Dialect, domains: Iterable[DomainFile], config: ConfigFile) -> Mapping[str, str]:
    """The old names that the project's Rasa takes for new ones: those of 2.x, unless a sign says that 3.x is meant."""
    if dialect is Dialect.RASA1 or config.recipe or any(_is_of_3(domain) for domain in domains):
        return MappingProxyType({})
    return RENAMED_ACTIONS


def is_for_3(domain: DomainFile) -> bool:
    """Whether a file of the domain says that it is for Rasa 3."""
    return (domain.version or "").startswith("3")


def _is_of_3(domain: DomainFile) -> bool:
    """Whether a domain says what 2.x has no words for: the version, how slots are filled."""
    return is_for_3(domain) or any(slot.mappings for slot in domain.slots)


def _is_newer(domain: DomainFile) -> bool:
    """Whether a domain says what 1.x has no words for: a version, what policies see of slots, what forms require."""
    if (domain.version or "").startswith(("2", "3")):
        return True
    slots = any(
        slot.influences is not None or slot.mappings or (slot.type is not None and slot.type.text == "any")
        for slot in domain.slots
    )
    return slots or any(form.required_slots for form in domain.forms)
