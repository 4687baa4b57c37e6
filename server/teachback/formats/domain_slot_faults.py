"""What spoils a domain in its slots (R1:core/slots.py, R3:shared/core/slots.py and slot_mappings.py)."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Table

from teachback.formats.domain_fault import (
    BOTH_STOP,
    DROPPED_THEN_STOPS,
    ONLY_1_STOPS,
    ONLY_3_DROPS,
    ONLY_3_STOPS,
    DomainFault,
)
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from teachback.formats.yaml_scalars import is_null, resolve

_IN_BOTH = frozenset({"text", "bool", "categorical", "float", "list"})
# Other keys of either generation have faults of their own.
_KEYS = frozenset({"type", "initial_value", "value_reset_delay", "auto_fill", "influence_conversation", "mappings"})
_OWN_KEYS: Table[str, frozenset[str]] = {
    "categorical": frozenset({"values"}),
    "float": frozenset({"min_value", "max_value"}),
}
# What each kind of mapping cannot do without (slot_mappings.py:SlotMapping.validate).
_REQUIRED: Table[str, tuple[str, ...]] = {
    "from_entity": ("entity",),
    "from_intent": ("value",),
    "from_trigger_intent": ("value",),
    "from_text": (),
    "custom": (),
}


def slot_faults(top: Mapping) -> Iterator[DomainFault]:
    """The faults of ``slots``."""
    key, node = top.key("slots"), top.get("slots")
    if key is None or node is None:
        return
    if not isinstance(node, Mapping):
        place = key.inner if is_null(node) else node.span
        yield DROPPED_THEN_STOPS.at(place, "“slots” must hold lines of the form “name:”. Or remove the key.")
        return
    for name, settings in node.pairs():
        yield from _slot(name, settings)


def has_letter(name: Scalar) -> bool:
    """Whether 3.x takes the name of a slot or form: its schema asks for a letter, wherever."""
    return any(letter.isascii() and letter.isalpha() for letter in name.text)


def _slot(name: Scalar, settings: Node) -> Iterator[DomainFault]:
    if not has_letter(name):
        yield ONLY_3_STOPS.at(name.inner, f"The name of the slot “{name.text}” needs a letter from A to Z.")
    if not isinstance(settings, Mapping):
        place = name.inner if is_null(settings) else settings.span
        yield BOTH_STOP.at(place, f"The slot “{name.text}” needs a type. Write “type: text” or another below its name.")
        return
    yield from _type(name, settings)
    yield from _keys(settings)
    yield from _range(settings)
    yield from _influence(settings)
    yield from _mappings(name, settings)


def _type(name: Scalar, settings: Mapping) -> Iterator[DomainFault]:
    node = settings.get("type")
    if node is None or is_null(node):
        yield ONLY_3_STOPS.at(name.inner, f"The slot “{name.text}” has no type. Write “type: text” or another.")
    elif isinstance(node, Scalar) and "." not in node.text and node.text not in _IN_BOTH:
        types = "text, bool, categorical, float, list"
        if node.text == "unfeaturized":
            yield ONLY_3_STOPS.at(node.span, "Rasa 3 has no type “unfeaturized”. Write “any”.")
        elif node.text == "any":
            yield ONLY_1_STOPS.at(node.span, "Rasa 1 has no type “any”. Write “unfeaturized”.")
        else:
            yield BOTH_STOP.at(node.span, f"There is no slot type “{node.text}”. The types are {types}.")


def _keys(settings: Mapping) -> Iterator[DomainFault]:
    """Settings that a slot's class does not take; classes of the author's own may take any."""
    kind, values = settings.get("type"), settings.get("values")
    if isinstance(values, Mapping) or (isinstance(values, Scalar) and not is_null(values)):
        yield ONLY_3_STOPS.at(values.span, "“values” must be a list, such as “[low, high]”.")
    if not isinstance(kind, Scalar) or "." in kind.text:
        return
    own = _OWN_KEYS.get(kind.text, frozenset())
    for key, _ in settings.pairs():
        if key.text not in _KEYS | own:
            yield BOTH_STOP.at(key.inner, f"A slot of the type “{kind.text}” has no key “{key.text}”. Remove it.")


def _range(settings: Mapping) -> Iterator[DomainFault]:
    """``min_value`` and ``max_value`` of a float slot, from 0 to 1 where not written."""
    bounds = {"min_value": 0.0, "max_value": 1.0}
    for key in bounds:
        node = settings.get(key)
        value = resolve(node) if isinstance(node, Scalar) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            bounds[key] = value
        elif node is not None and not is_null(node):
            yield BOTH_STOP.at(node.span, f"“{key}” must be a number.")
            return
    kind, key = settings.get("type"), settings.key("min_value") or settings.key("max_value")
    if isinstance(kind, Scalar) and kind.text == "float" and key and bounds["min_value"] >= bounds["max_value"]:
        yield BOTH_STOP.at(key.inner, "“min_value” must be smaller than “max_value” (0 and 1 where not written).")


def _influence(settings: Mapping) -> Iterator[DomainFault]:
    key, node, kind = (
        settings.key("influence_conversation"),
        settings.get("influence_conversation"),
        settings.get("type"),
    )
    if key is None or node is None:
        return
    yield ONLY_1_STOPS.at(key.inner, "Slots of Rasa 1 have no “influence_conversation”. Take the type “unfeaturized”.")
    value = resolve(node) if isinstance(node, Scalar) else None
    if not isinstance(value, bool) and not is_null(node):
        yield ONLY_3_STOPS.at(node.span, "“influence_conversation” must be true or false.")
    elif value is True and isinstance(kind, Scalar) and kind.text == "any":
        yield ONLY_3_STOPS.at(node.span, "A slot of the type “any” cannot influence the conversation. Write “false”.")


def _mappings(name: Scalar, settings: Mapping) -> Iterator[DomainFault]:
    key, node = settings.key("mappings"), settings.get("mappings")
    if key is None or node is None:
        yield ONLY_3_STOPS.at(
            name.inner, f"The slot “{name.text}” has no mappings. Write “mappings:” with “- type: custom”, or another."
        )
        return
    yield ONLY_1_STOPS.at(key.inner, "Slots of Rasa 1 have no mappings. Remove them.")
    if not isinstance(node, Sequence):
        place = key.inner if is_null(node) else node.span
        yield ONLY_3_STOPS.at(place, "“mappings” must be a list: lines “- type: …”.")
        return
    for item in node.items:
        yield from _mapping(name, item)


def _mapping(name: Scalar, item: Node) -> Iterator[DomainFault]:
    if not isinstance(item, Mapping):
        yield ONLY_3_STOPS.at(item.span, "A mapping begins with its type, such as “- type: from_entity”.")
        return
    kind = item.get("type")
    if not isinstance(kind, Scalar) or kind.text not in _REQUIRED:
        place = item.span if kind is None else kind.span
        kinds = ", ".join(_REQUIRED)
        yield ONLY_3_DROPS.at(place, f"This mapping of “{name.text}” has no known type. The types are {kinds}.")
        return
    yield from _conditions(item)
    for key in ("entity", "role", "group", "action"):
        value = item.get(key)
        if isinstance(value, Scalar) and not is_null(value) and not isinstance(resolve(value), str):
            yield ONLY_3_STOPS.at(value.span, f'“{key}” must be a text. Write "{value.text}", in quotes.')
    for key in _REQUIRED[kind.text]:
        value = item.get(key)
        if value is None or is_null(value):
            yield ONLY_3_DROPS.at(item.span, f"A mapping “{kind.text}” needs “{key}: …”.")


def _conditions(item: Mapping) -> Iterator[DomainFault]:
    node = item.get("conditions")
    if node is None or is_null(node):
        return
    if not isinstance(node, Sequence):
        yield ONLY_3_STOPS.at(node.span, "“conditions” must be a list: lines “- active_loop: …”.")
        return
    for condition in node.items:
        for key, _ in condition.pairs() if isinstance(condition, Mapping) else ():
            if key.text not in {"active_loop", "requested_slot"}:
                yield ONLY_3_STOPS.at(key.inner, f"A condition is “active_loop” or “requested_slot”, not “{key.text}”.")
