"""A domain file as written, every name with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from teachback.dialogue.values import Value
from teachback.formats.domain_fault import DomainFault
from teachback.formats.names import Name
from teachback.formats.problems import Problem
from teachback.text.spans import Span


class Section(Enum):
    """The top-level keys that hold names."""

    INTENTS = "intents"
    ENTITIES = "entities"
    SLOTS = "slots"
    RESPONSES = "responses"
    ACTIONS = "actions"
    FORMS = "forms"


@dataclass(frozen=True, slots=True)
class IntentEntry:
    """``use_entities`` is ``None`` when not written or true; ``()`` for false, null or an empty list."""

    name: Name
    use_entities: tuple[Name, ...] | None = None
    ignore_entities: tuple[Name, ...] = ()
    trigger: Name | None = None


@dataclass(frozen=True, slots=True)
class EntityEntry:
    """``influences`` is 3.x's ``influence_conversation``."""

    name: Name
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    influences: bool = True


@dataclass(frozen=True, slots=True)
class SlotMapping:
    """One mapping of a slot (3.x) or of a form's slot (2.x). ``conditions`` are the loops named by ``active_loop``."""

    type: Name
    entity: Name | None = None
    role: str | None = None
    group: str | None = None
    intents: tuple[Name, ...] = ()
    value: Value = None
    action: Name | None = None
    conditions: tuple[Name | None, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotEntry:
    """A slot; ``type`` is ``None`` where it is missing. ``influences`` is ``None`` where not written."""

    name: Name
    type: Name | None
    initial_value: Value = None
    values: tuple[Value, ...] = ()
    min_value: float | None = None
    max_value: float | None = None
    influences: bool | None = None
    auto_fill: bool = True
    mappings: tuple[SlotMapping, ...] = ()


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A form and the slots that it requires (none are written in 1.x)."""

    name: Name
    required_slots: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """Where a new item goes: at ``end`` (the end of the last item's last line), indented by ``indent`` columns.

    For an empty or flow-style (``[a, b]``) section ``flow`` is true and ``end`` is the offset just before ``]``, or
    the end of the key's line when nothing follows it. ``empty`` says that there is no item yet.
    """

    section: Section
    key: Name
    end: int
    indent: int
    flow: bool = False
    empty: bool = False


_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class DomainFile:
    """One file of a domain. ``broken`` when it could not be read as YAML: nothing may then be called unknown.

    ``faults`` are what makes a Rasa of either generation refuse or drop the file. ``is_domain`` is false when it has no
    key of a domain. ``version`` is the text of the ``version`` key.
    """

    version: str | None = None
    intents: tuple[IntentEntry, ...] = ()
    entities: tuple[EntityEntry, ...] = ()
    slots: tuple[SlotEntry, ...] = ()
    responses: tuple[Name, ...] = ()
    actions: tuple[Name, ...] = ()
    forms: tuple[FormEntry, ...] = ()
    bot_texts: tuple[Name, ...] = ()
    store_entities_as_slots: bool = True
    places: tuple[SectionPlace, ...] = ()
    problems: tuple[Problem, ...] = ()
    faults: tuple[DomainFault, ...] = ()
    span: Span = _NOWHERE
    is_domain: bool = False
    broken: bool = False
