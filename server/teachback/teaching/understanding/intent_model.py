"""Which intent a message has: a probability for each, from the weights of its features."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from teachback.dialogue.transcript import RankedIntent
from teachback.teaching.understanding.intent_features import counts_of, weighted
from teachback.teaching.understanding.patterns import Match
from teachback.teaching.understanding.words import folded

Floats = npt.NDArray[np.float32]

# What an example that says just the same counts, against all that the weights think.
_CERTAINTY = 0.99


@dataclass(frozen=True, slots=True, eq=False)
class IntentModel:
    """``table`` has a row for each of ``features`` and a column for each of ``intents``, ``bias`` a number for each.

    ``idf`` is how telling each feature is. ``examples`` are the folded texts of the samples with the places of their
    intents.
    """

    intents: tuple[str, ...]
    features: tuple[str, ...]
    idf: Floats
    table: Floats
    bias: Floats
    examples: dict[str, tuple[int, ...]]
    _row_of: dict[str, int] = field(init=False)
    _idf_of: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_row_of", {name: row for row, name in enumerate(self.features)})
        object.__setattr__(self, "_idf_of", dict(zip(self.features, map(float, self.idf), strict=True)))

    def rank(self, text: str, matches: Iterable[Match]) -> tuple[RankedIntent, ...]:
        """Every intent with its probability, most likely first; the sum is 1. Without intents nothing."""
        if not self.intents:
            return ()
        chances = self._chances(weighted(counts_of(text, matches), self._idf_of))
        for place in self.examples.get(folded(text), ()):
            chances[place] += _CERTAINTY / (1 - _CERTAINTY)
        chances /= chances.sum()
        order = sorted(range(len(self.intents)), key=lambda place: (-chances[place], self.intents[place]))
        return tuple(RankedIntent(self.intents[place], float(chances[place])) for place in order)

    def _chances(self, features: dict[str, float]) -> npt.NDArray[np.float64]:
        rows = [self._row_of[name] for name in features]
        values = np.array(list(features.values()), dtype=np.float64)
        scores = values @ self.table[rows].astype(np.float64) + self.bias
        # every intent was learnt against all others, so their probabilities do not sum up by themselves
        each = 1 / (1 + np.exp(-scores))
        return each / each.sum()
