"""Messages such as ``/greet`` and ``/inform@0.9{"city": "Rome"}``, which name their intent and entities themselves.

Source: R1:core/interpreter.py, ``RegexInterpreter``; R3:shared/core/training_data/story_reader/yaml_story_reader.py,
``unpack_regex_message``, for R3:nlu/classifiers/regex_message_handler.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from json import JSONDecodeError

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import DEFAULT_INTENTS, Domain
from teachback.dialogue.events import EntityMention, UserUttered
from teachback.dialogue.transcript import Annotation, RankedIntent, Understanding
from teachback.dialogue.values import thaw
from teachback.formats.json_object import Member, scan_object

PREFIX = "/"

_RASA1 = re.compile(r"/?(?P<intent>[^{@]+)(?P<confidence>@[0-9.]+)?(?P<entities>\{.+)?")
_RASA3 = re.compile(r"/(?P<intent>[^{@]+)(?P<confidence>@[0-9.]+)?(?P<entities>\{.+\})?(?P<rest>.*)")
_EXTRACTOR = "RegexMessageHandler"


@dataclass(frozen=True, slots=True)
class Command:
    """What a command means, and in words for its author what Rasa ignored of it.

    Where Rasa takes the whole for ordinary words, ``understanding`` has no intent and a confidence of 0.
    """

    understanding: Understanding
    remarks: tuple[str, ...] = ()


def is_command(text: str, dialect: Dialect) -> bool:
    """Whether a text is for no model to understand; only 3.x overlooks blanks before the slash."""
    return (text if dialect is Dialect.RASA1 else text.lstrip()).startswith(PREFIX)


def read_command(text: str, domain: Domain) -> Command:
    """What Rasa of the domain's generation makes of a command. Whatever the text, nothing is raised.

    All entities stand at the JSON object. 3.x drops entities and takes no intent that the domain does not list.
    """
    return _read_1x(text) if domain.dialect is Dialect.RASA1 else _read_3x(text.strip(), domain)


def command_of(event: UserUttered) -> str:
    """The command for a message of which only the event is known; a message without an intent is its own text.

    Several entities of a type become a list, behind the first of them. Roles and groups cannot be told.
    """
    if event.intent is None:
        return event.text or ""
    values: dict[str, list[object]] = {}
    for mention in event.entities:
        values.setdefault(mention.type, []).append(thaw(mention.value))
    fields = {key: found if _needs_list(found) else found[0] for key, found in values.items()}
    return f"{PREFIX}{event.intent}{json.dumps(fields, ensure_ascii=False) if fields else ''}"


def _needs_list(values: list[object]) -> bool:
    return len(values) > 1 or isinstance(values[0], list)


def _read_1x(text: str) -> Command:
    match = _RASA1.match(text)
    if match is None:
        return Command(Understanding(text, None, 0.0), (_no_intent(text),))
    confidence, doubts = _confidence(match["confidence"])
    members, faults = _members(match["entities"])
    annotations = _annotations(members, match.start("entities"), match.end("entities"), None)
    return Command(_understood(text, match["intent"].strip(), confidence, annotations), (*doubts, *faults))


def _read_3x(text: str, domain: Domain) -> Command:
    match = _RASA3.match(text)
    words = Understanding(text, None, 0.0)
    if match is None:
        return Command(words, (_no_intent(text),))
    intent = match["intent"].strip()
    if intent not in domain.intents and intent not in DEFAULT_INTENTS[domain.dialect]:
        return Command(words, (f"The domain has no intent `{intent}`, so Rasa takes the line for ordinary words.",))
    confidence, doubts = _confidence(match["confidence"])
    members, faults = _members(match["entities"])
    known = tuple(member for member in members if member.key in domain.entities)
    unknown = (f"The domain has no entity `{m.key}`; Rasa drops it." for m in members if m.key not in domain.entities)
    ignored = (f"Rasa ignores `{match['rest']}` after the command.",) if match["rest"] else ()
    annotations = _annotations(known, match.start("entities"), match.end("entities"), _EXTRACTOR)
    understanding = _understood(text, intent, min(1.0, confidence), annotations)
    return Command(understanding, (*doubts, *faults, *unknown, *ignored))


def _understood(text: str, intent: str, confidence: float, annotations: tuple[Annotation, ...]) -> Understanding:
    return Understanding(text, intent, confidence, annotations, (RankedIntent(intent, confidence),))


def _no_intent(text: str) -> str:
    return f"`{text}` names no intent. Write its name after the slash, as in `/greet`."


def _confidence(written: str | None) -> tuple[float, tuple[str, ...]]:
    if written is None:
        return 1.0, ()
    try:
        return float(written[1:]), ()
    except ValueError:
        return 0.0, (f"`{written}` is not a confidence such as `@0.9`, and counts as 0.",)


def _members(written: str | None) -> tuple[tuple[Member, ...], tuple[str, ...]]:
    if written is None:
        return (), ()
    try:
        return scan_object(written), ()
    except JSONDecodeError as problem:
        found = f"{problem.msg} at its character {problem.pos + 1}"
    except (ValueError, RecursionError) as problem:
        found = str(problem)
    return (), (f"`{written}` is not a JSON object ({found}), so there are no entities. Write it as {_EXAMPLE}.",)


_EXAMPLE = '`/inform{"city": "Rome"}`'


def _annotations(members: tuple[Member, ...], start: int, end: int, extractor: str | None) -> tuple[Annotation, ...]:
    return tuple(Annotation(mention, start, end, extractor) for mention in _mentions(members))


def _mentions(members: tuple[Member, ...]) -> Iterator[EntityMention]:
    for member in members:
        for value in member.value if isinstance(member.value, tuple) else (member.value,):
            yield EntityMention(member.key, value)
