"""Forms and loops that the domain does not list."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding, Fix
from teachback.checks.known_names import known_forms
from teachback.checks.name_check import NameCheck, of_domain
from teachback.checks.rule import Facts, Rule
from teachback.checks.unknown_name_fixes import fixes_of_unknown
from teachback.checks.unknown_names import unknown
from teachback.dialogue.dialect import Dialect
from teachback.formats.domain_tree import Section
from teachback.formats.problems import Severity
from teachback.project.symbol_kind import SymbolKind
from teachback.project.symbols import Occurrence

CODE = "unknown-form"


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A near name, or the domain."""
    return fixes_of_unknown(_CHECK, facts, finding)


def _complaint(facts: Facts, place: Occurrence) -> str:
    if place.name in facts.snapshot.domain.actions:
        return (
            f"The domain lists `{place.name}` below `actions` and not below `forms`, so the policies do not see that "
            "it is active."
        )
    return f"The domain does not list the form `{place.name}`."


def _may_add(facts: Facts, name: str) -> bool:
    """1.x refuses a domain that lists one name as an action and as a form (R1:core/domain.py:_check_domain_sanity)."""
    domain = facts.snapshot.domain
    return domain.dialect is Dialect.RASA3 or name not in domain.actions


# R3:validator.py:verify_forms_in_stories_rules warns of them; 1.x says nothing, and no policy sees the form.
_CHECK = NameCheck(CODE, SymbolKind.FORM, Section.FORMS, known_forms, _complaint, of_domain, may_add=_may_add)

RULE = Rule(CODE, Severity.WARNING, "A form or loop that the domain does not list", unknown(_CHECK), fixes)
