"""Putting slot values where a response has ``{slot}`` (R1:core/nlg/interpolator.py, R3:core/nlg/interpolator.py)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

# A tag in doubled braces, doubled braces around anything else, a tag.
_BRACES = re.compile(r"\{\{(?P<literal>[^\n{}]+)\}\}|\{\{|\}\}|\{(?P<tag>[^\n{}]+)\}")


def filled_text(text: str, values: Mapping[str, object]) -> str:
    """``text`` with values in the places of its tags; an unset slot reads ``None``, as in Rasa.

    A tag that names nothing known leaves the whole text unfilled. Doubled braces are braces; a text in which they
    enclose what could be a tag is not filled either.
    """
    found = list(_BRACES.finditer(text))
    tags = [each["tag"] for each in found if each["tag"] is not None]
    if any(tag not in values for tag in tags):
        return text
    if any(each["literal"] is not None for each in found) and tags:
        return text
    return _BRACES.sub(lambda each: _replaced(each, values), text)


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


def _replaced(braces: re.Match[str], values: Mapping[str, object]) -> str:
    if braces["tag"] is not None:
        return str(values[braces["tag"]])
    return f"{{{braces['literal']}}}" if braces["literal"] is not None else braces[0][0]
