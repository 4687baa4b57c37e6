"""A domain as Rasa sends it to an action server (R1:core/domain.py:as_dict, R3:shared/core/domain.py:as_dict)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.formats.domain_responses import read_responses
from teachback.formats.domain_values import Json, section

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
    return _written_1x(values, domain) if domain.dialect is Dialect.RASA1 else values


def _written_1x(values: Json, domain: Domain) -> Json:
    return {
        "config": {"store_entities_as_slots": domain.store_entities_as_slots},
        "session_config": {
            "session_expiration_time": 0,
            "carry_over_slots_to_new_session": True,
            **section(values, "session_config"),
        },
        "intents": [_intent(item) for item in cast("list[object]", values.get("intents") or [])],
        "entities": list(domain.entities),
        "slots": {slot.name: _slot(slot.type, section(values, "slots").get(slot.name)) for slot in domain.slots},
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


def _slot(kind: str, settings: object) -> Json:
    written = dict(cast("Json", settings)) if isinstance(settings, Mapping) else {}
    name = _CLASSES_1X.get(kind)
    return {"initial_value": None, "auto_fill": True, **written, "type": f"rasa.core.slots.{name}" if name else kind}
