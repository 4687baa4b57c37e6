"""How well messages are understood: measured by cross-validation on the NLU data of projects, beside a baseline.

    python benchmarks/understanding.py [--folds 5] PROJECT…
    python benchmarks/understanding.py --once PROJECT

The baseline is what comes to mind first: for intents single words and scikit-learn's logistic regression as it comes,
for entities the texts that examples mark, looked up. Messages that differ in case and blanks only stay in one fold.
With ``--once`` all data is learnt in one go, to see what that takes; memory is that of the whole process.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import resource
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from teachback.dialogue.transcript import Understanding
from teachback.project.project import Project
from teachback.teaching.understanding.embedded import silent
from teachback.teaching.understanding.gathering import nlu_data_of
from teachback.teaching.understanding.model_file import dump
from teachback.teaching.understanding.nlu_data import Label, NluData, Sample, Table
from teachback.teaching.understanding.patterns import matcher_of
from teachback.teaching.understanding.training import train
from teachback.teaching.understanding.words import folded, words_of

_WORD = r"(?u)\b\w+\b"
Found = tuple[int, int, str, str | None, str | None]


@dataclass(slots=True)
class Tally:
    """What is counted over all folds; ``confidence`` is the sum of the likeliest intents' probabilities."""

    messages: int = 0
    right: int = 0
    marked: int = 0
    found: int = 0
    both: int = 0
    confidence: float = 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of entities."""
        return 2 * self.both / (self.marked + self.found) if self.marked + self.found else math.nan


class Answers(Protocol):
    """Whatever was trained."""

    def intent(self, text: str) -> tuple[str, float]:
        """The likeliest intent, with its probability."""
        ...

    def entities(self, text: str) -> Sequence[Found]:
        """The entities."""
        ...


class Embedded:
    """Teachback's model."""

    def __init__(self, data: NluData) -> None:
        self._model = train(data, silent)

    def understand(self, text: str) -> Understanding:
        """What the model says of a text that it was not taught."""
        return self._model.understand(text)

    def intent(self, text: str) -> tuple[str, float]:
        """The likeliest intent, with its probability."""
        understood = self.understand(text)
        return understood.intent or "", understood.confidence

    def entities(self, text: str) -> Sequence[Found]:
        """The entities."""
        return [
            (each.start, each.end, each.mention.type, each.mention.role, each.mention.group)
            for each in self.understand(text).annotations
        ]


class Baseline:
    """Words and a logistic regression; the texts that examples mark, looked up, each for what it is mostly."""

    def __init__(self, data: NluData) -> None:
        self._vectors: Any = TfidfVectorizer(token_pattern=_WORD)
        self._intents: Any = LogisticRegression()
        self._only = data.samples[0].intent if len({sample.intent for sample in data.samples}) == 1 else None
        if self._only is None:
            vectors = self._vectors.fit_transform([sample.text for sample in data.samples])
            self._intents.fit(vectors, [sample.intent for sample in data.samples])
        counts: dict[str, Counter[Label]] = {}
        for sample in data.samples:
            for mark in sample.marks:
                counts.setdefault(folded(sample.text[mark.start : mark.end]), Counter())[mark.label] += 1
        self._labels = {text: labels.most_common(1)[0][0] for text, labels in counts.items()}
        self._matcher = matcher_of([Table("seen", tuple(self._labels))], ())

    def intent(self, text: str) -> tuple[str, float]:
        """The likeliest intent, with its probability."""
        if self._only is not None:
            return self._only, 1.0
        [chances] = self._intents.predict_proba(self._vectors.transform([text]))
        place = int(chances.argmax())
        return str(self._intents.classes_[place]), float(chances[place])

    def entities(self, text: str) -> Sequence[Found]:
        """The entities."""
        words = words_of(text)
        places = [(words[m.first].start, words[m.last - 1].end) for m in self._matcher.matches(text, words)]
        labels = [(start, end, self._labels.get(folded(text[start:end]))) for start, end in places]
        return [(start, end, label.type, label.role, label.group) for start, end, label in labels if label is not None]


def main() -> int:
    """Measure and print a table."""
    arguments = _arguments(sys.argv[1:])
    warnings.filterwarnings("ignore")
    if arguments.once:
        for folder in arguments.projects:
            _print_once(folder, _data(folder))
        return 0
    print("| project | examples | intents | intent | baseline | confidence | entities | F1 | baseline |")
    print("|---|---|---|---|---|---|---|---|---|")
    for folder in arguments.projects:
        _print_folds(folder, _data(folder), arguments.folds)
    return 0


@dataclass(frozen=True, slots=True)
class _Arguments:
    projects: tuple[Path, ...]
    folds: int
    once: bool


def _arguments(given: Sequence[str]) -> _Arguments:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("projects", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--once", action="store_true", help="learn all data in one go, and say what that takes")
    read = parser.parse_args(given)
    return _Arguments(tuple(read.projects), read.folds, read.once)


def _data(folder: Path) -> NluData:
    return nlu_data_of(Project(folder).read()).data


def _print_once(folder: Path, data: NluData) -> None:
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    model = train(data, silent)
    trained = time.process_time()
    for sample in data.samples[:200]:
        model.understand(sample.text)
    answered = time.process_time()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    each = 1000 * (answered - trained) / len(data.samples[:200])
    print(
        f"{folder.name}: {len(data.samples)} examples, {len(model.intents.intents)} intents, "
        f"{len(model.entities.tags)} labels: {trained - start:.1f} s, {before / 1024:.0f} -> {after / 1024:.0f} MB, "
        f"file {len(dump(model)) / 1e6:.1f} MB, {each:.2f} ms a message"
    )


def _print_folds(folder: Path, data: NluData, folds: int) -> None:
    ours, theirs = Tally(), Tally()
    for known, unknown in _split(data, folds):
        _count(ours, Embedded(known), unknown)
        _count(theirs, Baseline(known), unknown)
    right, plain = ours.right / ours.messages, theirs.right / theirs.messages
    print(
        f"| {folder.name} | {len(data.samples)} | {len({sample.intent for sample in data.samples})} "
        f"| {right:.3f} | {plain:.3f} | {ours.confidence / ours.messages:.3f} "
        f"| {ours.marked} | {ours.f1:.3f} | {theirs.f1:.3f} |",
        flush=True,
    )


def _split(data: NluData, folds: int) -> Iterator[tuple[NluData, Sequence[Sample]]]:
    """Each fold in turn: the data without it, and the fold. Each intent is spread over the folds."""
    by_text: dict[str, list[Sample]] = {}
    for sample in data.samples:
        by_text.setdefault(folded(sample.text), []).append(sample)
    texts = sorted(by_text, key=lambda text: (by_text[text][0].intent, hashlib.sha256(text.encode()).hexdigest()))
    fold_of: Mapping[str, int] = {text: place % folds for place, text in enumerate(texts)}
    for fold in range(folds):
        known = tuple(sample for sample in data.samples if fold_of[folded(sample.text)] != fold)
        unknown = [sample for sample in data.samples if fold_of[folded(sample.text)] == fold]
        yield replace(data, samples=known), unknown


def _count(tally: Tally, answers: Answers, samples: Iterable[Sample]) -> None:
    for sample in samples:
        intent, confidence = answers.intent(sample.text)
        meant = {(mark.start, mark.end, *mark.label) for mark in sample.marks}
        found = set(answers.entities(sample.text))
        tally.messages += 1
        tally.right += intent == sample.intent
        tally.confidence += confidence
        tally.marked += len(meant)
        tally.found += len(found)
        tally.both += len(meant & found)


if __name__ == "__main__":
    sys.exit(main())
