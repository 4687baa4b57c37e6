"""Which names something in the project uses, as far as files can tell."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from teachback.checks.rule import Facts, Sees, while_same
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import DEFAULT_ACTIONS
from teachback.formats.config_tree import Component
from teachback.formats.domain_tree import DomainFile
from teachback.project.file_names import FileNames
from teachback.project.sources import SourceFile
from teachback.project.symbol_kind import SymbolKind


def used_names(facts: Facts, *kinds: SymbolKind) -> frozenset[str]:
    """The names of these kinds that stand anywhere but in their declaration and in the NLU data.

    Names in the configuration and in an event's arguments count, whatever their kind.
    """
    return _elsewhere(facts).union(*map(facts.symbols.used, kinds))


def has_stories(facts: Facts) -> bool:
    """Whether Rasa trains on any story; without, nothing in the domain can be used by one."""
    return bool(facts.symbols.united(_with_stories))


def has_custom_code(facts: Facts) -> bool:
    """Whether the bot has actions of its own, whose code may use any slot and any response."""
    domain = facts.snapshot.domain
    default = DEFAULT_ACTIONS[domain.dialect]
    own = any(not name.startswith("utter_") and name not in default for name in domain.actions)
    return own or (domain.dialect is Dialect.RASA1 and bool(domain.forms))


def domain_files(facts: Facts) -> Iterator[tuple[SourceFile, DomainFile]]:
    """The files of the domain in the order of their paths."""
    for path in sorted(facts.symbols.united(_of_domain)):
        file = facts.snapshot.files[path]
        if file.domain is not None:
            yield file, file.domain


def use_of(*kinds: SymbolKind) -> Sees:
    """What is used of some kinds, as ``InEachFile.sees`` of rules that tell what the domain lists and nothing uses."""

    def sees(facts: Facts, file: SourceFile) -> Hashable:
        return (facts.tables.domain, has_stories(facts), used_names(facts, *kinds)) if file.domain else None

    return sees


@while_same(lambda facts: (facts.snapshot.config, facts.symbols.united(_loose)))
def _elsewhere(facts: Facts) -> frozenset[str]:
    return facts.symbols.united(_loose).union(_configured(facts))


def _with_stories(file: FileNames) -> frozenset[str]:
    return frozenset((file.file.path,) if file.file.trained and file.file.placed_stories() else ())


def _of_domain(file: FileNames) -> frozenset[str]:
    return frozenset((file.file.path,) if file.file.domain is not None else ())


def _loose(file: FileNames) -> frozenset[str]:
    return frozenset(file.held.loose)


def _configured(facts: Facts) -> Iterator[str]:
    """Texts among the parameters: ``fallback_action_name``, ``deny_suggestion_intent_name`` and the like."""
    config = facts.snapshot.config
    components: tuple[Component, ...] = (*(config.policies or ()), *config.pipeline)
    for component in components:
        for _, value in component.parameters:
            if isinstance(value, str):
                yield value
