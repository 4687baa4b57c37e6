"""A session as a page shows it: plain JSON, all of it text that is yet to be escaped.

The shape is described in ``docs/protocol.md``; ``VERSION`` grows when a page that knows an older one would be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

from teachback.dialogue.transcript import UserSaid
from teachback.dialogue.values import Value, thaw
from teachback.project.snapshot import Snapshot
from teachback.teaching.prompts import Choice, Choose, Confirm, Enter, Question
from teachback.teaching.reason import Reason, Shown, Stories, StoryPlace
from teachback.teaching.session.chat_history import BotLine, BotRow, Row, chat_history
from teachback.teaching.session.session import Session, unwritten
from teachback.teaching.understanding.marking import marked

VERSION = 1

Json = dict[str, object]


def view(session: Session, question: Question, slots: Mapping[str, Value], snapshot: Snapshot) -> Json:
    """All that a face shows of a session. ``question`` is the one that it asks, ``slots`` are their present values,
    ``snapshot`` is the project as it is now.
    """
    return {
        "version": VERSION,
        "rows": [_row(each) for each in chat_history(session.conversation, snapshot.dialect)],
        "slots": [{"name": name, "value": thaw(value)} for name, value in slots.items()],
        "question": _question(question, snapshot.relative),
        "remark": session.remark,
        "canUndo": session.before is not None,
        "forks": [
            {"message": number, "text": each.text, "intent": each.intent}
            for number, each in enumerate(
                entry.understood for entry in session.conversation if isinstance(entry, UserSaid)
            )
        ],
        "unsaved": len(unwritten(session)),
    }


def _row(row: Row) -> Json:
    if isinstance(row, BotRow):
        return {"number": row.number, "side": "bot", "lines": [_line(each) for each in row.lines]}
    understood = row.understood
    return {
        "number": row.number,
        "side": "user",
        "text": understood.text,
        "marked": marked(understood),
        "intent": understood.intent,
        "confidence": understood.confidence,
        "entities": [
            {
                "start": each.start,
                "end": each.end,
                "type": each.mention.type,
                "role": each.mention.role,
                "group": each.mention.group,
                "value": thaw(each.mention.value),
            }
            for each in understood.annotations
        ],
    }


def _line(line: BotLine) -> Json:
    return {"kind": line.kind.value, "text": line.text, "confidence": line.confidence, "policy": line.policy}


def _question(question: Question, shown: Shown) -> Json:
    match question:
        case Confirm(message, usual, why):
            return {
                "kind": "confirm",
                "message": message,
                "usual": usual,
                "why": [_reason(each, shown) for each in why],
            }
        case Choose(title, message, choices, allow_new, stories):
            return {
                "kind": "choose",
                "title": title,
                "message": message,
                "choices": [_choice(each, shown) for each in choices],
                "allowNew": allow_new,
                "stories": [_place(each, shown) for each in stories],
            }
        case Enter(message, initial, suggestions, example, entity_types):
            listed = [_choice(each, shown) for each in suggestions]
            return {
                "kind": "enter",
                "message": message,
                "initial": initial,
                "suggestions": listed,
                "example": example,
                "entityTypes": None if entity_types is None else list(entity_types),
            }


def _choice(choice: Choice, shown: Shown) -> Json:
    return {
        "label": choice.label,
        "value": choice.value,
        "score": choice.score,
        "detail": choice.detail,
        "current": choice.current,
        "why": [_reason(each, shown) for each in choice.why],
    }


def _reason(reason: Reason, shown: Shown) -> Json:
    stories, against = _stories(reason.stories, shown), _stories(reason.against, shown)
    return {"text": reason.text, "stories": stories, "against": against}


def _stories(stories: Stories, shown: Shown) -> Json:
    return {"named": [_place(each, shown) for each in stories.named], "more": stories.more}


def _place(place: StoryPlace, shown: Shown) -> Json:
    """As the nodes of a graph name it."""
    return {"story": place.story, "file": shown(place.path), "line": place.line}
