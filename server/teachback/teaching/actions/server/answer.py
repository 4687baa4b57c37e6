"""What an action server answers, read without trust."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from teachback.dialogue.events import ActionExecuted, EntityMention, OtherEvent, UserUttered
from teachback.dialogue.transcript import Annotation, BotRan, BotSaid, Entry, Understanding, UserSaid
from teachback.dialogue.values import freeze
from teachback.formats.domain_values import object_in
from teachback.formats.json_object import refuse_deep
from teachback.formats.tracker_fields import UnreadableTrackerError
from teachback.formats.tracker_json import policy_class, read_events
from teachback.policies.live.connection import Reply
from teachback.policies.live.json_fields import UnexpectedJson, a_list, a_text, an_object, text_or_none
from teachback.teaching.actions.messages import message_of
from teachback.teaching.actions.outcome import Failed, Rejected, Unknown

Json = Mapping[str, object]

_OK, _REJECTED, _NOT_FOUND, _WANTS_DOMAIN = 200, 400, 404, 449
_PATH = "/webhook"
# Events that change nothing that policies see (R1:core/events/__init__.py, R3:shared/core/events.py).
_HARMLESS = frozenset(
    {"pause", "resume", "export", "agent", "reminder", "cancel_reminder", "entities", "user_featurization"}
)


@dataclass(frozen=True, slots=True)
class Answer:
    """``responses`` are messages as the server gives them, ``events`` what follows these. ``remarks`` tell what of the
    answer was left out.
    """

    responses: tuple[Json, ...]
    events: tuple[Entry, ...]
    remarks: tuple[str, ...] = ()


def read_answer(reply: Reply, action: str, url: str) -> Answer | Rejected | Failed | Unknown:
    """What ``reply`` says of ``action``; ``url`` is shown where something is wrong."""
    content = _json(reply)
    if reply.status == _OK:
        return _read(content, action, url)
    answered = object_in(content)
    told = answered.get("error")
    words = str(told)[:_MOST_WORDS] if told else "it gives no reason"
    if reply.status == _REJECTED and "action_name" in answered:
        return Rejected(words if told else f"The action server rejected {action}.")
    if reply.status == _NOT_FOUND and "action_name" in answered:
        return Unknown(
            f"The action server at {url} knows no {action}. Register it there, and start the server anew.", ()
        )
    advice = "Look at its log." if url.endswith(_PATH) else f"Its address in endpoints.yml should end with {_PATH}."
    return Failed(f"{action} failed on the action server at {url} (HTTP {reply.status}): {words.rstrip('.')}. {advice}")


def wants_domain(reply: Reply) -> bool:
    """Whether the server asks for the domain that was kept back (SDK3:endpoint.py)."""
    return reply.status == _WANTS_DOMAIN


_MOST_WORDS = 500


def _json(reply: Reply) -> object:
    try:
        text = reply.body.decode()
        refuse_deep(text)
        return json.loads(text)
    except ValueError:
        return None


def _read(content: object, action: str, url: str) -> Answer | Failed:
    try:
        answer = an_object(content, "the answer")
        events = a_list(answer.get("events") or [], "`events`")
        responses = a_list(answer.get("responses") or [], "`responses`")
        messages = tuple(an_object(each, "a response") for each in responses)
        return _with_events(messages, [an_object(each, "an event") for each in events])
    except UnexpectedJson as problem:
        return Failed(f"The answer of the action server at {url} to {action} cannot be understood: {problem}.")


def _with_events(messages: tuple[Json, ...], events: Sequence[Json]) -> Answer:
    entries: list[Entry] = []
    remarks: list[str] = []
    for number, event in enumerate(events, start=1):
        try:
            entry = _entry(event)
        except (UnreadableTrackerError, UnexpectedJson) as problem:
            remarks.append(
                f"Event {number} of the action server's answer is left out: {problem}".replace(" Event 1:", "")
            )
            continue
        if isinstance(entry, OtherEvent) and entry.name not in _HARMLESS:
            remarks.append(
                f"The action server sent an event “{entry.name}”, which Rasa does not know. It changes nothing."
            )
        entries.append(entry)
    return Answer(messages, tuple(entries), tuple(remarks))


def _entry(event: Json) -> Entry:
    if event.get("event") == "bot":
        data = event.get("data")
        return BotSaid(message_of({**an_object(data or {}, "`data`"), "text": event.get("text")}))
    (read,) = read_events([event]).events
    match read:
        case UserUttered():
            return UserSaid(_understanding(event, read))
        case ActionExecuted():
            policy = text_or_none(event.get("policy"), "`policy`")
            return BotRan(read, policy_class(policy) if policy else None, _confidence(event))
        case _:
            return read


def _understanding(event: Json, read: UserUttered) -> Understanding:
    parsed = an_object(event.get("parse_data") or {}, "`parse_data`")
    entities = [an_object(each, "an entity") for each in a_list(parsed.get("entities") or [], "`entities`")]
    confidence = _confidence(an_object(parsed.get("intent") or {}, "`intent`"))
    text = text_or_none(event.get("text"), "`text`") or ""
    marked = tuple(map(_annotation, entities))
    return Understanding(text, read.intent, 1.0 if confidence is None else confidence, marked)


def _annotation(entity: Json) -> Annotation:
    mention = EntityMention(
        a_text(entity.get("entity"), "`entity`"),
        freeze(entity.get("value")),
        text_or_none(entity.get("role"), "`role`"),
        text_or_none(entity.get("group"), "`group`"),
    )
    start, end = entity.get("start"), entity.get("end")
    return Annotation(mention, start if isinstance(start, int) else 0, end if isinstance(end, int) else 0)


def _confidence(holder: Json) -> float | None:
    value = holder.get("confidence")
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else None
