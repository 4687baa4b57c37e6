"""A conversation as it unfolds, and the state that policies see of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain, Entity, Slot
from teachback.dialogue.events import (
    ActionExecuted,
    ActionReverted,
    AllSlotsReset,
    EntityMention,
    Event,
    LoopChanged,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from teachback.dialogue.slot_features import Features, slot_features
from teachback.dialogue.states import State
from teachback.dialogue.values import Value

Key = tuple[object, ...]
Happened = TypeVar("Happened")


class Featurizer:
    """Turns slots and messages into features, by the rules of one domain. Remembers what it has worked out."""

    __slots__ = ("_actions", "_features", "_messages", "domain", "initial_slots", "slots")

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.slots: Mapping[str, Slot] = {slot.name: slot for slot in domain.slots}
        self.initial_slots: Mapping[str, Value] = {slot.name: slot.initial_value for slot in domain.slots}
        self._actions = frozenset(domain.action_names())
        self._features: dict[tuple[str, type, Value], Features] = {}
        self._messages: dict[UserUttered, tuple[str, ...]] = {}

    def features(self, slot: str, value: Value) -> Features:
        """The features of a slot's value; the type is part of the memory's key because ``True == 1``."""
        key = (slot, type(value), value)
        known = self._features.get(key)
        if known is None:
            known = self._features[key] = slot_features(self.slots[slot], value, self.domain.dialect)
        return known

    def entity_labels(self, message: UserUttered) -> tuple[str, ...]:
        """The sorted labels of the entities that the message's intent uses."""
        known = self._messages.get(message)
        if known is None:
            known = self._messages[message] = self._labels(message)
        return known

    def _labels(self, message: UserUttered) -> tuple[str, ...]:
        if self.domain.dialect is Dialect.RASA1:
            if message.intent is None:
                return ()
            labels = {mention.type for mention in message.entities}
        else:
            labels = {label for mention in message.entities for label in _labels_of(mention)}
        intent = self.domain.intents.get(message.intent or "")
        if intent is None:  # Rasa has no configuration for an unknown intent and drops nothing
            return tuple(sorted(labels))
        used = self._used_by_default() if intent.used_entities is None else intent.used_entities
        return tuple(sorted(labels & used))

    def _used_by_default(self) -> frozenset[str]:
        return frozenset(
            label for entity in self.domain.entities.values() if entity.influences for label in _labels_known(entity)
        )

    def sees_action(self, name: str) -> bool:
        """Whether the action leaves a feature behind: 1.x has none for an action that the domain lacks."""
        return self.domain.dialect is Dialect.RASA3 or name in self._actions


def _labels_of(mention: EntityMention) -> Iterable[str]:
    yield mention.type
    if mention.role is not None:
        yield f"{mention.type}#{mention.role}"
    if mention.group is not None:
        yield f"{mention.type}#{mention.group}"


def _labels_known(entity: Entity) -> Iterable[str]:
    yield entity.name
    for label in (*entity.roles, *entity.groups):
        yield f"{entity.name}#{label}"


class Conversation:
    """The running memory of one conversation: slots, last message, last action, active form or loop."""

    __slots__ = ("_featurizer", "_state", "loop", "message", "previous", "slots")

    def __init__(self, featurizer: Featurizer) -> None:
        self._featurizer = featurizer
        self._state: State | None = None
        self.slots: dict[str, Value] = dict(featurizer.initial_slots)
        self.message: UserUttered | None = None
        self.previous: ActionExecuted | None = None
        self.loop: str | None = None

    def copy(self) -> Conversation:
        """A conversation that goes on from here without changing this one."""
        twin = Conversation.__new__(Conversation)
        twin._featurizer = self._featurizer  # noqa: SLF001 - one conversation copies another
        twin._state = self._state  # noqa: SLF001 - the same
        twin.slots = dict(self.slots)
        twin.message = self.message
        twin.previous = self.previous
        twin.loop = self.loop
        return twin

    def key(self) -> Key:
        """Equal for conversations that behave alike from here on."""
        return (tuple(self.slots.items()), self.message, self.previous, self.loop)

    def apply(self, event: Event) -> None:
        """Let an event happen. Undone events are the business of ``applied``: here they change nothing."""
        self._state = None
        match event:
            case UserUttered():
                self.message = event
            case ActionExecuted():
                self.previous = event
            case SlotSet(slot, value):
                if slot in self.slots:  # Rasa logs an error for a slot that the domain lacks, and goes on
                    self.slots[slot] = value
            case LoopChanged(loop):
                self.loop = loop
            case AllSlotsReset():
                self.slots = dict(self._featurizer.initial_slots)
            case Restarted():
                self.slots = dict(self._featurizer.initial_slots)
                self.message = self.previous = self.loop = None
            case _:
                pass

    def state(self) -> State:
        """What a policy sees now."""
        if self._state is None:
            self._state = self._observe()
        return self._state

    def _observe(self) -> State:
        featurizer = self._featurizer
        message, previous = self.message, self.previous
        if previous is not None and not featurizer.sees_action(previous.name):
            previous = None
        slots: list[tuple[str, Features]] = []
        for name, value in self.slots.items():
            if value is not None and (features := featurizer.features(name, value)):
                slots.append((name, features))
        return State(
            intent=message.intent if message else None,
            text=message.text if message else None,
            entities=featurizer.entity_labels(message) if message else (),
            slots=tuple(slots),
            previous_action=previous.name if previous else None,
            previous_is_text=previous.is_text if previous else False,
            loop=self.loop,
        )


def applied(events: Iterable[Event]) -> list[Event]:
    """The events that count after restarts, undone actions and rewound messages (trackers.py:applied_events)."""
    return applied_entries(events, lambda event: event)


def applied_entries(happened: Iterable[Happened], event_of: Callable[[Happened], Event | None]) -> list[Happened]:
    """The same for whatever holds events: what is taken back takes along all that came after it."""
    kept: list[Happened] = []
    for entry in happened:
        match event_of(entry):
            case Restarted():
                kept.clear()
            case ActionReverted():
                _drop_through(kept, ActionExecuted, event_of)
            case UserUtteranceReverted():
                _drop_through(kept, UserUttered, event_of)
                _drop_through(kept, ActionExecuted, event_of)
            case _:
                kept.append(entry)
    return kept


def _drop_through(entries: list[Happened], kind: type[Event], event_of: Callable[[Happened], Event | None]) -> None:
    while entries:
        if isinstance(event_of(entries.pop()), kind):
            return
