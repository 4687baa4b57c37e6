"""Slots that nothing fills or reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teachback.checks.finding import Finding
from teachback.checks.known_names import REQUESTED_SLOT
from teachback.checks.rule import Facts, Rule
from teachback.checks.used_names import domain_files, has_custom_code, has_stories, used_names
from teachback.formats.problems import Severity
from teachback.project.sources import Location
from teachback.project.symbol_kind import SymbolKind

CODE = "unused-slot"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def find(facts: Facts) -> Iterator[Finding]:
    """The code of an action may use any slot, and entities fill slots by themselves, so then none."""
    domain = facts.snapshot.domain
    if not domain.complete or has_custom_code(facts) or not has_stories(facts):
        return
    files = list(domain_files(facts))
    said = {name for file, _ in files for name in _PLACEHOLDER.findall(file.document.text)}
    used = used_names(facts, SymbolKind.SLOT) | said | frozenset(domain.entities) | {REQUESTED_SLOT}
    for file, tree in files:
        for slot in tree.slots:
            if slot.name.text not in used and not slot.mappings:
                message = f"No story, form or response uses the slot `{slot.name.text}`."
                yield Finding(CODE, Severity.HINT, Location(file.path, slot.name.span), message)


RULE = Rule(CODE, Severity.HINT, "A slot that nothing fills or reads", find)
