"""What a session wants done before it can ask on: whoever conducts it does that, and tells what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Understand:
    """A text is to be understood."""

    text: str


@dataclass(frozen=True, slots=True)
class FillSlots:
    """Slots are to be filled from the last message of a conversation; ``alone`` without the action server."""

    transcript: Transcript
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Predict:
    """What comes next? ``taught`` are conversations whose steps count as learnt, beside those of the present one, of
    which the first ``begun`` entries were there already.
    """

    transcript: Transcript
    taught: tuple[Transcript, ...] = ()
    begun: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """An action is to be run at the end of a conversation; ``alone`` without the action server."""

    action: str
    transcript: Transcript
    alone: bool = False


Wish = Understand | FillSlots | Predict | Run
