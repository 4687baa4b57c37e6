"""Actions that the domain does not list."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding, Fix
from teachback.checks.known_names import UTTER, known_actions
from teachback.checks.name_check import NameCheck, no_training
from teachback.checks.rule import Facts, Rule
from teachback.checks.unknown_name_fixes import fixes_of_unknown
from teachback.checks.unknown_names import unknown
from teachback.formats.domain_tree import Section
from teachback.formats.problems import Severity
from teachback.project.sources import SourceFile
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.project.symbols import Occurrence

CODE = "unknown-action"


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A near name, or the domain."""
    return fixes_of_unknown(_CHECK, facts, finding)


def _complaint(facts: Facts, place: Occurrence) -> str:
    if place.place is Place.TRIGGER:
        return (
            f"This intent triggers the action `{place.name}`, which the domain does not list; Rasa refuses the domain."
        )
    return f"The domain does not list the action `{place.name}`" + no_training(facts, place)


def _concerns(place: Mention, file: SourceFile, known: frozenset[str]) -> bool:
    """A missing response is told by ``missing-response``; but a trigger makes Rasa refuse the domain."""
    del file, known
    return not place.declares and (place.place is Place.TRIGGER or not place.name.startswith(UTTER))


def _severity(place: Occurrence) -> Severity:
    """R1, R3: Domain._check_domain_sanity raises InvalidDomain for a trigger."""
    return Severity.ERROR if place.place is Place.TRIGGER else Severity.WARNING


def _fits(name: str, other: str) -> bool:
    """Responses are suggested for responses, other actions for other actions."""
    return other.startswith(UTTER) == name.startswith(UTTER)


def _may_add(facts: Facts, name: str) -> bool:
    """A trigger of a response needs the response, not an entry that has none."""
    del facts
    return not name.startswith(UTTER)


# Rasa reads them without a word and fails when it trains (R1:core/domain.py:index_for_action, R3 likewise).
_CHECK = NameCheck(
    CODE,
    SymbolKind.ACTION,
    Section.ACTIONS,
    known_actions,
    _complaint,
    concerns=_concerns,
    fits=_fits,
    severity=_severity,
    may_add=_may_add,
)

RULE = Rule(CODE, Severity.WARNING, "An action that the domain does not list", unknown(_CHECK), fixes)
