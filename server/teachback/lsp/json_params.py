"""Reads the JSON of our own methods and commands, and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams


def members_of(json: object, name: str) -> Mapping[str, object]:
    """The members of an object. Raises ``JsonRpcInvalidParams`` for anything else, as all functions here do."""
    if not isinstance(json, Mapping):
        raise JsonRpcInvalidParams(f"{name}: an object is expected")
    return cast("Mapping[str, object]", json)


def text_of(json: object, name: str) -> str:
    """A string."""
    if not isinstance(json, str):
        raise JsonRpcInvalidParams(f"{name}: a string is expected")
    return json


def position_of(json: object, name: str) -> types.Position:
    """An LSP ``Position``."""
    members = members_of(json, name)
    return types.Position(*(count_of(members.get(part), f"{name}.{part}") for part in ("line", "character")))


def range_of(json: object, name: str) -> types.Range:
    """An LSP ``Range``."""
    members = members_of(json, name)
    return types.Range(*(position_of(members.get(part), f"{name}.{part}") for part in ("start", "end")))


def count_of(json: object, name: str) -> int:
    """A whole number from 0."""
    if not isinstance(json, int) or isinstance(json, bool) or json < 0:
        raise JsonRpcInvalidParams(f"{name}: a number from 0 upwards is expected")
    return json


def flag_of(json: object, name: str) -> bool:
    """True or false."""
    if not isinstance(json, bool):
        raise JsonRpcInvalidParams(f"{name}: true or false is expected")
    return json
