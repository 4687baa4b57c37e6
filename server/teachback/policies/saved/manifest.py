"""``teachback.json``, the first file of a saved model: what else is in it, and what that was trained on."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from teachback import __version__
from teachback.policies.live.json_fields import Json, UnexpectedJson, a_list, a_text, an_object, whole_or_none
from teachback.policies.saved.problems import UnreadableModelError
from teachback.policies.saved.project_data import Places, ProjectData
from teachback.project.options import WholeHistory

FORMAT = 1
"""Grows with every change after which an older Teachback could not use what is saved."""


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file of the project: its path, relative to the root, and the fingerprint of its text."""

    path: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``teachback`` is the version that saved the model; the text of ``files[n]`` is in ``files/n``."""

    teachback: str
    files: tuple[SavedFile, ...]
    places: Places
    max_history: int | WholeHistory | None


def manifest_json(data: ProjectData) -> str:
    """The manifest of a model that is trained on these data."""
    content = {
        "format": FORMAT,
        "teachback": __version__,
        "files": [{"path": path, "sha256": mark} for path, mark in data.fingerprints().items()],
        "data": data.places.data,
        "domain": data.places.domain,
        "config": data.places.config,
        "loose": data.places.loose,
        "max_history": data.max_history.value if isinstance(data.max_history, WholeHistory) else data.max_history,
    }
    return json.dumps(content, indent=1) + "\n"


def read_manifest(text: bytes) -> Manifest:
    """What a manifest says. Raises ``UnreadableModelError``."""
    try:
        content = an_object(json.loads(text), "the manifest")
        _refuse_later(content)
        return Manifest(
            a_text(content.get("teachback"), "`teachback`"),
            tuple(_file(an_object(each, "a file")) for each in a_list(content.get("files"), "`files`")),
            _places(content),
            _max_history(content.get("max_history")),
        )
    except UnreadableModelError:
        raise
    except (ValueError, RecursionError) as problem:
        raise UnreadableModelError(f"It is no model that Teachback saved: {problem}.") from None


def _refuse_later(content: Json) -> None:
    version = whole_or_none(content.get("format"), "`format`")
    if version != FORMAT:
        saved_by = a_text(content.get("teachback"), "`teachback`")[:_MOST_SHOWN]
        raise UnreadableModelError(
            f"Teachback {saved_by} saved this model in another form than {__version__} reads. Train it anew."
        )


_MOST_SHOWN = 40
# Control characters, and halves of characters, which no text has.
_UNFIT = ("Cc", "Cs")


def _file(told: Mapping[str, object]) -> SavedFile:
    return SavedFile(_path(told.get("path"), "a file's `path`"), a_text(told.get("sha256"), "a file's `sha256`"))


def _places(content: Json) -> Places:
    data, domain, config = (_paths(content, key) for key in ("data", "domain", "config"))
    return Places(data, domain, config, content.get("loose") is True)


def _paths(content: Json, key: str) -> tuple[str, ...]:
    found: Sequence[object] = a_list(content.get(key), f"`{key}`")
    return tuple(_path(each, f"a path of `{key}`") for each in found)


def _path(value: object, where: str) -> str:
    """A name, nothing more: no file of that path is ever read or written. It may be shown in a terminal."""
    text = a_text(value, where)
    if text and not text.startswith("/") and not any(unicodedata.category(each) in _UNFIT for each in text):
        return text
    raise UnexpectedJson(where, "a relative path", text)


def _max_history(value: object) -> int | WholeHistory | None:
    if value == WholeHistory.ALL.value:
        return WholeHistory.ALL
    number = whole_or_none(value, "`max_history`")
    if number is None or number > 0:
        return number
    raise UnexpectedJson("`max_history`", "a number above 0", value)
