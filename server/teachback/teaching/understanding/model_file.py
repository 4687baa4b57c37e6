"""The file that keeps a model: an archive of arrays, and in one of them the names as JSON. Nothing in it runs.

Tables and patterns are not in it: they come with the NLU data, under whose key the file is kept.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import TypedDict, cast

import numpy as np

from teachback.teaching.understanding.entity_model import EntityModel
from teachback.teaching.understanding.intent_model import Floats, IntentModel
from teachback.teaching.understanding.model import Model
from teachback.teaching.understanding.nlu_data import FORMAT, NluData, label_of
from teachback.teaching.understanding.patterns import matcher_of


class UnreadableModelError(ValueError):
    """The bytes are not a model of this format."""


class _Names(TypedDict):
    format: int
    intents: list[str]
    features: list[str]
    examples: dict[str, list[int]]
    tags: list[list[list[str | None]]]


def dump(model: Model) -> bytes:
    """The file. Equal models give equal bytes."""
    names = {
        "format": FORMAT,
        "intents": model.intents.intents,
        "features": model.intents.features,
        "examples": model.intents.examples,
        "tags": model.entities.tags,
    }
    file = io.BytesIO()
    np.savez(
        file,
        names=np.frombuffer(json.dumps(names, ensure_ascii=True, separators=(",", ":")).encode(), np.uint8),
        idf=model.intents.idf,
        table=model.intents.table,
        bias=model.intents.bias,
        field=np.frombuffer(model.entities.field_bytes, np.uint8),
    )
    return file.getvalue()


def load(data: bytes, learnt_from: NluData) -> Model:
    """The model in a file's bytes, which was learnt from this NLU data.

    Raises ``UnreadableModelError`` for anything else. What CRFsuite opens is checked by its head only: to be called in
    a process that may crash.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            return _read(archive, learnt_from)
    except Exception as problem:  # a damaged archive makes its readers raise whatever they like
        raise UnreadableModelError(f"not a model of this version of Teachback: {problem}") from problem


def _read(archive: Mapping[str, np.ndarray], learnt_from: NluData) -> Model:
    names = cast("_Names", json.loads(archive["names"].tobytes()))
    if names["format"] != FORMAT:
        raise ValueError(f"format {names['format']}")
    tags = tuple(tuple(label_of(label) for label in tag) for tag in names["tags"])
    entities = EntityModel(
        tags, archive["field"].tobytes(), frozenset(learnt_from.entities), dict(learnt_from.synonyms)
    )
    return Model(matcher_of(learnt_from.tables, learnt_from.patterns), _intents(names, archive), entities)


def _intents(names: _Names, archive: Mapping[str, np.ndarray]) -> IntentModel:
    intents, features = (tuple(str(each) for each in names[key]) for key in ("intents", "features"))
    idf, table, bias = (_floats(archive[key]) for key in ("idf", "table", "bias"))
    if (idf.shape, table.shape, bias.shape) != ((len(features),), (len(features), len(intents)), (len(intents),)):
        raise ValueError("arrays of other sizes than the names")
    examples = {text: tuple(places) for text, places in names["examples"].items()}
    if any(not 0 <= place < len(intents) for places in examples.values() for place in places):
        raise ValueError("examples without an intent")
    return IntentModel(intents, features, idf, table, bias, examples)


def _floats(found: np.ndarray) -> Floats:
    floats = found.astype(np.float32)
    if not np.isfinite(floats).all():
        raise ValueError("weights that are not finite")
    return floats
