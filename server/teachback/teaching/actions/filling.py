"""Putting slot values where a response has ``{slot}`` (R1:core/nlg/interpolator.py, R3:core/nlg/interpolator.py)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

_TAG = re.compile(r"\{\{|\}\}|\{([^\n{}]+)\}")


def filled_text(text: str, values: Mapping[str, object]) -> str:
    """``text`` with values in the places of its tags; an unset slot reads ``None``, as in Rasa.

    A tag that names nothing known leaves the whole text unfilled. ``{{x}}`` is a literal ``{x}``, and a text that has
    one is not filled either.
    """
    tags = [found[1] for found in _TAG.finditer(text)]
    names = [tag for tag in tags if tag is not None]
    if any(name not in values for name in names):
        return text
    if len(names) < len(tags):  # some braces are doubled
        return text if names else text.replace("{{", "{").replace("}}", "}")
    return _TAG.sub(lambda found: str(values[found[1]]), text)


def filled(content: object, values: Mapping[str, object]) -> object:
    """The same in all texts of a JSON value; keys stay as they are."""
    match content:
        case str():
            return filled_text(content, values)
        case list():
            return [filled(item, values) for item in cast("list[object]", content)]
        case dict():
            items = cast("dict[str, object]", content).items()
            return {key: filled(item, values) for key, item in items}
        case _:
            return content
