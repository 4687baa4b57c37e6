"""What the child process and its owner say to each other: JSON, a value a line.

First the owner sends an order and, on the next line, ``NluData.to_json()``. The child answers with any number of
``{"told": "…"}``, then with ``{"ready": ["remark", …]}`` or ``{"problem": "…"}``. From then on each line of the owner,
``{"text": "…"}``, gets one line: an understanding, or a problem.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, cast

from teachback.dialogue.events import EntityMention
from teachback.dialogue.transcript import Annotation, RankedIntent, Understanding
from teachback.dialogue.values import freeze, thaw

Message = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Order:
    """Where trained models are kept, and whether one that is kept there may be taken."""

    cache: Path
    from_cache: bool = True


class _Understood(TypedDict):
    intent: str | None
    confidence: float
    annotations: list[tuple[str, object, str | None, str | None, int, int, str | None]]
    ranking: list[tuple[str, float]]


def line_of(message: Message) -> bytes:
    """A message as a line."""
    return json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def message_of(line: bytes) -> Message:
    """The message of a line. Raises ``ValueError`` for a line that is none."""
    message: object = json.loads(line)
    if not isinstance(message, dict):
        raise TypeError("not a message")
    return cast("Message", message)


def order_as_message(order: Order) -> Message:
    """An order, fit to be sent."""
    return {"cache": str(order.cache), "from_cache": order.from_cache}


def order_in(message: Message) -> Order:
    """The order in a message."""
    return Order(Path(str(message["cache"])), message["from_cache"] is True)


def understanding_as_message(understanding: Understanding) -> Message:
    """An understanding, fit to be sent; its text stays where it came from."""
    return {
        "intent": understanding.intent,
        "confidence": understanding.confidence,
        "annotations": [
            (m.type, thaw(m.value), m.role, m.group, each.start, each.end, each.extractor)
            for each in understanding.annotations
            for m in (each.mention,)
        ],
        "ranking": [(each.name, each.confidence) for each in understanding.ranking],
    }


def understanding_in(message: Message, text: str) -> Understanding:
    """The understanding of ``text`` in a message. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for another."""
    told = cast("_Understood", message)
    return Understanding(
        text,
        told["intent"],
        float(told["confidence"]),
        tuple(
            Annotation(EntityMention(entity, freeze(value), role, group), start, end, extractor)
            for entity, value, role, group, start, end, extractor in told["annotations"]
        ),
        tuple(RankedIntent(name, confidence) for name, confidence in told["ranking"]),
    )
