"""Which intents have examples in the NLU data."""

from __future__ import annotations

from teachback.checks.rule import Facts, while_same
from teachback.dialogue.retrieval import base_of
from teachback.project.file_names import FileNames
from teachback.project.symbol_kind import Place, SymbolKind


def has_nlu(facts: Facts) -> bool:
    """Whether the project has NLU data, and all of it could be read."""
    return facts.symbols.united(_readable) == frozenset((True,))


def has_examples(facts: Facts, intent: str) -> bool:
    """Whether some section of the NLU data is for the intent; sections such as ``faq/ask`` count for ``faq``."""
    return intent in intents_with_examples(facts) or intent in _bases(facts)


def intents_with_examples(facts: Facts) -> frozenset[str]:
    """The names of all sections of the NLU data."""
    return facts.symbols.united(_sections)


@while_same(intents_with_examples)
def _bases(facts: Facts) -> frozenset[str]:
    return frozenset(map(base_of, intents_with_examples(facts)))


def _readable(file: FileNames) -> frozenset[bool]:
    """For NLU data: ``False`` where it could not be read, ``True`` where it has any intents."""
    tree = file.file.nlu
    if tree is None:
        return frozenset()
    return frozenset(answer for answer, holds in ((False, tree.broken), (True, tree.intents)) if holds)


def _sections(file: FileNames) -> frozenset[str]:
    mentioned = file.mentions.get(SymbolKind.INTENT, {})
    return frozenset(
        name for name, mentions in mentioned.items() if any(mention.place is Place.NLU for mention in mentions)
    )
