"""Slots that the domain does not declare."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding, Fix
from teachback.checks.known_names import known_slots
from teachback.checks.name_check import NameCheck
from teachback.checks.rule import Facts, Rule
from teachback.checks.unknown_name_fixes import fixes_of_unknown
from teachback.checks.unknown_names import unknown
from teachback.formats.domain_tree import Section
from teachback.formats.problems import Severity
from teachback.project.symbol_kind import Place, SymbolKind
from teachback.project.symbols import Occurrence

CODE = "unknown-slot"


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A near name, or the domain."""
    return fixes_of_unknown(_CHECK, facts, finding)


def _complaint(facts: Facts, place: Occurrence) -> str:
    del facts
    if place.place is Place.DOMAIN:
        return f"This form asks for the slot `{place.name}`, which the domain does not declare."
    return f"The domain does not declare the slot `{place.name}`, so Rasa forgets its value."


# Rasa logs an error and forgets the value (R1:core/trackers.py:_set_slot, R3:shared/core/trackers.py).
_CHECK = NameCheck(CODE, SymbolKind.SLOT, Section.SLOTS, known_slots, _complaint)

RULE = Rule(CODE, Severity.WARNING, "A slot that the domain does not declare", unknown(_CHECK), fixes)
