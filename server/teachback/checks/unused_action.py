"""Actions that nothing in the dialogue uses."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from teachback.checks.finding import Finding
from teachback.checks.known_names import UTTER
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.used_names import has_stories, used_names
from teachback.dialogue.domain import DEFAULT_ACTIONS
from teachback.formats.problems import Severity
from teachback.project.file_names import FileNames
from teachback.project.sources import Location, SourceFile
from teachback.project.symbol_kind import SymbolKind

CODE = "unused-action"
# Called by Rasa on behalf of a form (R3:core/actions/forms.py).
_FOR_FORMS = ("validate_", "action_ask_")


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """Entries of ``actions`` other than responses, which ``unused-response`` tells, and forms.

    The code of an action may ask for any other as a follow-up, so nothing is told once one of them runs.
    """
    domain = facts.snapshot.domain
    if file.domain is None or not domain.complete or domain.forms or not has_stories(facts) or _any_runs(facts):
        return
    for action in file.domain.actions:
        if _is_own(action.text):
            message = f"No story, rule or intent runs the action `{action.text}`."
            yield Finding(CODE, Severity.HINT, Location(file.path, action.span), message)


def _seen(facts: Facts, file: SourceFile) -> Hashable:
    return (facts.tables.domain, has_stories(facts), _any_runs(facts)) if file.domain is not None else None


def _any_runs(facts: Facts) -> bool:
    own = facts.symbols.united(_own)
    default = DEFAULT_ACTIONS[facts.snapshot.dialect]
    used = used_names(facts, SymbolKind.ACTION, SymbolKind.FORM)
    return not own.isdisjoint(used) or not own.isdisjoint(default)


def _own(file: FileNames) -> frozenset[str]:
    tree = file.file.domain
    return frozenset(action.text for action in tree.actions if _is_own(action.text)) if tree else frozenset()


def _is_own(name: str) -> bool:
    return not name.startswith((UTTER, *_FOR_FORMS))


RULE = Rule(CODE, Severity.HINT, "An action that no story, rule or intent runs", InEachFile(find, _seen))
