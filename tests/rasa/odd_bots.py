"""Conversations with names, values and texts that notations trip over, and what people call things all the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted, EntityMention, SlotSet
from teachback.dialogue.transcript import Annotation, BotRan, Entry, Transcript, Understanding, UserSaid
from teachback.dialogue.values import Value, freeze, thaw

# The colon in a name of an intent ends it in a test story in Markdown, so that one is for an action only.
INTENTS = ("two words", "日本語", "it's so", "a # b", "no", "null", "012", "1e3", "2001-12-14", "~", "-x", "é😀")
ACTIONS = (*INTENTS, "a: b")
VALUES: tuple[Value, ...] = (
    *ACTIONS,
    "a OR b",
    "`x`",
    "<!-- x -->",
    "{x}",
    'say "hi"',
    "back\\slash \\u00e9",
    "two\nlines",
    " blanks\t",
    "${HOME}",
    "\u2028\x85",
    None,
    True,
    2,
    -1.5,
    1e-9,
    freeze(["a", "no", 1]),
)
TEXTS = ("hello", "a OR b", "in `Rome`", "a: b # c", 'say "hi"', "日本語", "note {x}", "<!-- x -->", "so\\so", "12")

_BOOKING = UserSaid(
    Understanding(
        "from Rome to Oslo",
        "book",
        annotations=(
            Annotation(EntityMention("city", "Rome", "from"), 5, 9),
            Annotation(EntityMention("city", "Oslo (airport)", "to"), 13, 17),
        ),
    )
)


def odd(names: Sequence[str], values: Sequence[Value]) -> Transcript:
    """A turn for each value, the names over and over, and at the end a message with entities that have roles."""
    turns = (_turn(names[index % len(names)], value, index) for index, value in enumerate(values))
    return (_ran(ACTION_LISTEN), *chain.from_iterable(turns), _BOOKING, _ran("a: b"), _ran(ACTION_LISTEN))


def _turn(name: str, value: Value, index: int) -> tuple[Entry, ...]:
    thing = Annotation(EntityMention("thing", value), 0, 0)
    said = UserSaid(Understanding(TEXTS[index % len(TEXTS)], name, annotations=(thing,)))
    return said, SlotSet("noted", value), _ran(name), _ran(ACTION_LISTEN)


def _ran(action: str) -> Entry:
    return BotRan(ActionExecuted(action))


# Rasa 3.x resolves `\u00e9` in files of ASCII alone before it reads them.
ODD = {
    "odd names": odd(INTENTS, VALUES),
    "odd values in ASCII": odd(("no", "a # b"), ("back\\slash \\u00e9", "\u2028\x85", "two\nlines", "\x07", "\ufeff")),
}


def values_in(told: Transcript) -> list[object]:
    """The values of entities and slots, in order."""
    found: list[object] = []
    for entry in told:
        if isinstance(entry, UserSaid):
            found += (thaw(mention.value) for mention in entry.understood.mentions)
        elif isinstance(entry, SlotSet):
            found.append(thaw(entry.value))
    return found


def _domain(entities: list[object], slot: dict[str, object]) -> str:
    domain = {"intents": [*INTENTS, "book"], "entities": entities, "slots": {"noted": slot}, "actions": ACTIONS}
    return json.dumps(domain, ensure_ascii=False) + "\n"


DOMAIN_1X = _domain(["thing", "city"], {"type": "unfeaturized"})
DOMAIN_3X = _domain(["thing", {"city": {"roles": ["from", "to"]}}], {"type": "any", "mappings": [{"type": "custom"}]})
