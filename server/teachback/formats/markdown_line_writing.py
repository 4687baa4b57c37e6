"""Single lines of story Markdown: what stands after the ``*`` of a message and the ``-`` of an event.

As Rasa writes them (R1:core/events/__init__.py, ``as_story_string``), except where it would not read them again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from teachback.dialogue.events import (
    ActionReverted,
    AllSlotsReset,
    Event,
    FollowupAction,
    LoopChanged,
    OtherEvent,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
)
from teachback.dialogue.transcript import Understanding
from teachback.formats.inline_json import escaped, inline_json
from teachback.formats.markdown_known_lines import KnownLines
from teachback.formats.markdown_story import read_block
from teachback.formats.nlu_markup_writing import annotated
from teachback.formats.slash_message import spelled_out
from teachback.formats.story_tree import ActionStep

# Without arguments, which conversations do not keep, no other event can be written.
_NAMED_ONLY = frozenset({"pause", "resume", "export"})
_PLAIN: Mapping[type[Event], str] = MappingProxyType(
    {ActionReverted: "undo", UserUtteranceReverted: "rewind", AllSlotsReset: "reset_slots"}
)
_LINE_BREAK = re.compile(r"\s*[\r\n]\s*")
_SPLIT = re.compile(r"(?<= OR) ")


def message(understood: Understanding) -> str:
    """A message of a training story: ``intent{"entity": "value"}``; without an intent its text."""
    return one_line(understood.text if understood.intent is None else spelled_out(understood))


def test_message(understood: Understanding) -> str:
    """A message of a test story, ``intent: text with [value](entity)``; ``/intent{…}`` where there is no text.

    A message without an intent has the one that Rasa writes for it, ``None``.
    """
    text = annotated(understood) if understood.text.strip() else f"/{message(understood)}"
    return f"{one_line(str(understood.intent))}: {_readable(text)}"


def action(name: str) -> str:
    """An action by its name, ``action{"name": …}`` where the name alone would read as something else."""
    match read_block(f"##\n- {name}", KnownLines()).lines:
        case (ActionStep(action=read, prefixed=False),) if read.text == name and name.strip():
            return name
        case _:
            return f"action{inline_json({'name': name})}"


def event(happened: Event) -> str | None:
    """An event that is neither a message nor an action; ``None`` where stories have no line for it."""
    match happened:
        case SlotSet(slot, value):
            return f"slot{inline_json({slot: value})}"
        case LoopChanged(loop):
            return f"form{inline_json({'name': loop})}"
        case FollowupAction(name):
            return f"followup{inline_json({'name': name})}"
        case Restarted(session=False):
            return "restart"
        case OtherEvent(name):
            return name if name in _NAMED_ONLY else None
        case _:
            return _PLAIN.get(type(happened))


def one_line(text: str) -> str:
    """The text without line breaks, comments and back quotes, all of which end or change a line of story Markdown."""
    return _LINE_BREAK.sub(" ", text).replace("`", "'").replace("<!--", "< !--")


def _readable(text: str) -> str:
    """The text of a test message, on one line; a tab keeps Rasa from cutting it at `` OR ``."""
    if text.startswith("/") and "{" in text:
        intent, _, fields = text.partition("{")
        return one_line(f"{intent}{{{escaped(fields)}")
    return _SPLIT.sub("\t", one_line(text))
