"""Intents and entities together: what a message means."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.transcript import Understanding
from teachback.teaching.understanding.entity_model import EntityModel
from teachback.teaching.understanding.intent_model import IntentModel
from teachback.teaching.understanding.patterns import Matcher
from teachback.teaching.understanding.words import encodable, words_of


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learnt of NLU data, with its tables and patterns, which are looked up and not learnt."""

    matcher: Matcher
    intents: IntentModel
    entities: EntityModel

    def understand(self, text: str) -> Understanding:
        """What a message means; one without any words has no intent."""
        words = words_of(encodable(text))
        if not words:
            return Understanding(text, None, 0.0)
        matches = self.matcher.matches(text, words)
        ranking = self.intents.rank(text, matches)
        if not ranking:
            return Understanding(text, None, 0.0)
        annotations = self.entities.find(text, words, matches)
        return Understanding(text, ranking[0].name, ranking[0].confidence, annotations, ranking)
