"""How entities are learnt: a conditional random field over the words of the samples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from teachback.teaching.understanding.crf import learn
from teachback.teaching.understanding.entity_features import features_of
from teachback.teaching.understanding.entity_model import FIRST, INNER, OUTSIDE, EntityModel, Tag
from teachback.teaching.understanding.nlu_data import Mark, NluData, Sample
from teachback.teaching.understanding.patterns import Matcher
from teachback.teaching.understanding.words import Word, words_of


def train_entities(data: NluData, matcher: Matcher) -> EntityModel:
    """The model of all entities that samples mark. Equal data gives equal bytes."""
    tags = tuple(sorted({tag for sample in data.samples for _, _, tag in _stretches(sample)}, key=repr))
    return EntityModel(tags, _field(data.samples, tags, matcher), frozenset(data.entities), dict(data.synonyms))


def tags_of(sample: Sample, words: Sequence[Word], number_of: dict[Tag, int]) -> list[str]:
    """The tag of each word. A word that only a part of is marked belongs to no entity."""
    tags = [OUTSIDE] * len(words)
    for start, end, tag in _stretches(sample):
        inside = [at for at, word in enumerate(words) if start <= word.start and word.end <= end]
        for at in inside:
            if tags[at] == OUTSIDE:
                tags[at] = f"{FIRST if at == inside[0] else INNER}{number_of[tag]}"
    return tags


def _stretches(sample: Sample) -> Iterable[tuple[int, int, Tag]]:
    for (start, end), marks in groupby(sample.marks, key=_place):
        yield start, end, tuple(mark.label for mark in marks)


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end


def _field(samples: Sequence[Sample], tags: Sequence[Tag], matcher: Matcher) -> bytes:
    number_of = {tag: number for number, tag in enumerate(tags)}
    spoken = [(sample, words_of(sample.text)) for sample in samples]
    tagged = [tags_of(sample, words, number_of) for sample, words in spoken]
    if all(tag == OUTSIDE for each in tagged for tag in each):
        return b""
    features = (features_of(words, matcher.matches(sample.text, words)) for sample, words in spoken)
    return learn(zip(features, tagged, strict=True))
