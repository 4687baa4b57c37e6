"""What a form asks for."""

from __future__ import annotations

from teachback.dialogue.events import SlotSet
from teachback.dialogue.transcript import Transcript

REQUESTED_SLOT = "requested_slot"


def requested_slot(transcript: Transcript) -> str | None:
    """The slot that the active form asked for last."""
    for entry in reversed(transcript):
        if isinstance(entry, SlotSet) and entry.slot == REQUESTED_SLOT:
            return entry.value if isinstance(entry.value, str) else None
    return None
