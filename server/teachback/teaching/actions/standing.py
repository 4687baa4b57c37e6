"""Where a conversation stands: what an action sees of all that happened before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import ACTION_LISTEN, Domain, Slot
from teachback.dialogue.events import (
    ActionRejected,
    ActionReverted,
    AllSlotsReset,
    FollowupAction,
    LoopChanged,
    LoopInterrupted,
    OtherEvent,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
)
from teachback.dialogue.transcript import BotRan, Entry, Transcript, Understanding, UserSaid
from teachback.dialogue.values import Value
from teachback.project.domain_merge import REQUESTED_SLOT


@dataclass(frozen=True, slots=True)
class ActiveLoop:
    """A form or loop that is active; ``trigger`` is the message that brought it about."""

    name: str
    interrupted: bool = False
    rejected: bool = False
    trigger: Understanding | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """``slots`` has every slot of the domain. ``latest`` is the action that ran last."""

    slots: Mapping[str, Value]
    message: Understanding | None = None
    loop: ActiveLoop | None = None
    latest: BotRan | None = None
    followup: str | None = None
    paused: bool = False

    @property
    def loop_name(self) -> str | None:
        """The active form or loop."""
        return self.loop.name if self.loop else None

    @property
    def latest_action(self) -> str | None:
        """The name of the action that ran last."""
        return self.latest.event.name if self.latest else None

    @property
    def requested(self) -> str | None:
        """The slot that a form has asked for."""
        value = self.slots.get(REQUESTED_SLOT)
        return value if isinstance(value, str) else None


def standing_after(transcript: Transcript, domain: Domain) -> Standing:
    """Where a transcript ends, by R1:core/trackers.py and R3:shared/core/trackers.py."""
    walk = _Walk({slot.name: slot for slot in domain.slots}, domain.dialect)
    for entry in applied_entries(transcript):
        walk.take(entry)
    forcing = next((each for each in reversed(transcript) if not _is_inert(each)), None)
    if isinstance(forcing, Restarted) and not forcing.session:
        return replace(walk.standing, followup=ACTION_LISTEN)
    return walk.standing


def applied_entries(transcript: Transcript) -> list[Entry]:
    """What counts after restarts, undone actions and rewound messages (``dialogue.conversation.applied``)."""
    kept: list[Entry] = []
    for entry in transcript:
        match entry:
            case Restarted():
                kept.clear()
            case ActionReverted():
                _drop_through(kept, BotRan)
            case UserUtteranceReverted():
                _drop_through(kept, UserSaid)
                _drop_through(kept, BotRan)
            case _:
                kept.append(entry)
    return kept


def after_restart(transcript: Transcript) -> Transcript:
    """What happened since the latest restart; all of it where there was none."""
    for index in range(len(transcript) - 1, -1, -1):
        entry = transcript[index]
        if isinstance(entry, Restarted) and not entry.session:
            return transcript[index + 1 :]
    return transcript


def latest_message_at(transcript: Transcript) -> int:
    """The index of the latest user message; 0 where there is none."""
    return max((index for index, entry in enumerate(transcript) if isinstance(entry, UserSaid)), default=0)


def _drop_through(entries: list[Entry], kind: type[UserSaid | BotRan]) -> None:
    while entries:
        if isinstance(entries.pop(), kind):
            return


def _is_inert(entry: Entry) -> bool:
    """Whether an entry leaves a forced action as it is."""
    return not isinstance(entry, UserSaid | BotRan | Restarted | FollowupAction)


@dataclass(slots=True)
class _Walk:
    slots: Mapping[str, Slot]
    dialect: Dialect
    values: dict[str, Value] = field(init=False)
    standing: Standing = field(init=False)

    def __post_init__(self) -> None:
        self._reset_slots()
        self.standing = Standing(MappingProxyType(self.values))

    def take(self, entry: Entry) -> None:
        standing = self.standing
        match entry:
            case UserSaid(understood):
                self.standing = replace(standing, message=understood, followup=None)
            case BotRan():
                self.standing = replace(standing, latest=entry, followup=None, loop=_run(standing.loop, entry))
            case SlotSet(slot, value):
                self._set(slot, value)
            case AllSlotsReset():
                self._reset_slots()
                self.standing = replace(standing, slots=MappingProxyType(self.values))
            case FollowupAction(name):
                self.standing = replace(standing, followup=name)
            case OtherEvent("pause" | "resume" as kind):
                self.standing = replace(standing, paused=kind == "pause")
            case LoopChanged() | LoopInterrupted() | ActionRejected():
                self.standing = replace(standing, loop=_changed(standing, entry))
            case _:
                pass

    def _set(self, name: str, value: Value) -> None:
        slot = self.slots.get(name)
        if slot is None:  # Rasa logs an error for a slot that the domain lacks, and goes on
            return
        alone = slot.type == "list" and value is not None and not isinstance(value, tuple)
        self.values[name] = (value,) if alone and self.dialect is Dialect.RASA3 else value

    def _reset_slots(self) -> None:
        self.values = {name: slot.initial_value for name, slot in self.slots.items()}


def _run(loop: ActiveLoop | None, ran: BotRan) -> ActiveLoop | None:
    """Any action ends an interruption; the form's own, its rejection."""
    if loop is None:
        return None
    return replace(loop, interrupted=False, rejected=loop.rejected and ran.event.name != loop.name)


def _changed(standing: Standing, event: LoopChanged | LoopInterrupted | ActionRejected) -> ActiveLoop | None:
    loop = standing.loop
    match event:
        case LoopChanged(name):
            return None if name is None else ActiveLoop(name, trigger=standing.message)
        case LoopInterrupted(interrupted):
            return None if loop is None else replace(loop, interrupted=interrupted)
        case ActionRejected(name):
            return loop if loop is None or loop.name != name else replace(loop, rejected=True)
