"""What the bot says when it runs a response of the domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.transcript import BotMessage
from teachback.dialogue.values import Value, freeze, thaw
from teachback.formats.domain_responses import Variation
from teachback.teaching.actions.filling import filled
from teachback.teaching.actions.messages import Json, message_of

# The channel of a conversation that is held over the HTTP API, as Rasa's own interactive learning does.
CHANNEL = "collector"

# What is filled with values. 1.x looks for `button`, which no response has, and into lists not at all
# (R1:core/nlg/template.py:_fill_template, R3:core/nlg/response.py:_fill_response).
_FILLED: Mapping[Dialect, frozenset[str]] = {
    Dialect.RASA1: frozenset({"text", "image", "custom", "attachment"}),
    Dialect.RASA3: frozenset({"text", "image", "custom", "attachment", "buttons", "quick_replies"}),
}


@dataclass(frozen=True, slots=True)
class Responses:
    """The responses of a domain, and how its generation of Rasa makes messages of them."""

    by_name: Mapping[str, tuple[Variation, ...]]
    dialect: Dialect

    def content(self, name: str, slots: Mapping[str, Value], extra: Json | None = None) -> Json | None:
        """The first variation that suits, filled with slots and with ``extra``, which goes before them; ``None`` where
        there is none. Rasa picks any of those that suit.
        """
        suitable = self._suitable(self.by_name.get(name, ()), slots)
        if not suitable:
            return None
        values = {key: thaw(value) for key, value in slots.items()} | dict(extra or {})
        keys = _FILLED[self.dialect]
        return {key: filled(each, values) if key in keys else each for key, each in suitable[0].content.items()}

    def message(self, name: str, slots: Mapping[str, Value]) -> BotMessage | None:
        """The message that the action ``name`` utters; ``None`` where the domain has no text for it."""
        content = self.content(name, slots)
        return None if content is None else message_of(content)

    def retrieved(self, name: str, intent: str | None) -> str | None:
        """The response that the retrieval action ``name`` (``utter_faq``) picks after ``intent`` (``faq/ask_name``):
        that of the intent, else the first below the name, for a response selector is not asked here.
        """
        wanted = f"utter_{intent}"
        below = [key for key in self.by_name if key.startswith(f"{name}/")]
        return wanted if wanted in below else next(iter(below), None)

    def _suitable(self, variations: Sequence[Variation], slots: Mapping[str, Value]) -> list[Variation]:
        """Those of this channel before the others; in 2.x and 3.x, of either, those whose conditions hold before those
        without (R1:core/nlg/template.py, R3:core/nlg/generator.py:responses_for_utter_action).
        """
        if self.dialect is Dialect.RASA1:
            return _of_channel(variations, CHANNEL) or _of_channel(variations, None)
        plain = [each for each in variations if each.conditions is None]
        conditional = [each for each in variations if each.conditions and _holds(each.conditions, slots)]
        return (
            _of_channel(conditional, CHANNEL)
            or _of_channel(plain, CHANNEL)
            or _of_channel(conditional, None)
            or _of_channel(plain, None)
        )


def _of_channel(variations: Sequence[Variation], channel: str | None) -> list[Variation]:
    return [each for each in variations if each.channel == channel]


def _holds(conditions: Sequence[tuple[str, Value]], slots: Mapping[str, Value]) -> bool:
    return all(_equal(slots.get(name), value) for name, value in conditions)


def _equal(value: Value, wanted: Value) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return value.casefold() == wanted.casefold()
    return value == freeze(wanted)
