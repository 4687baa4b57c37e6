"""Names for actions that do not exist yet."""

from __future__ import annotations

import re

from teachback.dialogue.domain import Domain
from teachback.formats.domain_tree import Section
from teachback.formats.markdown_events import EVENT_NAMES

_NAME = re.compile(r"[^\W\d][\w.-]*(?:/[\w.-]+)?")
_RESPONSE = "utter_"


def refusal(name: str) -> str | None:
    """Why a name cannot be that of an action; ``None`` when it can."""
    if not name:
        return "An action needs a name, such as `utter_greet`."
    if _NAME.fullmatch(name) is None:
        return f"`{name}` cannot be the name of an action. Use letters, digits and `_`, as in `utter_greet`."
    if name in EVENT_NAMES:
        return f"`{name}` is the name of an event in Rasa, so no action can bear it. Choose another name."
    return None


def section_for(name: str) -> Section:
    """Where the domain lists an action of that name: what the bot says is a response."""
    return Section.RESPONSES if name.startswith(_RESPONSE) else Section.ACTIONS


def is_new(name: str, domain: Domain) -> bool:
    """Whether the domain lacks an action."""
    return name not in domain.action_names()
