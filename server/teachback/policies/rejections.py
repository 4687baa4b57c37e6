"""A conversation as stories tell it, turned into one that a running bot would have had."""

from __future__ import annotations

from collections.abc import Iterable

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted, ActionRejected, Event, LoopChanged, LoopInterrupted


def with_rejections(events: Iterable[Event]) -> list[Event]:
    """The events, with what a bot would have noted down when a story leaves its form or loop after the user spoke.

    Stories do not tell that the form refused to run, nor that it must not validate the answer when the story returns to
    it. A running bot knows both, and its policies ask for it (R1, R3: ActionExecutionRejected; R1: FormValidation and
    R3: LoopInterrupted, which FormPolicy and RulePolicy add for every such turn that they have seen in training).
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
                if loop is not None and listened:
                    lived += _noted(loop, returns=name == loop, rejected=rejected)
                    rejected = True
                rejected = rejected and name != loop
                listened = name == ACTION_LISTEN
            case _:
                pass
        lived.append(event)
    return lived


def _noted(loop: str, *, returns: bool, rejected: bool) -> tuple[Event, ...]:
    """What happens before the action after the user spoke; a form that had not refused reads the answer itself."""
    if not rejected:
        return () if returns else (ActionRejected(loop),)
    return (LoopInterrupted(True),) if returns else ()
