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
    """``required_slots`` in the order in which they are asked for. ``answers`` are the values that a slot gets after an
    intent that has no entity of the slot's name.
    """

    name: str
    required_slots: tuple[str, ...]
    answers: Mapping[tuple[str, str], tuple[Value, ...]] = field(
        default_factory=dict[tuple[str, str], tuple[Value, ...]]
    )


def shown_form(name: str, stories: Iterable[Events], responses: Iterable[str]) -> ShownForm:
    """The form as far as stories show it: the slots that they say it requests, in their order, then those that they set
    within it and that a response asks for (``utter_ask_SLOT``).
    """
    asked = frozenset(each.removeprefix(ASKS) for each in responses if each.startswith(ASKS))
    requested: list[str] = []
    filled: list[str] = []
    answers: dict[tuple[str, str], list[Value]] = {}
    for message, slot in _slots_within(name, stories):
        if slot.slot == REQUESTED_SLOT:
            requested += [slot.value] if isinstance(slot.value, str) else []
            continue
        filled += [slot.slot] if slot.slot in asked else []
        if message and message.intent and all(each.type != slot.slot for each in message.entities):
            answers.setdefault((slot.slot, message.intent), []).append(slot.value)
    required = tuple(dict.fromkeys((*requested, *filled)))
    return ShownForm(name, required, {key: tuple(dict.fromkeys(values)) for key, values in answers.items()})


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
