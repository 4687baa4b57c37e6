"""Entities that the domain does not list."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding, Fix
from teachback.checks.known_names import known_entities
from teachback.checks.name_check import NameCheck, outside_nlu
from teachback.checks.rule import Facts, Rule
from teachback.checks.unknown_name_fixes import fixes_of_unknown
from teachback.checks.unknown_names import unknown
from teachback.formats.domain_tree import Section
from teachback.formats.problems import Severity
from teachback.project.symbol_kind import SymbolKind
from teachback.project.symbols import Occurrence

CODE = "unknown-entity"


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A near name, or the domain."""
    return fixes_of_unknown(_CHECK, facts, finding)


def _complaint(facts: Facts, place: Occurrence) -> str:
    del facts
    return f"The domain does not list the entity `{place.name}`, so the policies do not see it."


# Policies do not see an entity that the domain lacks (R1, R3: Domain._get_featurized_entities).
_CHECK = NameCheck(CODE, SymbolKind.ENTITY, Section.ENTITIES, known_entities, _complaint, concerns=outside_nlu)

RULE = Rule(CODE, Severity.WARNING, "An entity in a story that the domain does not list", unknown(_CHECK), fixes)
