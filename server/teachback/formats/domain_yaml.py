"""Domain files of 1.x, 2.x and 3.x, whole ones and parts."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.formats.domain_faults import faults_of, no_keys
from teachback.formats.domain_places import section_places
from teachback.formats.domain_tree import DomainFile, EntityEntry, FormEntry, IntentEntry
from teachback.formats.domain_yaml_slots import read_slots
from teachback.formats.names import Name
from teachback.formats.problems import Severity
from teachback.formats.yaml_block import Block
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, YamlFile
from teachback.formats.yaml_scalars import is_null, resolve

# R3:shared/core/domain.py:ALL_DOMAIN_KEYS, and 1.x's old name of ``responses``.
_KEYS = frozenset(
    {"slots", "forms", "actions", "entities", "intents", "responses", "e2e_actions", "session_config", "templates"}
)
_INTENT_SETTINGS = frozenset({"use_entities", "ignore_entities", "triggers"})


def is_domain_yaml(yaml: YamlFile) -> bool:
    """Whether the file has a key of a domain (R3:shared/core/domain.py:is_domain_file)."""
    return yaml.has_any_key(_KEYS)


def read_domain(yaml: YamlFile, text: str) -> DomainFile:
    """The part of a domain that a file holds; ``text`` is the file's text, of which ``yaml`` is the tree.

    The shapes of both generations are read. A piece of the wrong shape is left out with a problem: an error where both
    generations refuse it, a warning otherwise. ``yaml``'s own problems are not repeated.
    """
    top = yaml.top
    if top is None:
        faults = () if yaml.root is None or yaml.broken else (no_keys(yaml.root),)
        return DomainFile(faults=faults, broken=yaml.broken or bool(faults))
    block = Block()
    config = _section(top, "config", block)
    version = top.get("version")
    return DomainFile(
        version=version.text if isinstance(version, Scalar) else None,
        intents=tuple(_intents(top.get("intents"), block)),
        entities=tuple(_entities(top.get("entities"), block)),
        slots=read_slots(_section(top, "slots", block), block),
        responses=tuple(_responses(top, block)),
        actions=tuple(_names(top.get("actions"), "An action", block)),
        forms=tuple(_forms(top.get("forms"), block)),
        bot_texts=tuple(_names(top.get("e2e_actions"), "A bot message", block)),
        store_entities_as_slots=config is None or _flag(config, "store_entities_as_slots", default=True),
        places=section_places(top, text),
        problems=tuple(block.problems),
        faults=() if yaml.broken else faults_of(top),
        span=top.span,
        is_domain=is_domain_yaml(yaml),
        broken=yaml.broken,
    )


def _section(top: Mapping, key: str, block: Block) -> Mapping | None:
    node = top.get(key)
    if isinstance(node, Mapping):
        return node
    if node is not None and not is_null(node):
        block.warn(node.span, f"“{key}” must be a mapping: lines of the form “name: …”.")
    return None


def _list(node: Node | None, what: str, block: Block) -> tuple[Node, ...]:
    """The items of a section; a mapping where a list belongs costs the section only."""
    if isinstance(node, Mapping) or (isinstance(node, Scalar) and not is_null(node)):
        block.warn(node.span, f"{what} stand in a list: lines that begin with “- ”.")
        return ()
    return block.items(node, what)


def _flag(mapping: Mapping, key: str, *, default: bool) -> bool:
    node = mapping.get(key)
    value = resolve(node) if isinstance(node, Scalar) else default
    return value if isinstance(value, bool) else default


def _names(node: Node | None, what: str, block: Block) -> Iterator[Name]:
    """The names of a list whose items are ``name`` or ``name: {settings}``."""
    for item in _list(node, f"{what}s", block):
        name = block.name(key) if (key := _first_key(item)) else block.text(item, what)
        if name is None:
            block.warn(item.span, f"{what} is missing here. Write it after the dash, or remove the line.")
        else:
            yield name


def _first_key(item: Node) -> Scalar | None:
    if not isinstance(item, Mapping):
        return None
    return next((key for key, _ in item.pairs()), None)


def _settings(item: Node, names: frozenset[str], block: Block) -> Mapping | None:
    """What stands below ``- name:``."""
    key = _first_key(item)
    if key is None or not isinstance(item, Mapping):
        return None
    settings = item.get(key.text)
    stray = next((other for other, _ in item.pairs() if other is not key and other.text in names), None)
    if stray is not None:
        message = f"“{stray.text}” stands beside “{key.text}”, not below it. Indent it further."
        block.warn(stray.span, message)
    return settings if isinstance(settings, Mapping) else None


def _intents(node: Node | None, block: Block) -> Iterator[IntentEntry]:
    items = _list(node, "Intents", block)
    for item in items:
        name = block.name(key) if (key := _first_key(item)) else block.text(item, "An intent")
        if name is None:
            block.warn(item.span, "An intent is missing here. Write it after the dash, or remove the line.")
            continue
        settings = _settings(item, _INTENT_SETTINGS, block)
        if settings is None:
            yield IntentEntry(name)
            continue
        trigger = settings.get("triggers")
        yield IntentEntry(
            name,
            _used_entities(settings.get("use_entities"), block),
            tuple(_names(settings.get("ignore_entities"), "An entity", block)),
            None if trigger is None else block.text(trigger, "The action that an intent triggers"),
        )


def _used_entities(node: Node | None, block: Block) -> tuple[Name, ...] | None:
    value = resolve(node) if isinstance(node, Scalar) else None
    if node is None or value is True:
        return None
    if value is False:
        return ()
    return tuple(_names(node, "An entity", block))


def _entities(node: Node | None, block: Block) -> Iterator[EntityEntry]:
    settings_names = frozenset({"roles", "groups", "influence_conversation"})
    for item in _list(node, "Entities", block):
        name = block.name(key) if (key := _first_key(item)) else block.text(item, "An entity")
        if name is None:
            block.warn(item.span, "An entity is missing here. Write it after the dash, or remove the line.")
            continue
        settings = _settings(item, settings_names, block)
        if settings is None:
            yield EntityEntry(name)
            continue
        yield EntityEntry(
            name,
            tuple(role.text for role in _names(settings.get("roles"), "A role", block)),
            tuple(group.text for group in _names(settings.get("groups"), "A group", block)),
            _flag(settings, "influence_conversation", default=True),
        )


def _responses(top: Mapping, block: Block) -> Iterator[Name]:
    if (old := top.key("templates")) is not None:
        new = None if top.key("responses") else "responses"
        cure = new and "Rename to responses"
        message = "“templates” is the old name of “responses”, which Rasa 2 and later do not read any more."
        block.deprecate(old.inner, message, new, cure, Severity.HINT)
    for key in ("templates", "responses"):
        section = _section(top, key, block)
        if section is not None:
            yield from (block.name(name) for name, _ in section.pairs())


def _forms(node: Node | None, block: Block) -> Iterator[FormEntry]:
    """Forms as a list (1.x) or a mapping (2.x, 3.x)."""
    if isinstance(node, Mapping):
        for key, value in node.pairs():
            yield FormEntry(block.name(key), tuple(_required_slots(value, block)))
        return
    yield from (FormEntry(name) for name in _names(node, "A form", block))


def _required_slots(form: Node, block: Block) -> Iterator[Name]:
    """``required_slots`` as a list (3.x) or a mapping of mappings (2.6), or the form's own keys (2.0)."""
    if not isinstance(form, Mapping):
        if not is_null(form):
            block.warn(form.span, "A form's settings are keys, such as “required_slots:”.")
        return
    slots = form.get("required_slots")
    if isinstance(slots, Mapping):
        yield from (block.name(key) for key, _ in slots.pairs())
    elif slots is not None:
        yield from _names(slots, "A slot", block)
    else:
        yield from (block.name(key) for key, _ in form.pairs() if key.text != "ignored_intents")
