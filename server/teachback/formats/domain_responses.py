"""What the bot says: the contents of a domain's responses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from teachback.dialogue.values import Value, freeze
from teachback.formats.domain_values import Json, section


@dataclass(frozen=True, slots=True)
class Variation:
    """One way to say a response. ``content`` is what a channel shows, by Rasa's keys: ``text``, ``buttons``, ….

    ``conditions`` are slots with the values that they must have (2.6 and later); ``None`` where nothing is asked.
    """

    content: Json
    channel: str | None = None
    conditions: tuple[tuple[str, Value], ...] | None = None


def read_responses(domain: Json) -> Mapping[str, tuple[Variation, ...]]:
    """The responses of a domain (``domain_values``) by name, with their variations in source order.

    A text that stands for a whole variation is understood (R1:core/domain.py:collect_templates), and so is a single
    variation without a list around it. One of another shape is left out.
    """
    return {name: tuple(_variations(written)) for name, written in section(domain, "responses").items()}


def _variations(written: object) -> Iterator[Variation]:
    items = cast("list[object]", written) if isinstance(written, list) else [written]
    for item in items:
        if isinstance(item, Mapping):
            yield _variation(cast("Json", item))
        elif item is not None:
            yield Variation({"text": str(item)})


def _variation(item: Json) -> Variation:
    content = {key: value for key, value in item.items() if key not in ("channel", "condition", "id", "metadata")}
    channel = item.get("channel")
    return Variation(content, str(channel) if channel else None, _conditions(item.get("condition")))


def _conditions(written: object) -> tuple[tuple[str, Value], ...] | None:
    if written is None:
        return None
    items = cast("list[object]", written) if isinstance(written, list) else []
    objects = [cast("Json", item) for item in items if isinstance(item, Mapping)]
    return tuple((str(each.get("name")), freeze(each.get("value"))) for each in objects)
