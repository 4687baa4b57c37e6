"""A model that real Rasa trained: recognised, never opened. Only Rasa itself can run it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from teachback.policies.live.version import Version, version_of
from teachback.policies.saved.archive import Member

_MOST_BYTES = 64 * 1024 * 1024
# Where each generation keeps its version (R1:model.py:FINGERPRINT_FILE_PATH,
# R3:engine/storage/local_model_storage.py:MODEL_ARCHIVE_METADATA_FILE).
_VERSIONS = {"fingerprint.json": "version", "metadata.json": "rasa_open_source_version"}
_FOLDERS = {"fingerprint.json": ("core/", "nlu/"), "metadata.json": ("components/",)}


@dataclass(frozen=True, slots=True)
class RasaModel:
    """A model that a live Rasa of this ``version`` can run (``LiveSettings.model``)."""

    path: Path
    version: Version


def version_in(members: Iterable[Member]) -> Version | None:
    """The version of the Rasa that packed these files; ``None`` where none did."""
    names: list[str] = []
    told: dict[str, Version] = {}
    for member in members:
        name = member.name.removeprefix("./")
        names.append(name)
        if name in _VERSIONS and member.size <= _MOST_BYTES:
            version = _version(member.read(), _VERSIONS[name])
            if version is not None:
                told[name] = version
    found = (version for file, version in told.items() if any(name.startswith(_FOLDERS[file]) for name in names))
    return next(found, None)


def _version(data: bytes, key: str) -> Version | None:
    try:
        content: object = json.loads(data)
    except (ValueError, RecursionError):
        return None
    text = cast("dict[str, object]", content).get(key) if isinstance(content, dict) else None
    return version_of(text) if isinstance(text, str) else None
