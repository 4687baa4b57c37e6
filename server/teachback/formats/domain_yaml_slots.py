"""The ``slots`` of a domain with their mappings."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.dialogue.values import Value
from teachback.formats.domain_tree import SlotEntry, SlotMapping
from teachback.formats.names import Name
from teachback.formats.yaml_block import Block
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from teachback.formats.yaml_scalars import is_null, resolve, to_value


def read_slots(section: Mapping | None, block: Block) -> tuple[SlotEntry, ...]:
    """The slots in source order. One without a type is refused by both generations (R1:core/slots.py:resolve_by_type,
    R3:shared/utils/schemas/domain.yml), and still listed.
    """
    return () if section is None else tuple(_slot(key, value, block) for key, value in section.pairs())


def _slot(key: Scalar, node: Node, block: Block) -> SlotEntry:
    name = block.name(key)
    settings = node if isinstance(node, Mapping) else Mapping((), node.span, flow=False)
    type_name = _name(settings, "type", "A slot's type", block)
    if type_name is None:
        block.refuse(key.inner, f"The slot “{name.text}” has no type. Write “type: text” or another below it.")
    return SlotEntry(
        name,
        type_name,
        _value(settings, "initial_value"),
        _values(settings.get("values"), block),
        _number(settings, "min_value"),
        _number(settings, "max_value"),
        _flag(settings, "influence_conversation"),
        _flag(settings, "auto_fill") is not False,
        tuple(_mappings(settings.get("mappings"), block)),
    )


def _mappings(node: Node | None, block: Block) -> Iterator[SlotMapping]:
    if node is not None and not isinstance(node, Sequence) and not is_null(node):
        block.warn(node.span, "A slot's mappings stand in a list: lines that begin with “- type: …”.")
        return
    for item in node.items if isinstance(node, Sequence) else ():
        type_name = _name(item, "type", "A mapping's type", block) if isinstance(item, Mapping) else None
        if not isinstance(item, Mapping) or type_name is None:
            block.warn(item.span, "A mapping begins with its type, such as “- type: from_entity”.")
            continue
        yield SlotMapping(
            type_name,
            _name(item, "entity", "An entity", block),
            _label(item, "role", block),
            _label(item, "group", block),
            tuple(_one_or_many(item.get("intent"), block)),
            _value(item, "value"),
            _name(item, "action", "An action", block),
            tuple(_conditions(item.get("conditions"), block)),
        )


def _conditions(node: Node | None, block: Block) -> Iterator[Name | None]:
    for item in node.items if isinstance(node, Sequence) else ():
        loop = item.get("active_loop") if isinstance(item, Mapping) else None
        if loop is not None:
            yield block.text(loop, "A form's name")


def _one_or_many(node: Node | None, block: Block) -> Iterator[Name]:
    for item in node.items if isinstance(node, Sequence) else (node,):
        name = None if item is None else block.text(item, "An intent")
        if name is not None:
            yield name


def _name(mapping: Mapping, key: str, what: str, block: Block) -> Name | None:
    node = mapping.get(key)
    return None if node is None else block.text(node, what)


def _label(mapping: Mapping, key: str, block: Block) -> str | None:
    name = _name(mapping, key, f"The {key} of an entity", block)
    return name.text if name else None


def _value(mapping: Mapping, key: str) -> Value:
    node = mapping.get(key)
    return None if node is None else to_value(node)


def _values(node: Node | None, block: Block) -> tuple[Value, ...]:
    if isinstance(node, Sequence):
        return tuple(to_value(item) for item in node.items)
    if node is not None and not is_null(node):
        block.warn(node.span, "A slot's values stand in a list, such as “[low, high]”.")
    return ()


def _number(mapping: Mapping, key: str) -> float | None:
    value = _value(mapping, key)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _flag(mapping: Mapping, key: str) -> bool | None:
    node = mapping.get(key)
    value = resolve(node) if isinstance(node, Scalar) else None
    return value if isinstance(value, bool) else None
