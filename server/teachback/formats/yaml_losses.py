"""What of a conversation a YAML story cannot hold, in words."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted, ActionRejected, LoopChanged, LoopInterrupted
from teachback.dialogue.transcript import BotRan, Entry, Transcript, Understanding, UserSaid
from teachback.formats.story_yaml_steps import EVENT_TYPES

_LABELS = frozenset({"role", "group"})


def lost_in_yaml(transcript: Transcript) -> tuple[str, ...]:
    """What training on the story will not see, or will take for something else, each thing once.

    Empty where real Rasa, trained on the story, does and validates as in the conversation.
    """
    loops = _Loops()
    found = (lost for entry in transcript for lost in (*_lost(entry), *loops.lost_at(entry)))
    return tuple(dict.fromkeys(found))


def _lost(entry: Entry) -> Iterator[str]:
    match entry:
        case UserSaid(understood):
            yield from _lost_of_message(understood)
        case BotRan(event=ActionExecuted(name=name, is_text=False)):
            yield from _misread("action", name, name.strip())
            if name in EVENT_TYPES:
                yield f"the action “{name}”, which YAML takes for the event of this name"
        case LoopChanged(loop) if loop is not None:
            yield from _misread("loop", loop, loop.strip())
        case _:
            pass


def _lost_of_message(understood: Understanding) -> Iterator[str]:
    if understood.intent is not None:
        yield from _misread("intent", understood.intent, understood.intent.strip().removeprefix("/"))
    for mention in understood.mentions:
        if mention.type in _LABELS:
            yield f"an entity of the type “{mention.type}”, which YAML takes for the {mention.type} of another entity"
        for kind, label in (("entity", mention.type), ("role", mention.role), ("group", mention.group)):
            if label is not None:
                yield from _misread(kind, label, label.strip())


def _misread(what: str, name: str, read: str) -> Iterator[str]:
    if name != read or not name:
        yield f"the {what} “{name}”, which Rasa reads as “{read}”"


class _Loops:
    """Follows the active loop, to tell which answers it validated after it had been left. 3.x takes every return that a
    story tells for one without validation (R3:core/policies/rule_policy.py:_create_loop_unhappy_lookup_from_states).
    """

    __slots__ = ("_active", "_interrupted", "_listened", "_rejected", "_said")

    def __init__(self) -> None:
        self._active: str | None = None
        self._rejected = False
        self._interrupted = False
        self._listened = False
        self._said: str | None = None

    def lost_at(self, entry: Entry) -> Iterator[str]:
        match entry:
            case LoopChanged(loop):
                self._active, self._rejected = loop, False
            case LoopInterrupted(interrupted):
                self._interrupted = interrupted
            case ActionRejected(name):
                self._rejected = self._rejected or name == self._active
            case UserSaid(understood):
                self._said = understood.intent or understood.text
            case BotRan(event=action):
                yield from self._run(action.name)
            case _:
                pass

    def _run(self, action: str) -> Iterator[str]:
        back = self._rejected and action == self._active
        if back and self._listened and not self._interrupted:
            yield f"that “{action}” validates “{self._said}”: a return that a story tells is one without validation"
        self._rejected = self._rejected and not back
        self._interrupted = False
        self._listened = action == ACTION_LISTEN
