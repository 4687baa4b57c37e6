"""Actions that nothing in the dialogue uses."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding
from teachback.checks.known_names import UTTER
from teachback.checks.rule import Facts, Rule
from teachback.checks.used_names import domain_files, has_stories, used_names
from teachback.dialogue.domain import DEFAULT_ACTIONS
from teachback.formats.problems import Severity
from teachback.project.sources import Location
from teachback.project.symbol_kind import SymbolKind

CODE = "unused-action"
# Called by Rasa on behalf of a form (R3:core/actions/forms.py).
_FOR_FORMS = ("validate_", "action_ask_")


def find(facts: Facts) -> Iterator[Finding]:
    """Entries of ``actions`` other than responses, which ``unused-response`` tells, and forms.

    The code of an action may ask for any other as a follow-up, so nothing is told once one of them runs.
    """
    domain = facts.snapshot.domain
    if not domain.complete or domain.forms or not has_stories(facts):
        return
    used = used_names(facts, SymbolKind.ACTION, SymbolKind.FORM) | frozenset(DEFAULT_ACTIONS[domain.dialect])
    own = [(file, action) for file, tree in domain_files(facts) for action in tree.actions if _is_own(action.text)]
    if any(action.text in used for _, action in own):
        return
    for file, action in own:
        message = f"No story, rule or intent runs the action `{action.text}`."
        yield Finding(CODE, Severity.HINT, Location(file.path, action.span), message)


def _is_own(name: str) -> bool:
    return not name.startswith((UTTER, *_FOR_FORMS))


RULE = Rule(CODE, Severity.HINT, "An action that no story, rule or intent runs", find)
