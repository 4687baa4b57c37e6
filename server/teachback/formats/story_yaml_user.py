"""User messages of YAML stories, and the slot assignments that may stand in the same places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import cast

from teachback.dialogue.values import freeze
from teachback.formats.names import Name
from teachback.formats.nlu_markup import read_example
from teachback.formats.problems import Severity
from teachback.formats.story_tree import EntityStep, SlotAssignment, UserStep
from teachback.formats.yaml_block import Block
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from teachback.formats.yaml_scalars import is_null, key_text, resolve, to_value
from teachback.text.spans import Span

USER_KEYS = frozenset({"intent", "user", "entities"})

# R3:shared/core/training_data/story_reader/yaml_story_reader.py:_regex_message_pattern
_MESSAGE = re.compile(r"/(?P<intent>[^{@]+)(?:@[0-9.]+)?(?P<entities>\{.+\})?")


def read_user_step(step: Mapping, block: Block) -> UserStep:
    """A step with ``intent``, ``user`` or both (R3:yaml_story_reader.py:_parse_raw_user_utterance).

    With a ``user`` text the entities are those of its annotations, and an ``entities`` key counts for nothing.
    """
    block.only(step, USER_KEYS, "A user step")
    intent = _intent(step, block)
    message = step.get("user")
    if message is None:
        return UserStep(block.span(step.span), intent, tuple(_listed_entities(step.get("entities"), block)))
    text, entities = _message(message, block)
    return UserStep(block.span(step.span), intent, entities, text)


def _intent(step: Mapping, block: Block) -> Name | None:
    node = step.get("intent")
    if node is None:
        return None
    name = block.text(node, "An intent")
    if name is None:
        if step.get("user") is None:
            block.warn(step.span, "This step names no intent. Write one after “intent:”.")
        return None
    if not name.text.startswith("/"):
        return name
    plain = name.text[1:]
    message = f"Rasa takes the intent “{name.text}” for “{plain}”; the slash is not needed."
    inner = cast("Scalar", node).inner
    block.deprecate(inner, message, plain, f"Write {plain}", Severity.WARNING)
    exact = name.span.end - name.span.start == len(name.text)
    return Name(plain, Span(name.span.start + 1, name.span.end) if exact else name.span)


def _message(node: Node, block: Block) -> tuple[Name | None, tuple[EntityStep, ...]]:
    """The plain text of a ``user:`` message and its entities."""
    name = block.text(node, "A user message")
    if name is None:
        if is_null(node):
            block.refuse(node.span, "Rasa stops at a user message without text. Write the text after “user:”.")
        return None, ()
    example, problems = read_example(name.text, name.span)
    block.problems += problems
    entities = tuple(EntityStep(entity.type, entity.value, entity.role, entity.group) for entity in example.entities)
    if example.plain.startswith("/"):
        entities = tuple(_message_entities(example.plain, name.span))
    return Name(example.plain, name.span), entities


def _message_entities(text: str, span: Span) -> Iterator[EntityStep]:
    """The entities of a message such as ``/inform{"cuisine": "thai"}``; none where the JSON is wrong, as in Rasa."""
    found = _MESSAGE.match(text)
    if found is None or found["entities"] is None:
        return
    try:
        fields: object = json.loads(found["entities"])
    except (ValueError, RecursionError):
        return
    if not isinstance(fields, dict):
        return
    for entity_type, values in cast("dict[str, object]", fields).items():
        for value in cast("list[object]", values) if isinstance(values, list) else [values]:
            yield EntityStep(Name(entity_type, span), freeze(value))


def _listed_entities(node: Node | None, block: Block) -> Iterator[EntityStep]:
    if node is not None and is_null(node):
        block.refuse(node.span, "Rasa stops at an empty “entities:”. List the entities or remove the key.")
    for item in block.items(node, "“entities”"):
        if isinstance(item, Mapping):
            yield from _mapped_entity(item, block)
        elif isinstance(item, Scalar) and (name := block.text(item, "An entity")):
            yield EntityStep(name)
        else:
            block.refuse(item.span, "An entity is written as “- type: value” or “- type”.")


def _mapped_entity(item: Mapping, block: Block) -> Iterator[EntityStep]:
    """One entity of a mapping; of several types the last one counts (R3:yaml_story_reader.py:_parse_raw_entities)."""
    role = group = None
    typed: tuple[Scalar, Node] | None = None
    for key, value in item.pairs():
        if key.text in ("role", "group"):
            label = block.text(value, f"The {key.text} of an entity")
            role = label.text if label and key.text == "role" else role
            group = label.text if label and key.text == "group" else group
        else:
            typed = (key, value)
    if typed is None:
        block.warn(item.span, "This entity has no type. Write it as “- type: value”.")
        return
    yield EntityStep(block.name(typed[0]), to_value(typed[1]), role, group)


def read_assignments(node: Node, block: Block) -> tuple[SlotAssignment, ...]:
    """The slots of ``slot_was_set``: ``- slot: value`` or ``- slot`` (R3:yaml_story_reader.py:_parse_slot).

    Rasa ignores what follows an item that is neither.
    """
    if is_null(node):
        block.refuse(node.span, "Rasa stops at an empty “slot_was_set:”. List the slots or remove the key.")
    if isinstance(node, Mapping):
        block.refuse(node.span, "“slot_was_set” must be a list. Put “- ” before each slot.")
        return tuple(_mapped_slots(node, block))
    found: list[SlotAssignment] = []
    for item in node.items if isinstance(node, Sequence) else block.items(node, "“slot_was_set”"):
        if isinstance(item, Mapping):
            found += _mapped_slots(item, block)
        elif isinstance(item, Scalar) and isinstance(resolve(item), str):
            name = block.name(item)
            found.append(SlotAssignment(name, None, name.span, given=False))
        else:
            block.warn(item.span, "This is not a slot, and Rasa ignores it with all that follows in the list.")
            break
    return tuple(found)


def _mapped_slots(item: Mapping, block: Block) -> Iterator[SlotAssignment]:
    for key, value in item.entries:
        span = key.inner if isinstance(key, Scalar) else key.span
        yield SlotAssignment(Name(key_text(key), block.span(span)), to_value(value), block.span(value.span))
