"""``config.yml``: language, pipeline and policies."""

from __future__ import annotations

from teachback.formats.config_tree import Component, ConfigFile
from teachback.formats.names import Name
from teachback.formats.yaml_block import Block
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlFile
from teachback.formats.yaml_scalars import is_null, to_value


def read_config(yaml: YamlFile) -> ConfigFile:
    """The configuration of a project; spans are offsets in the file. ``yaml``'s own problems are not repeated.

    A pipeline that is one word, a 1.x template such as ``supervised_embeddings``, becomes one component.
    """
    top = yaml.top
    if top is None:
        return ConfigFile(broken=yaml.broken)
    block = Block()
    policies = top.get("policies")
    return ConfigFile(
        None if is_null(policies) else _components(policies, "policies", block),
        _components(top.get("pipeline"), "pipeline", block),
        _text(top, "language"),
        _text(top, "recipe"),
        tuple(block.problems),
        yaml.broken,
    )


def _text(top: Mapping, key: str) -> str | None:
    node = top.get(key)
    return node.text if isinstance(node, Scalar) and not is_null(node) else None


def _components(node: Node | None, key: str, block: Block) -> tuple[Component, ...]:
    if node is None or is_null(node):
        return ()
    if isinstance(node, Scalar):
        return (Component(block.name(node)),)
    if not isinstance(node, Sequence):
        block.warn(node.span, f"“{key}” must be a list: lines that begin with “- name: …”.")
        return ()
    found = (_component(item, block) for item in node.items)
    return tuple(component for component in found if component is not None)


def _component(item: Node, block: Block) -> Component | None:
    name = _component_name(item)
    if name is None:
        block.warn(item.span, "A component begins with its class, such as “- name: MemoizationPolicy”.")
        return None
    pairs = item.pairs() if isinstance(item, Mapping) else ()
    return Component(name, tuple((key.text, to_value(value)) for key, value in pairs if key.text != "name"))


def _component_name(item: Node) -> Name | None:
    node = item.get("name") if isinstance(item, Mapping) else item
    return node.name if isinstance(node, Scalar) and not is_null(node) else None
