"""A conversation as stories tell it, turned into one that a running bot would have had."""

from __future__ import annotations

from collections.abc import Iterable

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted, ActionRejected, Event, LoopChanged


def with_rejections(events: Iterable[Event]) -> list[Event]:
    """The events, with a rejection wherever a story leaves its form or loop after the user spoke.

    Stories do not tell that the form refused to run; a running bot knows (R1, R3: core/actions/action.py:run raises
    ActionExecutionRejection), and its policies ask for it.
    """
    lived: list[Event] = []
    loop: str | None = None
    rejected = listened = False
    for event in events:
        match event:
            case LoopChanged(name):
                loop, rejected = name, False
            case ActionRejected(name):
                rejected = rejected or name == loop
            case ActionExecuted(name):
                if loop is not None and listened and not rejected and name != loop:
                    lived.append(ActionRejected(loop))
                    rejected = True
                rejected = rejected and name != loop
                listened = name == ACTION_LISTEN
            case _:
                pass
        lived.append(event)
    return lived
