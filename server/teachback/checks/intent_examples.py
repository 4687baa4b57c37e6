"""Which intents have examples in the NLU data."""

from __future__ import annotations

from teachback.checks.rule import Facts
from teachback.dialogue.retrieval import base_of
from teachback.project.symbol_kind import Place, SymbolKind


def has_nlu(facts: Facts) -> bool:
    """Whether the project has NLU data, and all of it could be read."""
    trees = [file.nlu for file in facts.snapshot.files.values() if file.nlu is not None]
    return any(tree.intents for tree in trees) and not any(tree.broken for tree in trees)


def has_examples(facts: Facts, intent: str) -> bool:
    """Whether some section of the NLU data is for the intent; sections such as ``faq/ask`` count for ``faq``."""
    return intent in intents_with_examples(facts) or any(
        base_of(name) == intent for name in intents_with_examples(facts)
    )


def intents_with_examples(facts: Facts) -> frozenset[str]:
    """The names of all sections of the NLU data."""
    symbols = facts.symbols
    return frozenset(
        name
        for file in symbols.files.values()
        for name, mentions in file.mentions.get(SymbolKind.INTENT, {}).items()
        if any(mention.place is Place.NLU for mention in mentions)
    )
