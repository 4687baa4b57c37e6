"""One domain out of the files that hold its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import DEFAULT_INTENTS, Domain, Entity, EntityMapping, Form, Intent, Slot
from teachback.formats.domain_tree import DomainFile, EntityEntry, FormEntry, IntentEntry, SlotEntry, SlotMapping

REQUESTED_SLOT = "requested_slot"
SESSION_METADATA_SLOT = "session_started_metadata"

_SLOT_MODULES = frozenset({"rasa.core.slots", "rasa.shared.core.slots"})
_OWN_CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "TextSlot": "text",
        "BooleanSlot": "bool",
        "CategoricalSlot": "categorical",
        "FloatSlot": "float",
        "ListSlot": "list",
        "UnfeaturizedSlot": "unfeaturized",
        "AnySlot": "any",
    }
)


def merge_domain(
    files: Iterable[DomainFile], dialect: Dialect, *, complete: bool, renamed_actions: Mapping[str, str]
) -> Domain:
    """The domain that Rasa would merge: of entries with one name the first wins (R1, R3: Domain.merge).

    ``complete`` is false when a part could not be read or none was found. ``renamed_actions`` as in ``Domain``.
    """
    parts = list(files)
    entities = _first(_entity(entry) for part in parts for entry in part.entities)
    forms = _first(_form(entry) for part in parts for entry in part.forms)
    return Domain(
        dialect=dialect,
        intents=_intents([entry for part in parts for entry in part.intents], entities, dialect),
        entities=entities,
        slots=_slots([entry for part in parts for entry in part.slots], dialect, has_forms=bool(forms)),
        actions=tuple(dict.fromkeys(name.text for part in parts for name in part.actions)),
        responses=tuple(dict.fromkeys(name.text for part in parts for name in part.responses)),
        forms=forms,
        bot_texts=frozenset(name.text for part in parts for name in part.bot_texts),
        store_entities_as_slots=all(part.store_entities_as_slots for part in parts),
        renamed_actions=renamed_actions,
        complete=complete and not any(part.broken for part in parts),
    )


Named = TypeVar("Named", Intent, Entity, Form, Slot)


def _first(entries: Iterable[Named]) -> Mapping[str, Named]:
    kept: dict[str, Named] = {}
    for entry in entries:
        kept.setdefault(entry.name, entry)
    return MappingProxyType(kept)


def _entity(entry: EntityEntry) -> Entity:
    return Entity(entry.name.text, entry.roles, entry.groups, entry.influences)


def _form(entry: FormEntry) -> Form:
    return Form(entry.name.text, tuple(slot.text for slot in entry.required_slots))


def _intents(entries: Iterable[IntentEntry], entities: Mapping[str, Entity], dialect: Dialect) -> Mapping[str, Intent]:
    defaults = (Intent(name) for name in DEFAULT_INTENTS[dialect])
    return _first([*(_intent(entry, entities) for entry in entries), *defaults])


def _intent(entry: IntentEntry, entities: Mapping[str, Entity]) -> Intent:
    trigger = entry.trigger.text if entry.trigger else None
    if entry.use_entities is None and not entry.ignore_entities:
        return Intent(entry.name.text, None, trigger)
    ignored = {name.text for name in entry.ignore_entities}
    if entry.use_entities is None:
        included = {name for name, entity in entities.items() if entity.influences}
    else:
        included = {name.text for name in entry.use_entities}
    labels = frozenset(label for name in included - ignored for label in _labels(name, entities))
    return Intent(entry.name.text, labels, trigger)


def _labels(name: str, entities: Mapping[str, Entity]) -> Iterable[str]:
    yield name
    entity = entities.get(name)
    if entity:
        yield from (f"{name}#{label}" for label in (*entity.roles, *entity.groups))


def _slots(entries: Iterable[SlotEntry], dialect: Dialect, *, has_forms: bool) -> tuple[Slot, ...]:
    slots = dict(_first(_slot(entry) for entry in entries))
    if has_forms:  # Agent.__init__ in 1.x, Domain in 3.x: known to the tracker, never a feature unless declared so
        slots.setdefault(REQUESTED_SLOT, Slot(REQUESTED_SLOT, "text", influences=False))
    if dialect is Dialect.RASA1:
        return tuple(slots[name] for name in sorted(slots))
    slots.setdefault(SESSION_METADATA_SLOT, Slot(SESSION_METADATA_SLOT, "any", influences=False))
    return tuple(slots.values())


def _slot(entry: SlotEntry) -> Slot:
    return Slot(
        name=entry.name.text,
        type=_slot_type(entry.type.text) if entry.type else "any",
        initial_value=entry.initial_value,
        influences=entry.influences is not False,
        values=entry.values,
        min_value=0.0 if entry.min_value is None else entry.min_value,
        max_value=1.0 if entry.max_value is None else entry.max_value,
        auto_fill=entry.auto_fill,
        mappings=tuple(_mapping(mapping) for mapping in entry.mappings if mapping.type.text == "from_entity"),
        mapped=bool(entry.mappings),
    )


def _slot_type(written: str) -> str:
    """Rasa's own slots may be written as classes (R1:core/slots.py, R3:shared/core/slots.py:resolve_by_type)."""
    module, _, name = written.rpartition(".")
    return _OWN_CLASSES.get(name, written) if module in _SLOT_MODULES else written


def _mapping(mapping: SlotMapping) -> EntityMapping:
    in_loop = bool(mapping.conditions) and mapping.conditions[0] is not None
    return EntityMapping(mapping.entity.text if mapping.entity else "", mapping.role, mapping.group, in_loop)
