"""Files with conversations in Rasa's JSON, of whatever shape the trackers have in them.

A tracker as ``GET /conversations/ID/tracker`` answers it, a bare list of events, a list of trackers, an object of
trackers by their names, and the events of many conversations with their ``sender_id``, in one list or one a line, as
``rasa export`` and the file event broker write them (R1, R3: core/exporter.py, core/brokers/file.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from teachback.formats.tracker_fields import Json, UnreadableTrackerError, parsed_json, shown

_WANTED = (
    "Give a tracker as `GET /conversations/ID/tracker?include_events=ALL` answers it, a list of events, or several."
)


@dataclass(frozen=True, slots=True)
class DumpedConversation:
    """A conversation of a file: its ``sender_id``, where it is told, and its events as Rasa wrote them.

    Whether they are any is seen when they are read (``transcript_json``): a bad one costs only its own conversation.
    """

    id: str | None
    events: Sequence[object]


def conversations_in(text: str) -> tuple[DumpedConversation, ...]:
    """The conversations in ``text``, in its order. Raises ``UnreadableTrackerError`` where there is none."""
    return tuple(_conversations(_content(text)))


def _content(text: str) -> object:
    """The JSON of a text, or a list of that of its lines if each is a JSON object."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > 1 and all(_may_be_object(line) for _, line in lines):
        return [_line(number, line) for number, line in lines]
    return parsed_json(text)


def _may_be_object(line: str) -> bool:
    line = line.strip()
    return line.startswith("{") and line.endswith("}")


def _line(number: int, line: str) -> object:
    try:
        return parsed_json(line)
    except UnreadableTrackerError as problem:
        raise UnreadableTrackerError(f"Line {number}: {problem}") from None


def _conversations(content: object) -> Iterable[DumpedConversation]:
    if isinstance(content, list):
        return _listed(cast("list[object]", content))
    if not isinstance(content, Mapping):
        raise UnreadableTrackerError(f"There is no conversation in {shown(content)}. {_WANTED}")
    told = cast("Json", content)
    if "events" in told or "event" in told:
        return _listed([told])
    if not told or not all(isinstance(each, Mapping | list) for each in told.values()):
        raise UnreadableTrackerError(f"There is no list `events`. {_WANTED}")
    return [_named(name, each) for name, each in told.items()]


def _listed(items: Sequence[object]) -> Iterable[DumpedConversation]:
    """Trackers, or else events; those of one ``sender_id`` are one conversation."""
    if any(isinstance(each, Mapping) and "events" in each for each in items):
        return [_tracker(number, each) for number, each in enumerate(items, start=1)]
    events: dict[str | None, list[object]] = {}
    for each in items:
        events.setdefault(_sender(each), []).append(each)
    return [DumpedConversation(sender, told) for sender, told in events.items()] or [DumpedConversation(None, ())]


def _sender(event: object) -> str | None:
    sender = cast("Json", event).get("sender_id") if isinstance(event, Mapping) else None
    return sender if isinstance(sender, str) else None


def _tracker(number: int, tracker: object) -> DumpedConversation:
    if not isinstance(tracker, Mapping) or "events" not in tracker:
        raise UnreadableTrackerError(
            f"Conversation {number}: there is no list `events` in {shown(cast('object', tracker))}. {_WANTED}"
        )
    told = cast("Json", tracker)
    return DumpedConversation(_sender(told), _events(f"Conversation {number}", told["events"]))


def _named(name: str, told: object) -> DumpedConversation:
    events = cast("Json", told).get("events") if isinstance(told, Mapping) else told
    return DumpedConversation(name, _events(f"Conversation {name!r}", events))


def _events(where: str, events: object) -> Sequence[object]:
    if isinstance(events, list):
        return cast("list[object]", events)
    if events is None:
        raise UnreadableTrackerError(f"{where}: `events` is null. Ask Rasa for them with `?include_events=ALL`.")
    raise UnreadableTrackerError(f"{where}: `events` must be a list, not {shown(events)}.")
