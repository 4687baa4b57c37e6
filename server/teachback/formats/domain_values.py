"""A whole domain as plain values, merged out of its files: all that it says, without places.

The readers of single things (``domain_responses``, ``domain_slot_mappings``, ``domain_forms``) and the domain that goes
to an action server (``domain_json``) start here. Checks and policies do not: they take what ``domain_yaml`` reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.values import thaw
from teachback.formats.yaml_nodes import YamlFile
from teachback.formats.yaml_scalars import to_value

Json = Mapping[str, object]

_LISTS = ("intents", "entities", "actions", "e2e_actions")
_OBJECTS = ("slots", "responses", "forms", "session_config", "config")


def domain_values(parts: Iterable[YamlFile], dialect: Dialect) -> Json:
    """The sections of all ``parts`` together: lists and objects as ``json.loads`` would give them.

    Of entries with one name the first wins (R1, R3: Domain.merge). ``forms`` that are a list, as in 1.x, become an
    object. A section of the wrong shape is left out; ``domain_yaml`` tells the author of it.
    """
    merged: dict[str, object] = {key: [] for key in _LISTS}
    merged.update({key: {} for key in _OBJECTS})
    for part in parts:
        _merge(merged, _sections(part, dialect))
    return {key: value for key, value in merged.items() if value}


def section(domain: Json, key: str) -> Json:
    """A section that holds named things; empty where it is missing."""
    return object_in(domain.get(key))


def object_in(value: object) -> Json:
    """``value`` where it is an object; for anything else an empty one."""
    return cast("Json", value) if isinstance(value, Mapping) else {}


def _sections(part: YamlFile, dialect: Dialect) -> Json:
    sections = dict(object_in(thaw(to_value(part.top)) if part.top else None))
    if dialect is Dialect.RASA1 and "templates" in sections:  # the old name overrides the new one in its file
        sections["responses"] = sections["templates"]
    if isinstance(sections.get("forms"), list):
        sections["forms"] = _named(cast("list[object]", sections["forms"]))
    return sections


def _named(items: list[object]) -> dict[str, object]:
    named: dict[str, object] = {}
    for item in items:
        if isinstance(item, Mapping):
            named.update(cast("Mapping[str, object]", item))
        else:
            named[str(item)] = None
    return named


def _merge(merged: dict[str, object], sections: Json) -> None:
    for key in _LISTS:
        added = sections.get(key)
        if isinstance(added, list):
            known = cast("list[object]", merged[key])
            known.extend(item for item in cast("list[object]", added) if item not in known)
    for key in _OBJECTS:
        added = sections.get(key)
        if isinstance(added, Mapping):
            known_names = cast("dict[str, object]", merged[key])
            for name, value in cast("Json", added).items():
                known_names.setdefault(name, value)
