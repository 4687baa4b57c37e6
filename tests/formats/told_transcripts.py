"""Transcripts in a notation of a line an entry, for tests of what is made of them.

```
* inform{"city": "Rome"}            a message; its text is that behind the star, with a slash
* inform{"city": "Rome"}: to Rome   the same with other words
* inform: to [Rome](city)           entities marked in the words
- utter_greet                       an action
slot{"city": "Rome"}                other events by their names, with one argument or none
```
"""

from __future__ import annotations

import json
import re

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import (
    ActionExecuted,
    ActionRejected,
    AllSlotsReset,
    EntityMention,
    FollowupAction,
    LoopChanged,
    LoopInterrupted,
    SlotSet,
)
from teachback.dialogue.transcript import Annotation, BotRan, Entry, Transcript, Understanding, UserSaid
from teachback.dialogue.values import freeze
from teachback.formats.nlu_markup import read_example
from teachback.text.spans import Span

_SAID = re.compile(r"\* (?P<intent>[^{:]+)(?P<entities>\{.*\})?(?:: (?P<text>.*))?")
_EVENT = re.compile(r"(?P<kind>\w+)(?P<object>\{.*\})?(?: (?P<name>.*))?")

LISTEN = BotRan(ActionExecuted(ACTION_LISTEN))


def transcript(told: str) -> Transcript:
    """The entries of the lines that are not empty."""
    return tuple(entry for line in told.splitlines() if line.strip() for entry in _entries(line.strip()))


def _entries(line: str) -> list[Entry]:
    if line.startswith("* "):
        return [_said(line)]
    if line.startswith("- "):
        return [BotRan(ActionExecuted(line[2:]))]
    found = _EVENT.fullmatch(line)
    assert found, line
    name = None if found["name"] == "null" else found["name"]
    match found["kind"]:
        case "slot":
            return [SlotSet(slot, freeze(value)) for slot, value in json.loads(found["object"]).items()]
        case "form":
            return [LoopChanged(name)]
        case "validate":
            return [LoopInterrupted(name == "false")]
        case "rejected":
            return [ActionRejected(str(name))]
        case "reset_slots":
            return [AllSlotsReset()]
        case "followup":
            return [FollowupAction(str(name))]
        case other:
            raise AssertionError(other)


def _said(line: str) -> UserSaid:
    found = _SAID.fullmatch(line)
    assert found, line
    intent, text = found["intent"], found["text"]
    if found["entities"]:
        text = text or f"/{intent}{found['entities']}"
        start = max(0, text.find("{"))
        mentions = [EntityMention(kind, freeze(value)) for kind, value in json.loads(found["entities"]).items()]
        return UserSaid(
            Understanding(text, intent, 1.0, tuple(Annotation(each, start, len(text)) for each in mentions))
        )
    example, _ = read_example(text or f"/{intent}", Span(0, len(text or "") or len(intent) + 1))
    marked = tuple(
        Annotation(EntityMention(each.type.text, each.value, each.role, each.group), each.within.start, each.within.end)
        for each in example.entities
    )
    return UserSaid(Understanding(example.plain, intent, 1.0, marked))
