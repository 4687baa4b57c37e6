"""What came out of asking policies for one action of a story that they had not seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from teachback.policies.placed_examples import Place


class Familiarity(Enum):
    """What the other stories and rules know of an action and of what led there."""

    OTHER_ACTION = "other-action"
    """Stories come to the same last states, and go on with another action alone."""
    DISPUTED = "disputed"
    """Stories come to the same last states, and go on with this action and with others."""
    KNOWN = "known"
    """Stories come to the same last states, and all go on with this action."""
    NEW_WINDOW = "new-window"
    """No story comes to the same last states."""
    NEW_INTENT = "new-intent"
    """Besides, none has the intent that the user just expressed, and neither has a rule."""
    NEW_ACTION = "new-action"
    """Nor does any of them run the action."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a predictor said: its ``action`` with its ``confidence``, and the probability that it ``gave`` to the action
    that the story runs. Nobody predicting is ``action`` ``None``. ``policy`` is the one that decided, empty where none
    did.
    """

    action: str | None
    confidence: float
    gave: float
    policy: str = ""


@dataclass(frozen=True, slots=True)
class ExaminedAction:
    """One action of a story, asked of policies trained on the other folds.

    ``previous`` is the action before it, and ``intent`` that of the latest message. ``after_user``: it comes directly
    after a message. ``unseen``: the last states before it occur in no other fold; of
    rules nothing is said by that. ``elsewhere`` counts the actions that stories of the other folds run after these
    states.
    """

    place: Place
    story: str
    action: str
    previous: str | None
    intent: str | None
    after_user: bool
    unseen: bool
    familiarity: Familiarity
    elsewhere: Mapping[str, int]
    statistics: Said
    ensemble: Said
