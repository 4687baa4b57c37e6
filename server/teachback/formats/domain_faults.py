"""What spoils a domain for Rasa, found in the shape of its YAML.

Rasa judges each file of a domain on its own (R1:core/domain.py and core/schemas/domain.yml; R3:shared/core/domain.py
and shared/utils/schemas/domain.yml). What either generation does with each fault was tried out with 1.10.26 and 3.6.21.
"""

from __future__ import annotations

from collections.abc import Iterator

from teachback.dialogue.domain import DEFAULT_ACTIONS
from teachback.formats.domain_fault import (
    BOTH_STOP,
    DROPPED_IN_BOTH,
    DROPPED_THEN_STOPS,
    ONLY_1_DROPS,
    ONLY_1_STOPS,
    ONLY_3_DROPS,
    ONLY_3_STOPS,
    STOPS_THEN_DROPPED,
    DomainFault,
)
from teachback.formats.domain_response_faults import response_faults
from teachback.formats.domain_slot_faults import has_letter, slot_faults
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from teachback.formats.yaml_scalars import is_null, resolve

_MAPPINGS = ("session_config", "config")


def faults_of(top: Mapping) -> tuple[DomainFault, ...]:
    """All faults of one file of a domain, in source order."""
    found = (
        *_version(top),
        *_intents(top),
        *_entities(top),
        *_actions(top),
        *_forms(top),
        *_bot_texts(top),
        *_settings(top),
        *slot_faults(top),
        *response_faults(top),
    )
    return tuple(sorted(found, key=lambda fault: fault.span))


def no_keys(root: Node) -> DomainFault:
    """The fault of a file that is a list or a text as a whole."""
    return DROPPED_THEN_STOPS.at(root.span, "A domain is made of keys, such as “intents:” and “actions:”.")


def _version(top: Mapping) -> Iterator[DomainFault]:
    node = top.get("version")
    if isinstance(node, Scalar) and not is_null(node) and not isinstance(resolve(node), str):
        yield ONLY_3_STOPS.at(node.span, f'The version must be a text. Write "{node.text}", in quotes.')


def _bot_texts(top: Mapping) -> Iterator[DomainFault]:
    node = top.get("e2e_actions")
    if isinstance(node, Mapping):
        yield ONLY_3_STOPS.at(node.span, "“e2e_actions” must be a list: lines that begin with “- ”.")


def _items(top: Mapping, key: str) -> Iterator[Node]:
    node = top.get(key)
    if isinstance(node, Sequence):
        yield from node.items


def _no_list(top: Mapping, key: str) -> Iterator[DomainFault]:
    """A section that is something else than a list."""
    node = top.get(key)
    if node is not None and not isinstance(node, Sequence) and not is_null(node):
        yield DROPPED_THEN_STOPS.at(node.span, f"“{key}” must be a list: lines that begin with “- ”.")


def _empty(top: Mapping, key: str) -> Scalar | None:
    """The key of a section with nothing in it."""
    return top.key(key) if is_null(top.get(key)) else None


def _intents(top: Mapping) -> Iterator[DomainFault]:
    yield from _no_list(top, "intents")
    if key := _empty(top, "intents"):
        yield BOTH_STOP.at(key.inner, "Nothing stands below “intents:”. List the intents, or remove the key.")
    known = _actions_known(top)
    for item in _items(top, "intents"):
        if not isinstance(item, Mapping):
            yield from _no_name(item, "An intent")
            continue
        for name, settings in list(item.pairs())[:1]:
            if is_null(settings):
                yield STOPS_THEN_DROPPED.at(
                    name.inner,
                    f"Nothing belongs to “{name.text}:”. Remove the colon, or indent what is below.",
                )
            elif not isinstance(settings, Mapping):
                yield BOTH_STOP.at(settings.span, f"The settings of “{name.text}” are lines like “use_entities: []”.")
            else:
                yield from _intent_settings(name, settings, known)


def _intent_settings(name: Scalar, settings: Mapping, known: frozenset[str]) -> Iterator[DomainFault]:
    for key in ("use_entities", "ignore_entities"):
        node = settings.get(key)
        value = resolve(node) if isinstance(node, Scalar) else None
        null = is_null(node) and key == "ignore_entities"
        truth = isinstance(value, bool) and (key == "ignore_entities")
        number = isinstance(value, int | float) and not isinstance(value, bool) and (value or key == "ignore_entities")
        if node is not None and (null or truth or number):
            yield BOTH_STOP.at(node.span if not null else name.inner, f"“{key}” must be a list of entities.")
    trigger = settings.get("triggers")
    if trigger is not None and is_null(trigger):
        yield DROPPED_IN_BOTH.at(name.inner, f"`{name.text}` triggers nothing. Write an action, or remove “triggers:”.")
    elif isinstance(trigger, Scalar) and trigger.text not in known:
        yield DROPPED_IN_BOTH.at(
            trigger.span,
            f"`{name.text}` triggers `{trigger.text}`, which this file does not declare. Add it to its `actions`.",
        )


def _actions_known(top: Mapping) -> frozenset[str]:
    """The actions of a file, and those that either generation brings."""
    names = {name for brought in DEFAULT_ACTIONS.values() for name in brought}
    for key in ("actions", "forms", "responses", "templates", "e2e_actions"):
        node = top.get(key)
        items = node.items if isinstance(node, Sequence) else ()
        names |= {item.text for item in items if isinstance(item, Scalar)}
        for mapping in (node, *items):
            names |= {name.text for name, _ in mapping.pairs()} if isinstance(mapping, Mapping) else set()
    return frozenset((*names, *(name.partition("/")[0] for name in names)))


def _no_name(item: Node, what: str) -> Iterator[DomainFault]:
    """An item that is a list, a number or a boolean."""
    if isinstance(item, Sequence):
        yield DROPPED_THEN_STOPS.at(item.span, f"{what} must be a name.")
    elif isinstance(item, Scalar) and not is_null(item) and not isinstance(resolve(item), str):
        yield DROPPED_THEN_STOPS.at(
            item.span, f'{what} must be a text, and {item.text} is not one for YAML. Write "{item.text}".'
        )


def _entities(top: Mapping) -> Iterator[DomainFault]:
    yield from _no_list(top, "entities")
    if key := _empty(top, "entities"):
        yield ONLY_3_STOPS.at(key.inner, "Nothing stands below “entities:”. List the entities, or remove the key.")
    for item in _items(top, "entities"):
        if not isinstance(item, Mapping):
            yield from _no_name(item, "An entity")
            continue
        for name, settings in list(item.pairs())[:1]:
            if is_null(settings):
                yield DROPPED_IN_BOTH.at(name.inner, f"Nothing belongs to “{name.text}:”. Remove the colon.")
            else:
                yield ONLY_1_DROPS.at(name.inner, "Rasa 1 knows no roles and groups. Leave the name alone.")


def _actions(top: Mapping) -> Iterator[DomainFault]:
    yield from _no_list(top, "actions")
    if key := _empty(top, "actions"):
        yield BOTH_STOP.at(key.inner, "Nothing stands below “actions:”. List the actions, or remove the key.")
    for item in _items(top, "actions"):
        if is_null(item):
            yield DROPPED_THEN_STOPS.at(item.span, "An action is missing here. Write it, or remove the line.")
        elif not isinstance(item, Mapping):
            yield from _no_name(item, "An action")
        else:
            for name, settings in list(item.pairs())[:1]:
                yield ONLY_1_DROPS.at(name.inner, "Rasa 1 takes names of actions only. Write the name without a colon.")
                for key, _ in settings.pairs() if isinstance(settings, Mapping) else ():
                    if key.text != "send_domain":
                        yield ONLY_3_STOPS.at(key.inner, f"An action has no setting “{key.text}”, only “send_domain”.")


def _forms(top: Mapping) -> Iterator[DomainFault]:
    node = top.get("forms")
    key = top.key("forms")
    if key is None or node is None:
        return
    if is_null(node):
        yield BOTH_STOP.at(key.inner, "Nothing stands below “forms:”. Write the forms, or remove the key.")
    elif isinstance(node, Sequence):
        yield ONLY_3_STOPS.at(key.inner, "Forms are a mapping in Rasa 3: lines “name:” with “required_slots:” below.")
        for item in node.items:
            if isinstance(item, Mapping):
                yield ONLY_1_DROPS.at(item.span, "Rasa 1 takes names of forms only.")
    elif isinstance(node, Scalar):
        yield DROPPED_THEN_STOPS.at(node.span, "“forms” must hold forms, not a text.")
    else:
        yield ONLY_1_DROPS.at(key.inner, "Forms are a list in Rasa 1: lines “- name”.")
        for name, settings in node.pairs():
            yield from _form(name, settings)


def _form(name: Scalar, settings: Node) -> Iterator[DomainFault]:
    if not has_letter(name):
        yield ONLY_3_STOPS.at(name.inner, f"The name of the form “{name.text}” needs a letter from A to Z.")
    if not isinstance(settings, Mapping):
        place = name.inner if is_null(settings) else settings.span
        yield ONLY_3_STOPS.at(place, f"“{name.text}:” needs “required_slots: []” below it.")
        return
    for key, value in settings.pairs():
        if key.text == "required_slots" and not isinstance(value, Sequence) and not is_null(value):
            yield ONLY_3_STOPS.at(value.span, "“required_slots” is a list of slots; mappings stand with the slots.")
        elif key.text not in {"required_slots", "ignored_intents"}:
            yield ONLY_3_STOPS.at(key.inner, f"A form has no key “{key.text}”. Write “required_slots:”.")
    ignored = settings.key("ignored_intents")
    if ignored is not None and settings.key("required_slots") is None:
        yield ONLY_3_DROPS.at(ignored.inner, "“ignored_intents” needs “required_slots” beside it.")


def _settings(top: Mapping) -> Iterator[DomainFault]:
    for section in _MAPPINGS:
        key, node = top.key(section), top.get(section)
        if key is not None and node is not None and not isinstance(node, Mapping):
            place = key.inner if is_null(node) else node.span
            yield DROPPED_THEN_STOPS.at(place, f"“{section}” must hold lines of the form “name: …”. Or remove the key.")
    session, config = top.get("session_config"), top.get("config")
    if isinstance(session, Mapping):
        yield from _number(session, "session_expiration_time")
        yield from _truth(session, "carry_over_slots_to_new_session")
    if isinstance(config, Mapping):
        yield from _truth(config, "store_entities_as_slots")
        for key, _ in config.pairs():
            if key.text != "store_entities_as_slots":
                yield ONLY_1_STOPS.at(key.inner, f"“config” has no key “{key.text}”. Remove it.")


def _number(mapping: Mapping, key: str) -> Iterator[DomainFault]:
    node = mapping.get(key)
    value = resolve(node) if isinstance(node, Scalar) else None
    fine = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    if node is not None and not is_null(node) and not fine:
        yield DROPPED_THEN_STOPS.at(node.span, f"“{key}” must be a number of minutes, 0 or more.")


def _truth(mapping: Mapping, key: str) -> Iterator[DomainFault]:
    node = mapping.get(key)
    value = resolve(node) if isinstance(node, Scalar) else None
    if node is not None and not is_null(node) and not isinstance(value, bool):
        yield DROPPED_THEN_STOPS.at(node.span, f"“{key}” must be true or false.")
