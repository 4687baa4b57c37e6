"""The names in a domain file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from teachback.formats.domain_tree import DomainFile, IntentEntry, SlotEntry, SlotMapping
from teachback.formats.names import Name
from teachback.project.symbol_kind import Mention, Place, SymbolKind


def domain_mentions(file: DomainFile) -> Iterator[Mention]:
    """Every name that the file declares or refers to."""
    for intent in file.intents:
        yield from _of_intent(intent)
    yield from _declared(SymbolKind.ENTITY, (entity.name for entity in file.entities))
    for slot in file.slots:
        yield from _of_slot(slot)
    yield from _declared(SymbolKind.RESPONSE, file.responses)
    yield from _declared(SymbolKind.ACTION, file.actions)
    for form in file.forms:
        yield from _declared(SymbolKind.FORM, (form.name,))
        yield from _used(SymbolKind.SLOT, form.required_slots)


def _of_intent(intent: IntentEntry) -> Iterator[Mention]:
    yield from _declared(SymbolKind.INTENT, (intent.name,))
    yield from _used(SymbolKind.ENTITY, (*(intent.use_entities or ()), *intent.ignore_entities))
    if intent.trigger is not None:
        yield Mention(SymbolKind.ACTION, intent.trigger.text, intent.trigger.span, Place.TRIGGER)


def _of_slot(slot: SlotEntry) -> Iterator[Mention]:
    yield from _declared(SymbolKind.SLOT, (slot.name,))
    for mapping in slot.mappings:
        yield from _of_mapping(mapping)


def _of_mapping(mapping: SlotMapping) -> Iterator[Mention]:
    yield from _used(SymbolKind.ENTITY, (mapping.entity,))
    yield from _used(SymbolKind.INTENT, mapping.intents)
    yield from _used(SymbolKind.ACTION, (mapping.action,))
    yield from _used(SymbolKind.FORM, mapping.conditions)


def _declared(kind: SymbolKind, names: Iterable[Name]) -> Iterator[Mention]:
    return (Mention(kind, name.text, name.span, Place.DOMAIN, declares=True) for name in names)


def _used(kind: SymbolKind, names: Iterable[Name | None]) -> Iterator[Mention]:
    return (Mention(kind, name.text, name.span, Place.DOMAIN) for name in names if name is not None)
