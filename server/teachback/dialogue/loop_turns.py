"""The turns of a 3.x conversation in which a loop read its answers itself. A running Rasa hides them from policies
(R3:shared/core/trackers.py:applied_events), and a story that tells them trains on something else than it says.
"""

from __future__ import annotations

from collections.abc import Sequence

from teachback.dialogue.events import ActionExecuted, ActionRejected, Event, LoopChanged, UserUttered


def without_loop_turns(events: Sequence[Event]) -> list[Event]:
    """The events without those turns; slots and loops that changed in them stay."""
    return [events[index] for index in outside_loop_turns(events)]


def outside_loop_turns(events: Sequence[Event]) -> list[int]:
    """The indices of the events that stay."""
    loops = {event.loop for event in events if isinstance(event, LoopChanged) and event.loop is not None}
    kept: list[int] = []
    for index, event in enumerate(events):
        if isinstance(event, ActionExecuted) and event.name in loops and _continues_happily(event.name, events, kept):
            _drop_turn(event.name, events, kept)
        else:
            kept.append(index)
    return kept


def _continues_happily(loop: str, events: Sequence[Event], kept: Sequence[int]) -> bool:
    """Whether the loop ran before and nothing but answers to it came since."""
    following: str | None = None
    for index in reversed(kept):
        match events[index]:
            case LoopChanged(None):
                return False
            case ActionRejected(name) if name == loop:
                return False
            case UserUttered() if following is not None and following != loop:
                return False
            case ActionExecuted(name) if name == loop:
                return True
            case ActionExecuted(name):
                following = name
            case _:
                pass
    return False


def _drop_turn(loop: str, events: Sequence[Event], kept: list[int]) -> None:
    """Take out what was said since the loop last ran."""
    at = len(kept) - 1
    while not (isinstance(last := events[kept[at]], ActionExecuted) and last.name == loop):
        if isinstance(last, ActionExecuted | UserUttered):
            del kept[at]
        at -= 1
