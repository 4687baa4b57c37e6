"""Conditional random fields, learnt and opened by CRFsuite, with its types."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from teachback.teaching.understanding.crf_file import check

# Measured: docs/understanding.md.
_PARAMETERS = {"c1": 0.05, "c2": 0.05, "max_iterations": 100}

_crfsuite: Any = import_module("pycrfsuite")  # it has no types, not even names that a checker could find


class Tagger(Protocol):
    """A field that was opened."""

    def tag(self, features: Sequence[Sequence[str]]) -> Sequence[str]:
        """The likeliest tags for words with these features."""
        ...


def learn(sequences: Iterable[tuple[Sequence[Sequence[str]], Sequence[str]]]) -> bytes:
    """The file of the field that was learnt of sequences: the features of each word, and its tag."""
    trainer = _crfsuite.Trainer(algorithm="lbfgs", params=_PARAMETERS, verbose=False)
    for features, tags in sequences:
        trainer.append(features, tags)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "entities.crfsuite"
        trainer.train(str(file))
        return file.read_bytes()


def opened(data: bytes) -> Tagger:
    """The field in a file's bytes. Raises ``ValueError`` where these are none by their head; the rest is trusted."""
    check(data)
    tagger = _crfsuite.Tagger()
    tagger.open_inmemory(data)
    return cast("Tagger", tagger)
