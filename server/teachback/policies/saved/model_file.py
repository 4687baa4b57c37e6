"""The file of a model: a ``tar.gz`` with JSON, texts and NumPy arrays. Nothing in it runs.

It holds the texts of the project beside the weights, for memories and rules are tables over the stories: they are made
anew from them, so a model predicts with the data that it was trained on, whatever has become of the files.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from teachback.policies.saved.archive import Member, opened, packed
from teachback.policies.saved.manifest import Manifest, manifest_json, read_manifest
from teachback.policies.saved.problems import UnreadableModelError
from teachback.policies.saved.project_data import ProjectData, fingerprint
from teachback.policies.saved.rasa_model import RasaModel, version_in
from teachback.policies.statistical.weights import UnreadableWeightsError, Weights, dump, load

_MANIFEST = "teachback.json"
_WEIGHTS = "weights.npz"
_FILES = "files/"
# Texts of stories and arrays of their statistics: far below what an archive may hold.
_MOST_BYTES = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SavedModel:
    """What was learnt (``weights``) and from what (``data``). ``teachback`` is the version that saved it."""

    data: ProjectData
    weights: Weights
    teachback: str


def save_model(path: Path, data: ProjectData, weights: Weights) -> int:
    """Write a model, whole or not at all, and give its size in bytes. Raises ``OSError``.

    Equal data and weights give equal bytes.
    """
    texts = {f"{_FILES}{number}": text.encode() for number, text in enumerate(data.texts.values())}
    content = packed({_MANIFEST: manifest_json(data).encode(), **texts, _WEIGHTS: dump(weights)})
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return len(content)


def load_model(path: Path) -> SavedModel | RasaModel:
    """The model in a file. Raises ``UnreadableModelError`` for anything else, in words for the author.

    A model that real Rasa trained is told by its version alone.
    """
    with opened(path) as members:
        first = next(members, None)
        if first is not None and first.name == _MANIFEST:
            manifest, content = read_manifest(first.read()), _all(members)
        else:
            version = version_in(chain([first] if first else [], members))
            if version is None:
                raise UnreadableModelError(f"{path} is no model of Teachback, and none of Rasa either.")
            return RasaModel(path, version)
    return SavedModel(_data(manifest, content), _weights(content.pop(_WEIGHTS, None), manifest), manifest.teachback)


def _all(members: Iterator[Member]) -> dict[str, bytes]:
    content: dict[str, bytes] = {}
    size = 0
    for member in members:
        size += member.size
        if size > _MOST_BYTES:
            raise UnreadableModelError(f"It is no model that Teachback saved: it has more than {_MOST_BYTES:,} bytes.")
        if member.name in content:
            raise UnreadableModelError(f"It is no model that Teachback saved: {member.name!r} is in it twice.")
        content[member.name] = member.read()
    return content


def _data(manifest: Manifest, content: dict[str, bytes]) -> ProjectData:
    texts: dict[str, str] = {}
    for number, file in enumerate(manifest.files):
        text = _text(content.get(f"{_FILES}{number}"))
        if text is None or fingerprint(text) != file.fingerprint or file.path in texts:
            raise UnreadableModelError(f"The model is damaged: the text of {file.path} is not what was trained on.")
        texts[file.path] = text
    return ProjectData(texts, manifest.places, manifest.max_history)


def _text(data: bytes | None) -> str | None:
    try:
        return None if data is None else data.decode()
    except UnicodeDecodeError:
        return None


def _weights(data: bytes | None, manifest: Manifest) -> Weights:
    try:
        return load(data or b"")
    except UnreadableWeightsError:
        raise UnreadableModelError(
            f"The weights of the model cannot be read: it is damaged, or Teachback {manifest.teachback}, which saved "
            "it, has learnt in another way. Train it anew."
        ) from None
