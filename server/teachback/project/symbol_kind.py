"""The kinds of names in a project, the places where they stand, and one such place inside a block of text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from teachback.text.spans import Span


class SymbolKind(Enum):
    """What a name stands for. A response is an action as well, a form too."""

    INTENT = "intent"
    ENTITY = "entity"
    SLOT = "slot"
    ACTION = "action"
    RESPONSE = "response"
    FORM = "form"
    CHECKPOINT = "checkpoint"
    STORY = "story"

    __hash__ = object.__hash__  # dictionaries are asked for kinds all the time, and Enum hashes names in Python


class Place(Enum):
    """In what a name stands."""

    STORY = "story"
    DOMAIN = "domain"
    NLU = "nlu"
    BUTTON = "button"
    TRIGGER = "trigger"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at a place of its block (a story, or a whole file); ``declares`` as in ``Occurrence``."""

    kind: SymbolKind
    name: str
    span: Span
    place: Place
    declares: bool = False
