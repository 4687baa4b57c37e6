"""What a running bot would be asked at the end of a conversation of a session."""

from __future__ import annotations

from typing import NamedTuple

from teachback.dialogue.events import Event
from teachback.dialogue.transcript import BotRan, Transcript, UserSaid, events_of


class AskedNext(NamedTuple):
    """What comes next after these events? As ``Predictor.after`` takes it."""

    events: tuple[Event, ...]
    chosen_by: str | None = None
    confidences: tuple[float, ...] = ()


def asked_next(transcript: Transcript) -> AskedNext:
    """The question at the end of a conversation."""
    return AskedNext(tuple(events_of(transcript)), _last_policy(transcript), _confidences(transcript))


def _last_policy(transcript: Transcript) -> str | None:
    ran = (entry.policy for entry in reversed(transcript) if isinstance(entry, BotRan))
    return next(ran, None)


def _confidences(transcript: Transcript) -> tuple[float, ...]:
    """Those of the latest message's intents, highest first; a message that a person corrected has none."""
    said = (entry.understood for entry in reversed(transcript) if isinstance(entry, UserSaid))
    understood = next(said, None)
    return () if understood is None else tuple(each.confidence for each in understood.ranking)
