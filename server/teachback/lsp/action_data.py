"""What a code action carries so that its edit can be computed later, from our own texts of that moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast

from pygls.exceptions import JsonRpcInvalidParams


@dataclass(frozen=True, slots=True)
class FixData:
    """A fix by its title, and the finding it mends by rule, message and the offset at which it lay."""

    uri: str
    rule: str
    message: str
    at: int
    title: str


@dataclass(frozen=True, slots=True)
class TeachData:
    """An answer to "what comes next here?"; it holds for one version of the text only."""

    uri: str
    version: int | None
    at: int
    value: str


def to_json(data: FixData | TeachData) -> dict[str, object]:
    """The JSON that travels with the action."""
    return {"kind": "fix" if isinstance(data, FixData) else "teach", **asdict(data)}


def from_json(json: object) -> FixData | TeachData:
    """What came back. Raises ``JsonRpcInvalidParams`` for anything that ``to_json`` does not write."""
    if isinstance(json, Mapping):
        members = dict(cast("Mapping[str, object]", json))
        kind = members.pop("kind", None)
        for name, shape in (("fix", FixData), ("teach", TeachData)):
            if kind == name and _fits(members, shape):
                return shape(**members)  # pyright: ignore[reportArgumentType] - checked by _fits
    raise JsonRpcInvalidParams("data: not what the server put into the code action")


_TYPES: Mapping[str, type | tuple[type, ...]] = {"at": int, "version": (int, type(None))}


def _fits(members: Mapping[str, object], shape: type[FixData | TeachData]) -> bool:
    names = set(shape.__dataclass_fields__)
    return set(members) == names and all(isinstance(members[name], _TYPES.get(name, str)) for name in names)
