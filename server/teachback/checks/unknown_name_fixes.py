"""Ways out of unknown names: the name that was meant, or the domain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teachback.checks.domain_additions import addition
from teachback.checks.finding import FileEdit, Finding, Fix
from teachback.checks.name_check import NameCheck
from teachback.checks.rule import Facts
from teachback.checks.suggestions import clearly_meant, close_names
from teachback.checks.unknown_names import MOST_PLACES
from teachback.project.symbols import Occurrence, occurrence
from teachback.text.edits import Edit

# Names that need no quotes in any of the notations.
_PLAIN = re.compile(r"\w[\w./+-]*(?: [\w./+-]+)*")


def fixes_of_unknown(check: NameCheck, facts: Facts, finding: Finding) -> Iterator[Fix]:
    """Did-you-mean for the finding's place, then the domain's section."""
    place = _place_of(check, facts, finding)
    if place is None:
        return
    known = check.known(facts)
    if check.is_known(place.name, known):
        return
    candidates = [name for name in known if check.fits(place.name, name) and _PLAIN.fullmatch(name)]
    if _count(check, facts, place.name) <= MOST_PLACES:
        meant = clearly_meant(place.name, candidates)
        for name in close_names(place.name, candidates):
            edit = FileEdit(place.location.path, Edit(place.location.span, name))
            yield Fix(f"Replace by `{name}`", (edit,), preferred=name == meant)
    if check.may_add(facts, place.name):
        fix = addition(facts, check.section, place.name)
        if fix is not None:
            yield fix


def _place_of(check: NameCheck, facts: Facts, finding: Finding) -> Occurrence | None:
    name = dict(finding.data.items).get("name")
    if not isinstance(name, str):
        return None
    places = _places(check, facts, name)
    return next((place for place in places if place.location == finding.location), None)


def _count(check: NameCheck, facts: Facts, name: str) -> int:
    return sum(1 for _ in _places(check, facts, name))


def _places(check: NameCheck, facts: Facts, name: str) -> Iterator[Occurrence]:
    known = check.known(facts)
    for path, names in facts.symbols.files.items():
        for mention, start in names.placed(check.kind, frozenset((name,))):
            if check.concerns(mention, names.file, known):
                yield occurrence(path, mention, start)
