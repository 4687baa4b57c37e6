"""``action_two_stage_fallback`` asks what the user meant, twice at most (R3:core/actions/two_stage_fallback.py)."""

from __future__ import annotations

from dataclasses import replace

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted, LoopChanged, UserUtteranceReverted
from teachback.dialogue.transcript import BotRan, Entry, Transcript, UserSaid
from teachback.teaching.actions.inner import Inner
from teachback.teaching.actions.standing import after_restart

TWO_STAGE_FALLBACK = "action_two_stage_fallback"
ASK_AFFIRMATION = "action_default_ask_affirmation"
ASK_REPHRASE = "action_default_ask_rephrase"
NLU_FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"


def two_stage_fallback(inner: Inner, transcript: Transcript) -> tuple[Entry, ...]:
    """The loop: it asks to affirm, then to rephrase, and ends where the user is understood, or was not once more.

    Raises ``Stopped`` where one of the questions is an action of the author's that cannot run.
    """
    standing = inner.bot.standing(transcript)
    intent = standing.message.intent if standing.message else None
    gives_up = _gives_up(transcript)
    activated: tuple[Entry, ...] = ()
    if standing.loop_name != TWO_STAGE_FALLBACK:
        activated = (LoopChanged(TWO_STAGE_FALLBACK),)
    if intent in (NLU_FALLBACK, OUT_OF_SCOPE) and not gives_up:
        asks = ASK_AFFIRMATION if activated or intent == NLU_FALLBACK else ASK_REPHRASE
        return (*activated, *inner.run(asks, transcript))
    if gives_up or standing.message is None:
        return (*activated, LoopChanged(None), *inner.run("action_default_fallback", transcript))
    clarified = UserSaid(replace(standing.message, confidence=1.0))
    return (*activated, LoopChanged(None), UserUtteranceReverted(), BotRan(ActionExecuted(ACTION_LISTEN)), clarified)


def _gives_up(transcript: Transcript) -> bool:
    """Whether the user was not understood twice in a row, or denied twice what they were taken to mean."""
    twice = [NLU_FALLBACK, NLU_FALLBACK]
    denied = [OUT_OF_SCOPE, NLU_FALLBACK, OUT_OF_SCOPE]
    return any(_latest_intents(transcript, len(each)) == each for each in (twice, denied))


def _latest_intents(transcript: Transcript, count: int) -> list[str | None]:
    """The intents of the ``count`` latest messages, latest first; one that was taken back counts, and has none."""
    marks = [entry for entry in after_restart(transcript) if isinstance(entry, UserSaid | UserUtteranceReverted)]
    return [entry.understood.intent for entry in reversed(marks[-count:]) if isinstance(entry, UserSaid)]
