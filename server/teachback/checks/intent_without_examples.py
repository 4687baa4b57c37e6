"""Intents of the domain that no message can have."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from teachback.checks.finding import Finding
from teachback.checks.intent_examples import has_nlu, intents_with_examples
from teachback.checks.rule import Facts, InEachFile, Rule, while_same
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import DEFAULT_INTENTS
from teachback.dialogue.retrieval import base_of
from teachback.formats.problems import Severity
from teachback.project.file_names import FileNames
from teachback.project.sources import Location, SourceFile
from teachback.project.symbol_kind import Place, SymbolKind

CODE = "intent-without-examples"
# Sent by a reminder or another program, never by a user's words (the documentation's own naming).
_EXTERNAL = ("external_", "ext_")


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """R1, R3: validator.py:verify_intents; a button or another program may send an intent without examples."""
    if file.domain is None or not has_nlu(facts):
        return
    reachable = _reachable(facts)
    for intent in file.domain.intents:
        name = intent.name.text
        if name not in reachable and not name.lower().startswith(_EXTERNAL):
            message = f"The NLU data has no examples of the intent `{name}`, so no message will be taken for it."
            yield Finding(CODE, Severity.INFORMATION, Location(file.path, intent.name.span), message)


def _seen(facts: Facts, file: SourceFile) -> Hashable:
    return (has_nlu(facts), _reachable(facts)) if file.domain is not None else None


@while_same(lambda facts: (intents_with_examples(facts), facts.symbols.united(_sent)))
def _reachable(facts: Facts) -> frozenset[str]:
    examples = intents_with_examples(facts)
    return examples.union(map(base_of, examples), facts.symbols.united(_sent), DEFAULT_INTENTS[Dialect.RASA3])


def _sent(file: FileNames) -> frozenset[str]:
    mentioned = file.mentions.get(SymbolKind.INTENT, {})
    return frozenset(
        name for name, mentions in mentioned.items() if any(mention.place is Place.BUTTON for mention in mentions)
    )


RULE = Rule(CODE, Severity.INFORMATION, "An intent without examples in the NLU data", InEachFile(find, _seen))
