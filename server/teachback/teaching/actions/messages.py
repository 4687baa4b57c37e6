"""Messages of the bot, out of the JSON in which domains and action servers write them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import cast

from teachback.dialogue.transcript import BotMessage, Button
from teachback.dialogue.values import Record, freeze

Json = Mapping[str, object]


def message_of(content: Json) -> BotMessage:
    """What a channel would show (R1, R3: core/actions/action.py:create_bot_utterance). Without an attachment the image
    counts as one. Whatever has another shape than Rasa's channels expect is shown as text or left out.
    """
    custom = freeze(content.get("custom"))
    return BotMessage(
        text=_text(content.get("text")),
        buttons=tuple(_buttons(content.get("buttons"))),
        quick_replies=tuple(_buttons(content.get("quick_replies"))),
        elements=tuple(each for each in _frozen_items(content.get("elements")) if isinstance(each, Record)),
        image=_text(content.get("image")),
        attachment=_text(content.get("attachment") or content.get("image")),
        custom=custom if isinstance(custom, Record) and custom.items else None,
    )


def is_empty(message: BotMessage) -> bool:
    """Whether nothing would be shown."""
    return message == BotMessage()


def _buttons(written: object) -> Iterator[Button]:
    items = cast("list[object]", written) if isinstance(written, list) else []
    for item in items:
        if isinstance(item, Mapping):
            button = cast("Json", item)
            title = _text(button.get("title")) or ""
            yield Button(title, _text(button.get("payload")) or title)


def _frozen_items(written: object) -> Iterator[object]:
    items = cast("list[object]", written) if isinstance(written, list) else []
    yield from map(freeze, items)


def _text(value: object) -> str | None:
    """Channels show texts; an attachment that is an object is shown as it is written."""
    if value is None or value in ("", {}, []):
        return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
