"""What happens in a conversation, one value an event (R1:core/events, R3:shared/core/events)."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.values import Value


@dataclass(frozen=True, slots=True)
class EntityMention:
    """An entity of a user message."""

    type: str
    value: Value = None
    role: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class UserUttered:
    """A user message: an intent, a text (end-to-end training), or both."""

    intent: str | None
    entities: tuple[EntityMention, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ActionExecuted:
    """An action of the bot; ``is_text`` when ``name`` is the text of an end-to-end bot utterance.

    ``hidden`` where rules alone decided on it in a running Rasa 3.x (``hide_rule_turn``).
    """

    name: str
    is_text: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SlotSet:
    """A slot gets a value; ``None`` unsets it."""

    slot: str
    value: Value


@dataclass(frozen=True, slots=True)
class LoopChanged:
    """A form or loop becomes active; ``None`` deactivates it (1.x ``form``, 3.x ``active_loop``)."""

    loop: str | None


@dataclass(frozen=True, slots=True)
class LoopInterrupted:
    """Whether the active form skips validation (1.x ``form_validation`` with the opposite truth value)."""

    interrupted: bool


@dataclass(frozen=True, slots=True)
class ActionRejected:
    """An action refused to run, such as a form that could not read the answer."""

    name: str


@dataclass(frozen=True, slots=True)
class ActionReverted:
    """``undo``: drops events back to and including the last action."""


@dataclass(frozen=True, slots=True)
class UserUtteranceReverted:
    """``rewind``: drops events back through the last user message and the action before it."""


@dataclass(frozen=True, slots=True)
class Restarted:
    """``restart``, or ``session_started`` with ``session``: the conversation begins anew."""

    session: bool = False


@dataclass(frozen=True, slots=True)
class AllSlotsReset:
    """``reset_slots``."""


@dataclass(frozen=True, slots=True)
class FollowupAction:
    """``followup``: the action that comes next, whatever policies say, unless the user speaks first."""

    name: str


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """An event without effect on what policies see: ``pause``, ``reminder``, ``export``, …"""

    name: str


Event = (
    UserUttered
    | ActionExecuted
    | SlotSet
    | LoopChanged
    | LoopInterrupted
    | ActionRejected
    | ActionReverted
    | UserUtteranceReverted
    | Restarted
    | AllSlotsReset
    | FollowupAction
    | OtherEvent
)
