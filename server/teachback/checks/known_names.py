"""Which names a project's domain knows, by kind, as Rasa would look them up."""

from __future__ import annotations

from teachback.checks.rule import Facts, while_same
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import DEFAULT_ACTIONS, DEFAULT_INTENTS
from teachback.dialogue.retrieval import RETRIEVAL, base_of
from teachback.project.symbol_kind import SymbolKind

UTTER = "utter_"
# Set by Rasa itself in any project (R1:core/agent.py:Agent.__init__, R3:shared/core/domain.py:_add_requested_slot …).
REQUESTED_SLOT = "requested_slot"
_RASA_SLOTS = frozenset({REQUESTED_SLOT, "session_started_metadata"})
_KNOWLEDGE_BASE_ACTION = "action_query_knowledge_base"
_KNOWLEDGE_BASE_SLOTS = frozenset(
    {
        "knowledge_base_listed_objects",
        "knowledge_base_last_object",
        "knowledge_base_last_object_type",
        "knowledge_base_objects",
    }
)


def may_call_unknown(facts: Facts) -> bool:
    """Whether the whole domain was read, without which nothing may be called unknown."""
    return facts.snapshot.domain.complete


def _domain(facts: Facts) -> object:
    """The very same object as long as nothing in it changes."""
    return facts.tables.domain


def _intents_and_responses(facts: Facts) -> object:
    return facts.symbols.all_names(SymbolKind.INTENT), facts.symbols.all_names(SymbolKind.RESPONSE)


def _domain_and_retrieval(facts: Facts) -> object:
    return facts.tables.domain, retrieval_intents(facts)


def _domain_and_responses(facts: Facts) -> object:
    return facts.tables.domain, retrieval_intents(facts), facts.symbols.all_names(SymbolKind.RESPONSE)


@while_same(_domain_and_retrieval)
def known_intents(facts: Facts) -> frozenset[str]:
    """The domain's intents; in 2.x and 3.x Rasa adds its own and those with retrieval examples."""
    domain = facts.snapshot.domain
    added = retrieval_intents(facts) if domain.dialect is Dialect.RASA3 else frozenset[str]()
    return frozenset(domain.intents) | frozenset(DEFAULT_INTENTS[domain.dialect]) | added


@while_same(_domain)
def known_entities(facts: Facts) -> frozenset[str]:
    """The domain's entities."""
    return frozenset(facts.snapshot.domain.entities)


@while_same(_domain)
def known_slots(facts: Facts) -> frozenset[str]:
    """The domain's slots and those that Rasa adds."""
    domain = facts.snapshot.domain
    own = frozenset(slot.name for slot in domain.slots) | _RASA_SLOTS
    return own | _KNOWLEDGE_BASE_SLOTS if _KNOWLEDGE_BASE_ACTION in domain.actions else own


@while_same(_domain_and_responses)
def known_responses(facts: Facts) -> frozenset[str]:
    """The responses, each retrieval response under its base name as well, and the actions that answer with them."""
    names = frozenset(facts.snapshot.domain.responses) | facts.symbols.all_names(SymbolKind.RESPONSE)
    retrieval = frozenset(UTTER + intent for intent in retrieval_intents(facts))
    return names | frozenset(base_of(name) for name in names) | retrieval


@while_same(_domain_and_responses)
def known_actions(facts: Facts) -> frozenset[str]:
    """Everything that may stand as an action of a story."""
    domain = facts.snapshot.domain
    own = frozenset(domain.actions) | frozenset(domain.forms) | known_responses(facts)
    return own | frozenset(domain.renamed_actions) | frozenset(DEFAULT_ACTIONS[domain.dialect])


@while_same(_domain)
def known_forms(facts: Facts) -> frozenset[str]:
    """What may be active: forms; in 2.x and 3.x any action that keeps a loop going (``action_two_stage_fallback``)."""
    domain = facts.snapshot.domain
    if domain.dialect is Dialect.RASA1:
        return frozenset(domain.forms)
    return frozenset(domain.forms) | frozenset(domain.actions) | frozenset(DEFAULT_ACTIONS[domain.dialect])


@while_same(_intents_and_responses)
def retrieval_intents(facts: Facts) -> frozenset[str]:
    """The base names of intents that have examples or responses of the form ``faq/ask``."""
    intents = (name for name in facts.symbols.all_names(SymbolKind.INTENT) if RETRIEVAL in name)
    responses = (name.removeprefix(UTTER) for name in facts.symbols.all_names(SymbolKind.RESPONSE) if RETRIEVAL in name)
    return frozenset(base_of(name) for name in (*intents, *responses))
