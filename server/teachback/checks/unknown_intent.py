"""Intents that the domain does not list."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding, Fix
from teachback.checks.intent_examples import has_examples, has_nlu
from teachback.checks.known_names import known_intents
from teachback.checks.rule import Facts, Rule
from teachback.checks.unknown_names import NameCheck, find_unknown, fixes_of_unknown, uses
from teachback.dialogue.retrieval import base_of
from teachback.formats.domain_tree import Section
from teachback.formats.problems import Severity
from teachback.project.step_names import END_TO_END
from teachback.project.symbol_kind import Place, SymbolKind
from teachback.project.symbols import Occurrence

CODE = "unknown-intent"


def find(facts: Facts) -> Iterator[Finding]:
    """Rasa warns of each and goes on (R1:core/training/dsl.py:add_user_messages, R3:…/yaml_story_reader.py)."""
    return find_unknown(_CHECK, facts)


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A near name, or the domain."""
    return fixes_of_unknown(_CHECK, facts, finding)


def _complaint(facts: Facts, place: Occurrence) -> str:
    if place.place is Place.BUTTON:
        return f"This button sends the intent `{place.name}`, which the domain does not list."
    if has_nlu(facts) and not has_examples(facts, place.name):
        return f"The domain does not list the intent `{place.name}`, and it has no examples."
    return f"The domain does not list the intent `{place.name}`."


def _is_known(name: str, known: frozenset[str]) -> bool:
    return name in known or base_of(name) in known


def _concerns(facts: Facts, place: Occurrence) -> bool:
    """Stories outside of training may be end-to-end tests, whose lines are ``* intent: message``."""
    intent, colon, _ = place.name.partition(END_TO_END)
    if colon and _is_known(intent, known_intents(facts)):
        return facts.snapshot.files[place.location.path].trained
    return uses(facts, place)


def _may_add(facts: Facts, name: str) -> bool:
    """Not before it has examples: an intent that no message can ever have would be the next finding."""
    return not has_nlu(facts) or has_examples(facts, name)


_CHECK = NameCheck(
    CODE,
    SymbolKind.INTENT,
    Section.INTENTS,
    known_intents,
    _complaint,
    is_known=_is_known,
    concerns=_concerns,
    may_add=_may_add,
)

RULE = Rule(CODE, Severity.WARNING, "An intent that the domain does not list", find, fixes)
