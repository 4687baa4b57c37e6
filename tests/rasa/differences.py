"""Two records side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

LONGEST_VALUE = 300


def differences(committed: Any, anew: Any, place: str = "") -> Iterator[str]:
    """A line for each place at which two values of JSON differ: its keys, and what either has there."""
    old, new = _parts(committed), _parts(anew)
    if old is None or new is None or type(committed) is not type(anew):
        if committed != anew:
            yield f"{place}: committed {_short(committed)}, recorded anew {_short(anew)}"
        return
    for key in dict.fromkeys([*old, *new]):
        if key not in new:
            yield f"{place}/{key}: committed {_short(old[key])}, not recorded any more"
        elif key not in old:
            yield f"{place}/{key}: not committed, recorded anew {_short(new[key])}"
        else:
            yield from differences(old[key], new[key], f"{place}/{key}")


def _parts(value: Any) -> dict[str, Any] | None:
    """What an object or a list consists of, by key or by index."""
    if isinstance(value, list):
        return {str(index): part for index, part in enumerate(cast("list[Any]", value))}
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
