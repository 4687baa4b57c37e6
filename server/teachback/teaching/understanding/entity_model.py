"""Which entities a message has: a conditional random field over its words, then tables and patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from teachback.dialogue.events import EntityMention
from teachback.dialogue.transcript import Annotation
from teachback.teaching.understanding.crf import Tagger, opened
from teachback.teaching.understanding.entity_features import features_of
from teachback.teaching.understanding.nlu_data import Label
from teachback.teaching.understanding.patterns import Match
from teachback.teaching.understanding.words import Word

Tag = tuple[Label, ...]
"""What a stretch of words is: mostly one label, several where examples mark the same words twice."""

OUTSIDE = "O"
FIRST, INNER = "B", "I"
# Rasa's names for who finds entities in these ways.
_BY_LEARNING = "CRFEntityExtractor"
_BY_PATTERN = "RegexEntityExtractor"


@dataclass(frozen=True, slots=True, eq=False)
class EntityModel:
    """``field_bytes`` is the field as CRFsuite writes it, which tags words with ``B`` or ``I`` and the number of one of
    ``tags``, or with ``O``; empty when there is nothing to find by learning. ``by_pattern`` are the types that
    tables and patterns of the same name may find. ``synonyms`` give texts in lower case their values.

    Raises ``ValueError`` when ``field_bytes`` are no such file.
    """

    tags: tuple[Tag, ...]
    field_bytes: bytes
    by_pattern: frozenset[str]
    synonyms: dict[str, str]
    _tagger: Tagger | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tagger", opened(self.field_bytes) if self.field_bytes else None)

    def find(self, text: str, words: Sequence[Word], matches: Sequence[Match]) -> tuple[Annotation, ...]:
        """The entities of a message in order. No two overlap, but several may stand at the same place."""
        taken = list(self._stretches(words, matches))
        found = [
            self._annotation(text, words[first], words[last - 1], label, _BY_LEARNING)
            for first, last, number in taken
            for label in self.tags[number]
        ]
        free = [True] * len(words)
        for first, last, _ in taken:
            free[first:last] = [False] * (last - first)
        for match in sorted(matches, key=lambda each: (each.first - each.last, each.first, each.name)):
            if match.name in self.by_pattern and all(free[match.first : match.last]):
                free[match.first : match.last] = [False] * (match.last - match.first)
                first, last = words[match.first], words[match.last - 1]
                found.append(self._annotation(text, first, last, Label(match.name), _BY_PATTERN))
        return tuple(sorted(found, key=lambda each: each.start))

    def _stretches(self, words: Sequence[Word], matches: Sequence[Match]) -> Iterator[tuple[int, int, int]]:
        """First word, the one after the last, and the number of the tag."""
        if self._tagger is None or not words:
            return
        tags: list[str] = [*self._tagger.tag(features_of(words, matches)), OUTSIDE]
        start, number = 0, -1
        for at, tag in enumerate(tags):
            here = -1 if tag == OUTSIDE else int(tag[1:])
            if here == number and not tag.startswith(FIRST):
                continue
            if number >= 0:
                yield start, at, number
            start, number = at, here

    def _annotation(self, text: str, first: Word, last: Word, label: Label, extractor: str) -> Annotation:
        said = text[first.start : last.end]
        value = self.synonyms.get(said.lower(), said)
        return Annotation(EntityMention(label.type, value, label.role, label.group), first.start, last.end, extractor)
