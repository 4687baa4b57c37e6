"""Where policies would now do something else than a conversation did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.domain import ACTION_LISTEN, ACTION_SESSION_START
from teachback.dialogue.events import ActionExecuted, Event, UserUttered
from teachback.dialogue.transcript import BotRan, Entry, Transcript, UserSaid, event_of
from teachback.policies.prediction import Answer
from teachback.policies.predictor import Predictor
from teachback.policies.replay import Rehearsal

# 3.x fills slots with it after each message, without asking a policy (R3:core/processor.py:run_action_extract_slots).
_EXTRACT_SLOTS = "action_extract_slots"


@dataclass(frozen=True, slots=True)
class Divergence:
    """``index`` is that of the action in the transcript, ``action`` what ran, ``answer`` what the policies say now."""

    index: int
    action: ActionExecuted
    answer: Answer


def divergence(predictor: Predictor, featurizer: Featurizer, transcript: Transcript) -> Divergence | None:
    """The first action of a conversation for which the policies would now not decide; ``None`` if there is none.

    That includes one for which nobody decides. Where the conversation leaves its form or loop, policies are asked as
    ``rasa test`` asks them (``policies.replay``). What no policy decides is left alone: the beginning of a session,
    the filling of slots, and the action that another one ordered (``followup``). Raises ``LiveProblem`` when a running
    Rasa is the predictor.
    """
    rehearsal = Rehearsal(predictor, featurizer)
    for index, entry in enumerate(transcript):
        if isinstance(entry, BotRan) and _is_decided(entry.event, rehearsal.happened):
            answer = rehearsal.answer_to(entry.event.name)
            if answer.winner.action != entry.event.name:
                return Divergence(index, entry.event, answer)
        event = event_of(entry)
        if event is not None:
            rehearsal.happen(event, _confidences(entry))
    return None


def _is_decided(action: ActionExecuted, happened: Sequence[Event]) -> bool:
    """Whether policies decide on an action. ``followup`` is no matter here: whoever predicts heeds it."""
    if action.name in (ACTION_SESSION_START, _EXTRACT_SLOTS):
        return False
    return action.name != ACTION_LISTEN or any(isinstance(event, UserUttered) for event in happened)


def _confidences(entry: Entry) -> tuple[float, ...]:
    """Those of a message's intents, highest first (see ``tracker_json.Tracker``)."""
    if not isinstance(entry, UserSaid):
        return ()
    understood = entry.understood
    return tuple(each.confidence for each in understood.ranking) or (understood.confidence,)
