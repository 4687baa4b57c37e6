"""Slots that nothing fills or reads."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from teachback.checks.finding import Finding
from teachback.checks.known_names import REQUESTED_SLOT
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.used_names import has_custom_code, has_stories, use_of, used_names
from teachback.formats.problems import Severity
from teachback.project.file_names import FileNames
from teachback.project.sources import Location, SourceFile
from teachback.project.symbol_kind import SymbolKind

CODE = "unused-slot"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """The code of an action may use any slot, and entities fill slots by themselves, so then none."""
    domain = facts.snapshot.domain
    if file.domain is None or not domain.complete or has_custom_code(facts) or not has_stories(facts):
        return
    said = facts.symbols.united(_said)
    used = used_names(facts, SymbolKind.SLOT).union(said, domain.entities, (REQUESTED_SLOT,))
    for slot in file.domain.slots:
        if slot.name.text not in used and not slot.mappings:
            message = f"No story, form or response uses the slot `{slot.name.text}`."
            yield Finding(CODE, Severity.HINT, Location(file.path, slot.name.span), message)


def _said(file: FileNames) -> frozenset[str]:
    return frozenset(_PLACEHOLDER.findall(file.file.document.text) if file.file.domain is not None else ())


def _seen(facts: Facts, file: SourceFile) -> Hashable:
    return (_used(facts, file), facts.symbols.united(_said)) if file.domain is not None else None


_used = use_of(SymbolKind.SLOT)


RULE = Rule(CODE, Severity.HINT, "A slot that nothing fills or reads", InEachFile(find, _seen))
