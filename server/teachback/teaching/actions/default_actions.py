"""The actions that every Rasa has (R1:core/actions/action.py, R3:core/actions/action.py)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import ACTION_LISTEN, ACTION_SESSION_START, UNLIKELY_INTENT
from teachback.dialogue.events import ActionExecuted, LoopChanged, Restarted, SlotSet, UserUtteranceReverted
from teachback.dialogue.transcript import BotMessage, BotRan, BotSaid, Button, Entry, Transcript, UserSaid
from teachback.formats.domain_values import section
from teachback.project.domain_merge import REQUESTED_SLOT
from teachback.teaching.actions.inner import Inner
from teachback.teaching.actions.slot_extraction import extracted_slots
from teachback.teaching.actions.standing import applied_entries
from teachback.teaching.actions.two_stage_fallback import (
    ASK_AFFIRMATION,
    ASK_REPHRASE,
    NLU_FALLBACK,
    OUT_OF_SCOPE,
    TWO_STAGE_FALLBACK,
    two_stage_fallback,
)

Default = Callable[[Inner, Transcript], tuple[Entry, ...]]

_LISTENS = BotRan(ActionExecuted(ACTION_LISTEN))
_REWOUND = UserUtteranceReverted()


def default_actions(dialect: Dialect) -> Mapping[str, Default]:
    """What Rasa of a generation can run by itself, by name."""
    return _OF_1X if dialect is Dialect.RASA1 else _OF_3X


def _nothing(_inner: Inner, _transcript: Transcript) -> tuple[Entry, ...]:
    return ()


def _restart(inner: Inner, transcript: Transcript) -> tuple[Entry, ...]:
    return (*inner.utter("utter_restart", transcript), Restarted())


def _back(inner: Inner, transcript: Transcript) -> tuple[Entry, ...]:
    return (*inner.utter("utter_back", transcript), _REWOUND, _REWOUND)


def _fall_back(inner: Inner, transcript: Transcript) -> tuple[Entry, ...]:
    return (*inner.utter("utter_default", transcript), _REWOUND)


def _deactivate(_inner: Inner, _transcript: Transcript) -> tuple[Entry, ...]:
    return (LoopChanged(None), SlotSet(REQUESTED_SLOT, None))


def _start_session(inner: Inner, transcript: Transcript) -> tuple[Entry, ...]:
    carries = section(inner.bot.values, "session_config").get("carry_over_slots_to_new_session", True)
    carried = [entry for entry in applied_entries(transcript) if isinstance(entry, SlotSet)] if carries else []
    return (Restarted(session=True), *carried, _LISTENS)


def _ask_rephrase(inner: Inner, transcript: Transcript) -> tuple[Entry, ...]:
    return inner.utter("utter_ask_rephrase", transcript)


def _ask_affirmation(inner: Inner, transcript: Transcript) -> tuple[Entry, ...]:
    message = inner.bot.standing(transcript).message
    intent = message.intent if message else None
    ranking = message.ranking if message else ()
    if inner.bot.dialect is Dialect.RASA3 and intent == NLU_FALLBACK and len(ranking) > 1:
        intent = ranking[1].name
    buttons = (Button("Yes", f"/{intent}"), Button("No", f"/{OUT_OF_SCOPE}"))
    return (BotSaid(BotMessage(text=f"Did you mean '{intent}'?", buttons=buttons)),)


def _revert_fallback(inner: Inner, transcript: Transcript) -> tuple[Entry, ...]:
    """Makes a message that was rephrased or affirmed look as if it had been understood at once."""
    ran = [entry.event.name for entry in applied_entries(transcript) if isinstance(entry, BotRan)]
    ran = [name for name in ran if name != ACTION_LISTEN]
    message = inner.bot.standing(transcript).message
    if message is None or not ran:
        return ()
    rephrased = (_REWOUND, _REWOUND, _REWOUND, _LISTENS)
    if ran[-1] == ASK_REPHRASE:
        return (*rephrased, UserSaid(message))
    if ran[-1] != ASK_AFFIRMATION:
        return ()
    before = rephrased if ran[-2:-1] == [ASK_REPHRASE] else ()
    return (_REWOUND, _REWOUND, _LISTENS, *before, UserSaid(replace(message, confidence=1.0)))


_OF_BOTH: Mapping[str, Default] = {
    ACTION_LISTEN: _nothing,
    "action_restart": _restart,
    ACTION_SESSION_START: _start_session,
    "action_default_fallback": _fall_back,
    "action_revert_fallback_events": _revert_fallback,
    ASK_AFFIRMATION: _ask_affirmation,
    ASK_REPHRASE: _ask_rephrase,
    "action_back": _back,
}
_OF_1X: Mapping[str, Default] = MappingProxyType({**_OF_BOTH, "action_deactivate_form": _deactivate})
_OF_3X: Mapping[str, Default] = MappingProxyType(
    {
        **_OF_BOTH,
        "action_deactivate_loop": _deactivate,
        TWO_STAGE_FALLBACK: two_stage_fallback,
        UNLIKELY_INTENT: _nothing,
        "action_extract_slots": extracted_slots,
    }
)
