"""Intents that nothing in the dialogue uses."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.used_names import has_stories, use_of, used_names
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import DEFAULT_INTENTS
from teachback.dialogue.retrieval import base_of
from teachback.formats.problems import Severity
from teachback.project.sources import Location, SourceFile
from teachback.project.symbol_kind import SymbolKind

CODE = "unused-intent"
# Answers of Rasa's own forms and fallbacks; mapping and two-stage policies take these without a story.
_FOR_RASA = frozenset({*DEFAULT_INTENTS[Dialect.RASA3], "affirm", "deny"})


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """R1, R3: validator.py:verify_intents_in_stories. Where forms read answers, any intent may be one."""
    domain = facts.snapshot.domain
    if file.domain is None or not domain.complete or domain.forms or not has_stories(facts):
        return
    used = {base_of(name) for name in used_names(facts, SymbolKind.INTENT)} | _FOR_RASA
    for intent in file.domain.intents:
        if intent.trigger is None and base_of(intent.name.text) not in used:
            message = f"No story, rule or button uses the intent `{intent.name.text}`."
            yield Finding(CODE, Severity.HINT, Location(file.path, intent.name.span), message)


RULE = Rule(
    CODE,
    Severity.HINT,
    "An intent that no story, rule or button uses",
    InEachFile(find, use_of(SymbolKind.INTENT)),
)
