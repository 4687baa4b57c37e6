"""From NLU data to a model of it."""

from __future__ import annotations

from collections.abc import Callable

from teachback.teaching.understanding.entity_training import train_entities
from teachback.teaching.understanding.intent_training import train_intents
from teachback.teaching.understanding.model import Model
from teachback.teaching.understanding.nlu_data import NluData
from teachback.teaching.understanding.patterns import matcher_of

Told = Callable[[str], None]


def train(data: NluData, told: Told) -> Model:
    """The model of all that the data teaches; ``told`` hears in words what is being learnt. Equal data gives equal
    models, to the bit, in any process.
    """
    matcher = matcher_of(data.tables, data.patterns)
    told(f"Learning intents from {len(data.samples):,} examples.")
    intents = train_intents(data.samples, matcher)
    told(f"Learning entities from {len(data.samples):,} examples.")
    return Model(matcher, intents, train_entities(data, matcher))
