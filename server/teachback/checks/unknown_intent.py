"""Intents that the domain does not list."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from teachback.checks.finding import Finding, Fix
from teachback.checks.intent_examples import has_examples, has_nlu, intents_with_examples
from teachback.checks.known_names import known_intents
from teachback.checks.name_check import NameCheck, uses
from teachback.checks.rule import Facts, Rule
from teachback.checks.unknown_name_fixes import fixes_of_unknown
from teachback.checks.unknown_names import unknown
from teachback.dialogue.retrieval import base_of
from teachback.formats.domain_tree import Section
from teachback.formats.problems import Severity
from teachback.project.sources import SourceFile
from teachback.project.step_names import END_TO_END
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.project.symbols import Occurrence

CODE = "unknown-intent"


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


def _concerns(place: Mention, file: SourceFile, known: frozenset[str]) -> bool:
    """Stories outside of training may be end-to-end tests, whose lines are ``* intent: message``."""
    intent, colon, _ = place.name.partition(END_TO_END)
    if colon and _is_known(intent, known):
        return file.trained
    return uses(place, file, known)


def _seen(facts: Facts) -> Hashable:
    return (has_nlu(facts), intents_with_examples(facts))


def _may_add(facts: Facts, name: str) -> bool:
    """Not before it has examples: an intent that no message can ever have would be the next finding."""
    return not has_nlu(facts) or has_examples(facts, name)


# Rasa warns of each and goes on (R1:core/training/dsl.py:add_user_messages, R3:…/yaml_story_reader.py).
_CHECK = NameCheck(
    CODE,
    SymbolKind.INTENT,
    Section.INTENTS,
    known_intents,
    _complaint,
    _seen,
    is_known=_is_known,
    concerns=_concerns,
    may_add=_may_add,
)

RULE = Rule(CODE, Severity.WARNING, "An intent that the domain does not list", unknown(_CHECK), fixes)
