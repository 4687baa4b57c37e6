"""What a bot knows: intents, entities, slots, actions and forms, without places in files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.values import Value

ACTION_LISTEN = "action_listen"
ACTION_SESSION_START = "action_session_start"
UNLIKELY_INTENT = "action_unlikely_intent"
"""Run by UnexpecTEDIntentPolicy alone, when a message comes as a surprise."""
RULE_SNIPPET = "..."
"""The action that stands for any history before or after a rule (R3:shared/core/constants.py)."""

# R1:core/actions/action.py:default_actions and R3:shared/core/constants.py:DEFAULT_ACTION_NAMES, in Rasa's order.
DEFAULT_ACTIONS: Mapping[Dialect, tuple[str, ...]] = MappingProxyType(
    {
        Dialect.RASA1: (
            ACTION_LISTEN,
            "action_restart",
            ACTION_SESSION_START,
            "action_default_fallback",
            "action_deactivate_form",
            "action_revert_fallback_events",
            "action_default_ask_affirmation",
            "action_default_ask_rephrase",
            "action_back",
        ),
        Dialect.RASA3: (
            ACTION_LISTEN,
            "action_restart",
            ACTION_SESSION_START,
            "action_default_fallback",
            "action_deactivate_loop",
            "action_revert_fallback_events",
            "action_default_ask_affirmation",
            "action_default_ask_rephrase",
            "action_two_stage_fallback",
            UNLIKELY_INTENT,
            "action_back",
            RULE_SNIPPET,
            "action_extract_slots",
        ),
    }
)

RENAMED_ACTIONS: Mapping[str, str] = MappingProxyType({"action_deactivate_form": "action_deactivate_loop"})
"""Names of 1.x that 2.x reads as its own, in stories and rules of either notation
(R2:shared/core/training_data/story_reader/story_reader.py:_map_legacy_event_names); 3.x knows the new ones alone."""

# R3:shared/core/constants.py:DEFAULT_INTENTS; 1.x exempts none while it reads stories.
DEFAULT_INTENTS: Mapping[Dialect, tuple[str, ...]] = MappingProxyType(
    {
        Dialect.RASA1: (),
        Dialect.RASA3: ("restart", "back", "out_of_scope", "session_start", "nlu_fallback"),
    }
)


@dataclass(frozen=True, slots=True)
class Intent:
    """An intent; ``used_entities`` is ``None`` when all entities count, else the labels that do.

    A label is an entity's name, or ``name#role`` and ``name#group`` (R3:shared/core/domain.py).
    """

    name: str
    used_entities: frozenset[str] | None = None
    trigger: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity type with its roles and groups; ``influences`` is 3.x's ``influence_conversation``."""

    name: str
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    influences: bool = True


@dataclass(frozen=True, slots=True)
class EntityMapping:
    """A 3.x ``from_entity`` mapping; ``in_loop`` when its first condition names an active loop."""

    entity: str
    role: str | None = None
    group: str | None = None
    in_loop: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot. ``type`` is the domain's own word: ``text``, ``bool``, ``categorical``, ``float``, ``list``,
    ``unfeaturized``, ``any`` or the path of a class, which features nothing here. ``mappings`` are the ``from_entity``
    ones; ``mapped`` says that the domain lists any mapping at all (2.x fills slots by name instead)."""

    name: str
    type: str
    initial_value: Value = None
    influences: bool = True
    values: tuple[Value, ...] = ()
    min_value: float = 0.0
    max_value: float = 1.0
    auto_fill: bool = True
    mappings: tuple[EntityMapping, ...] = ()
    mapped: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form or loop and the slots it asks for (empty where the domain does not say, as in 1.x)."""

    name: str
    required_slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Domain:
    """A merged domain.

    ``slots`` is in the order that Rasa gives features (1.x by name, 3.x as in the files). ``actions`` are the ones that
    the author listed, ``responses`` the names of the responses; both are actions for Rasa. ``complete`` is false when a
    part of the domain could not be read, so that nothing may be called unknown. ``renamed_actions`` are the names that
    stories may write for others.
    """

    dialect: Dialect
    intents: Mapping[str, Intent] = field(default_factory=lambda: MappingProxyType({}))
    entities: Mapping[str, Entity] = field(default_factory=lambda: MappingProxyType({}))
    slots: tuple[Slot, ...] = ()
    actions: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()
    forms: Mapping[str, Form] = field(default_factory=lambda: MappingProxyType({}))
    bot_texts: frozenset[str] = frozenset()
    store_entities_as_slots: bool = True
    renamed_actions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    complete: bool = True

    def meant_by(self, name: str) -> str:
        """The action that a story means by a name."""
        return self.renamed_actions.get(name, name)

    def action_names(self) -> tuple[str, ...]:
        """Every action, each once, in Rasa's order: defaults, the author's, responses, forms, end-to-end texts."""
        own = sorted(self.responses) if self.dialect is Dialect.RASA1 else self.responses
        return tuple(
            dict.fromkeys((*DEFAULT_ACTIONS[self.dialect], *self.actions, *own, *self.forms, *sorted(self.bot_texts)))
        )
