"""How slots are filled: all that Rasa asks of a mapping when a message comes in (R3:shared/core/slot_mappings.py)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from teachback.dialogue.values import Value, freeze
from teachback.formats.domain_values import Json, object_in, section


@dataclass(frozen=True, slots=True)
class LoopCondition:
    """Where a mapping counts: while ``loop`` is active (``None``: while none is), and, where ``requested`` is given,
    while that slot is asked for.
    """

    loop: str | None
    requested: str | None = None


@dataclass(frozen=True, slots=True)
class CompleteMapping:
    """A mapping. ``type`` is the domain's word: ``from_entity``, ``from_intent``, ``from_trigger_intent``,
    ``from_text``, ``custom``. ``written`` is equal for mappings that say the same in the same words.
    """

    type: str
    entity: str | None = None
    role: str | None = None
    group: str | None = None
    intents: tuple[str, ...] = ()
    not_intents: tuple[str, ...] = ()
    value: Value = None
    action: str | None = None
    conditions: tuple[LoopCondition, ...] = ()
    written: str = ""


def read_slot_mappings(domain: Json) -> Mapping[str, tuple[CompleteMapping, ...]]:
    """The mappings of each slot of a domain (``domain_values``), in the order in which Rasa tries them.

    A slot of 2.x, which has none, gets what `rasa data migrate` would write: the mappings that forms have for it, each
    while its form is active, and the entity of its name where one exists and ``auto_fill`` is not off.
    """
    entities = _names(domain.get("entities"))
    of_forms = _mappings_of_forms(domain)
    return {
        name: tuple(_of_slot(name, settings, entities, of_forms.get(name, ())))
        for name, settings in section(domain, "slots").items()
    }


def _of_slot(
    name: str, settings: object, entities: frozenset[str], of_forms: tuple[CompleteMapping, ...]
) -> Iterator[CompleteMapping]:
    written = object_in(settings)
    if "mappings" in written:
        yield from _mappings(written["mappings"])
        return
    yield from of_forms
    if name in entities and written.get("auto_fill") is not False:
        yield CompleteMapping("from_entity", entity=name)


def _mappings_of_forms(domain: Json) -> Mapping[str, tuple[CompleteMapping, ...]]:
    """The mappings that 2.x forms have below ``required_slots``, by slot."""
    found: dict[str, tuple[CompleteMapping, ...]] = {}
    for form, settings in section(domain, "forms").items():
        for slot, written in section(object_in(settings), "required_slots").items():
            here = (LoopCondition(form),)
            found[slot] = (*found.get(slot, ()), *(replace(each, conditions=here) for each in _mappings(written)))
    return found


def _mappings(written: object) -> Iterator[CompleteMapping]:
    for item in _listed(written):
        if isinstance(item, Mapping):
            mapping = cast("Json", item)
            if isinstance(mapping.get("type"), str):
                yield _mapping(mapping)


def _mapping(item: Json) -> CompleteMapping:
    return CompleteMapping(
        type=str(item["type"]),
        entity=_text(item, "entity"),
        role=_text(item, "role"),
        group=_text(item, "group"),
        intents=tuple(map(str, _listed(item.get("intent")))),
        not_intents=tuple(map(str, _listed(item.get("not_intent")))),
        value=freeze(item.get("value")),
        action=_text(item, "action"),
        conditions=tuple(_conditions(item.get("conditions"))),
        written=json.dumps(item, sort_keys=True, default=str),
    )


def _conditions(written: object) -> Iterator[LoopCondition]:
    for item in _listed(written):
        if isinstance(item, Mapping):
            condition = cast("Json", item)
            yield LoopCondition(_text(condition, "active_loop"), _text(condition, "requested_slot"))


def _names(written: object) -> frozenset[str]:
    items = _listed(written)
    return frozenset(
        name
        for item in items
        for name in (cast("Json", item) if isinstance(item, Mapping) else [item])
        if isinstance(name, str)
    )


def _listed(written: object) -> list[object]:
    """One or many, as Rasa lets authors write intents."""
    if written is None:
        return []
    return cast("list[object]", written) if isinstance(written, list) else [written]


def _text(item: Json, key: str) -> str | None:
    value = item.get(key)
    return None if value is None else str(value)
