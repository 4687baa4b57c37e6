"""What stories and responses show of a 1.x form, whose code nobody can run here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from teachback.dialogue.events import ActionExecuted, Event, LoopChanged, SlotSet, UserUttered
from teachback.dialogue.values import Value
from teachback.project.domain_merge import REQUESTED_SLOT
from teachback.teaching.actions.story_evidence import Events

ASKS = "utter_ask_"


@dataclass(frozen=True, slots=True)
class ShownForm:
    """``required_slots`` in the order in which they are asked for. ``entities`` are those of another name that a slot
    gets its value from, ``answers`` the values that it gets after an intent without such an entity.
    """

    name: str
    required_slots: tuple[str, ...]
    entities: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    answers: Mapping[tuple[str, str], tuple[Value, ...]] = field(
        default_factory=dict[tuple[str, str], tuple[Value, ...]]
    )


def shown_form(name: str, stories: Iterable[Events], responses: Iterable[str]) -> ShownForm:
    """The form as far as stories show it: the slots that they say it requests, in their order, then those that they set
    within it and that a response asks for (``utter_ask_SLOT``).
    """
    asked = frozenset(each.removeprefix(ASKS) for each in responses if each.startswith(ASKS))
    shown = _Shown()
    for message, slot in _slots_within(name, stories):
        shown.take(message, slot)
    filled = (slot for slot in shown.filled if slot in asked)
    return ShownForm(
        name,
        tuple(dict.fromkeys((*shown.requested, *filled))),
        {slot: tuple(dict.fromkeys(types)) for slot, types in shown.entities.items()},
        {key: tuple(dict.fromkeys(values)) for key, values in shown.answers.items()},
    )


@dataclass(slots=True)
class _Shown:
    requested: list[str] = field(default_factory=list[str])
    filled: list[str] = field(default_factory=list[str])
    entities: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    answers: dict[tuple[str, str], list[Value]] = field(default_factory=dict[tuple[str, str], list[Value]])

    def take(self, message: UserUttered | None, event: SlotSet) -> None:
        if event.slot == REQUESTED_SLOT:
            self.requested += [event.value] if isinstance(event.value, str) else []
            return
        self.filled.append(event.slot)
        mentions = message.entities if message else ()
        if any(mention.type == event.slot for mention in mentions):
            return
        sources = [mention.type for mention in mentions if str(mention.value) == str(event.value)]
        if sources:
            self.entities.setdefault(event.slot, []).extend(sources)
        elif message and message.intent:
            self.answers.setdefault((event.slot, message.intent), []).append(event.value)


def _slots_within(name: str, stories: Iterable[Events]) -> Iterator[tuple[UserUttered | None, SlotSet]]:
    """What is set while the form is active, each with the latest message since the form last ran."""
    for story in stories:
        yield from _slots_of(name, story)


def _slots_of(name: str, story: Events) -> Iterator[tuple[UserUttered | None, SlotSet]]:
    active = False
    message: UserUttered | None = None
    for event in story:
        active = _active(name, event, active)
        if isinstance(event, UserUttered):
            message = event
        elif active and isinstance(event, SlotSet):
            yield message, event


def _active(name: str, event: Event, active: bool) -> bool:
    match event:
        case ActionExecuted(action) if action == name:
            return True
        case LoopChanged(loop):
            return loop == name
        case _:
            return active
