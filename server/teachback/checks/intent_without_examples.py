"""Intents of the domain that no message can have."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding
from teachback.checks.intent_examples import has_nlu, intents_with_examples
from teachback.checks.rule import Facts, Rule
from teachback.checks.used_names import domain_files
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import DEFAULT_INTENTS
from teachback.dialogue.retrieval import base_of
from teachback.formats.problems import Severity
from teachback.project.sources import Location
from teachback.project.symbol_kind import Place, SymbolKind

CODE = "intent-without-examples"
# Sent by a reminder or another program, never by a user's words (the documentation's own naming).
_EXTERNAL = ("external_", "ext_")


def find(facts: Facts) -> Iterator[Finding]:
    """R1, R3: validator.py:verify_intents; a button or another program may send an intent without examples."""
    if not has_nlu(facts):
        return
    examples = intents_with_examples(facts)
    reachable = examples | {base_of(name) for name in examples} | _sent(facts) | set(DEFAULT_INTENTS[Dialect.RASA3])
    for file, tree in domain_files(facts):
        for intent in tree.intents:
            name = intent.name.text
            if name not in reachable and not name.lower().startswith(_EXTERNAL):
                message = f"The NLU data has no examples of the intent `{name}`, so no message will be taken for it."
                yield Finding(CODE, Severity.INFORMATION, Location(file.path, intent.name.span), message)


def _sent(facts: Facts) -> set[str]:
    return {
        name
        for file in facts.symbols.files.values()
        for name, mentions in file.mentions.get(SymbolKind.INTENT, {}).items()
        if any(mention.place is Place.BUTTON for mention in mentions)
    }


RULE = Rule(CODE, Severity.INFORMATION, "An intent without examples in the NLU data", find)
