"""A domain as Rasa sends it to an action server (R1:core/domain.py:as_dict, R3:shared/core/domain.py:as_dict)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain, Slot
from teachback.formats.domain_responses import read_responses
from teachback.formats.domain_values import Json, object_in, section

_CLASSES_1X: Mapping[str, str] = {
    "text": "TextSlot",
    "bool": "BooleanSlot",
    "categorical": "CategoricalSlot",
    "float": "FloatSlot",
    "list": "ListSlot",
    "unfeaturized": "UnfeaturizedSlot",
}


def written_domain(values: Json, domain: Domain) -> Json:
    """The JSON of a domain, out of all that its files say (``domain_values``) and what was made of it.

    3.x sends the merged files; 1.x writes what it understood: intents with their settings, slots with their classes.
    """
    if domain.dialect is Dialect.RASA1:
        return _written_1x(values, domain)
    return {**values, "session_config": _session(values, minutes=60)}


def _written_1x(values: Json, domain: Domain) -> Json:
    return {
        "config": {"store_entities_as_slots": domain.store_entities_as_slots},
        "session_config": _session(values, minutes=0),
        "intents": [_intent(item) for item in cast("list[object]", values.get("intents") or [])],
        "entities": list(domain.entities),
        "slots": {slot.name: _slot(slot, section(values, "slots").get(slot.name)) for slot in domain.slots},
        "responses": {
            name: [dict(each.content, **({"channel": each.channel} if each.channel else {})) for each in variations]
            for name, variations in read_responses(values).items()
        },
        "actions": list(domain.actions),
        "forms": list(domain.forms),
    }


def _intent(item: object) -> Json:
    if isinstance(item, Mapping):
        return cast("Json", item)
    return {str(item): {"use_entities": True}}


def _session(values: Json, *, minutes: int) -> Json:
    defaults = {"session_expiration_time": minutes, "carry_over_slots_to_new_session": True}
    return {**defaults, **section(values, "session_config")}


def _slot(slot: Slot, settings: object) -> Json:
    """A slot with its class; the one that forms ask for need not stand in any file (R1:core/agent.py)."""
    kind = slot.type if settings is not None else "unfeaturized"
    name = _CLASSES_1X.get(kind)
    type_name = f"rasa.core.slots.{name}" if name else kind
    return {"initial_value": None, "auto_fill": True, **object_in(settings), "type": type_name}
