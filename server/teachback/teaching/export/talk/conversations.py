"""Which of several conversations are written."""

from __future__ import annotations

from dataclasses import replace

from teachback.dialogue.transcript import Transcript, UserSaid
from teachback.teaching.export.talk.phases import ChoosingConversations, Deciding, Left, Settling, Shown
from teachback.teaching.export.talk.settling import settle
from teachback.teaching.export.talk.trying import Ground, tried_out
from teachback.teaching.prompts import Check, Choice


def ask(phase: ChoosingConversations) -> Shown:
    """The conversations by what the user says in them."""
    choices = tuple(Choice(_told(each), str(place)) for place, each in enumerate(phase.wanted.conversations))
    return Shown(Check("Which conversations shall be written?", choices))


def take(phase: ChoosingConversations, values: tuple[str, ...], ground: Ground) -> Settling | Deciding | Left:
    """The plan for those that were chosen, if there are any."""
    chosen = tuple(place for place in range(len(phase.wanted.conversations)) if str(place) in values)
    return settle(tried_out(replace(phase.wanted, chosen=chosen), ground)) if chosen else Left()


def _told(conversation: Transcript) -> str:
    return " · ".join(entry.understood.text for entry in conversation if isinstance(entry, UserSaid))
