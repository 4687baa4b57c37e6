"""Events as lines of a story, as a person reads and types them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.dialogue.events import (
    ActionExecuted,
    AllSlotsReset,
    Event,
    FollowupAction,
    LoopChanged,
    OtherEvent,
    Restarted,
    SlotSet,
)
from teachback.dialogue.values import thaw
from teachback.formats.story_markdown import read_story_markdown
from teachback.project.segments import segments_of
from teachback.teaching.session.inputs import UnfitAnswerError

_LOOP = {Dialect.RASA1: "form", Dialect.RASA3: "active_loop"}
"""How each generation calls an active form (R1:core/events:Form, R3:shared/core/events.py:ActiveLoop)."""


def line_of(event: Event, dialect: Dialect) -> str | None:
    """The line, without its ``-``, in the words of the project's Rasa; ``None`` for what no story tells
    (R1:core/events, R3:shared/core/events.py:as_story_string).
    """
    match event:
        case SlotSet(slot, value):
            return f"slot{_object(slot, thaw(value))}"
        case LoopChanged(loop):
            return f"{_LOOP[dialect]}{_object('name', loop)}"
        case FollowupAction(name):
            return f"followup{_object('name', name)}"
        case AllSlotsReset():
            return "reset_slots"
        case Restarted(session=False):
            return "restart"
        case OtherEvent(name):
            return name
        case _:
            return None


def lines_of(events: Iterable[Event], dialect: Dialect) -> tuple[str, ...]:
    """The lines of all events that have one."""
    lines = (line_of(event, dialect) for event in events)
    return tuple(line for line in lines if line is not None)


def typed_events(text: str, domain: Domain) -> tuple[Event, ...]:
    """The events in lines that are divided by ``;`` or line ends. Raises ``UnfitAnswerError`` for anything else."""
    lines = [line.strip().removeprefix("- ") for line in _divided(text)]
    return tuple(event for line in lines if line for event in _typed(line, domain))


def _typed(line: str, domain: Domain) -> tuple[Event, ...]:
    [placed] = read_story_markdown(f"## x\n- {_in_markdown(line, domain.dialect)}").stories
    problem = next(iter(placed.story.problems), None)
    if problem is not None:
        raise UnfitAnswerError(f"`{line}`: {problem.message}")
    events = tuple(sourced.event for segment in segments_of(placed.story, domain) for sourced in segment.events)
    told = tuple(event for event in events if not isinstance(event, ActionExecuted))
    if not told:
        raise UnfitAnswerError(f'`{line}` is no event. Write for example `slot{{"name": "value"}}`.')
    return told


def _in_markdown(line: str, dialect: Dialect) -> str:
    """The line as Markdown has it, which is older than loops."""
    loop = _LOOP[dialect] + "{"
    return f"{_LOOP[Dialect.RASA1]}{{{line.removeprefix(loop)}" if line.startswith(loop) else line


def _divided(text: str) -> list[str]:
    """At each ``;`` or line end that is not inside of a JSON text."""
    parts, inside, escaped = [""], False, False
    for letter in text:
        if letter in ";\n" and not inside:
            parts.append("")
            continue
        parts[-1] += letter
        inside ^= letter == '"' and not escaped
        escaped = letter == "\\" and not escaped
    return parts


def _object(key: str, value: object) -> str:
    return json.dumps({key: value}, ensure_ascii=False)
