"""Actions ``utter_…`` without a response to say."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding, Fix
from teachback.checks.known_names import UTTER, known_responses
from teachback.checks.name_check import NameCheck, no_training, of_domain
from teachback.checks.rule import Facts, Rule
from teachback.checks.unknown_name_fixes import fixes_of_unknown
from teachback.checks.unknown_names import unknown
from teachback.dialogue.retrieval import base_of
from teachback.formats.domain_tree import Section
from teachback.formats.problems import Severity
from teachback.project.sources import SourceFile
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.project.symbols import Occurrence

CODE = "missing-response"


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A near name, or a new response."""
    return fixes_of_unknown(_CHECK, facts, finding)


def _complaint(facts: Facts, place: Occurrence) -> str:
    if place.declares:
        return f"`{place.name}` is listed as an action, but there is no response of that name."
    if place.name in facts.snapshot.domain.actions:
        return f"The bot has nothing to say for `{place.name}`: there is no response of that name."
    return f"The domain has no response `{place.name}`" + no_training(facts, place)


def _concerns(place: Mention, file: SourceFile, known: frozenset[str]) -> bool:
    del file, known
    return place.place is not Place.TRIGGER


def _concerns_name(name: str) -> bool:
    return name.startswith(UTTER)


def _is_known(name: str, known: frozenset[str]) -> bool:
    return name in known or base_of(name) in known


def _fits(name: str, other: str) -> bool:
    del name
    return other.startswith(UTTER)


# Rasa warns of those that stories use or the domain lists (R1, R3: validator.py:verify_utterances).
_CHECK = NameCheck(
    CODE,
    SymbolKind.ACTION,
    Section.RESPONSES,
    known_responses,
    _complaint,
    of_domain,
    is_known=_is_known,
    concerns=_concerns,
    concerns_name=_concerns_name,
    fits=_fits,
)

RULE = Rule(CODE, Severity.WARNING, "An action `utter_…` for which the domain has no response", unknown(_CHECK), fixes)
