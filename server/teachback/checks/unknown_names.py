"""What all checks of unknown names have in common: which places to tell, in which words, and the fixes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from teachback.checks.domain_additions import addition
from teachback.checks.finding import FileEdit, Finding, Fix
from teachback.checks.known_names import may_call_unknown
from teachback.checks.rule import Facts
from teachback.checks.suggestions import clearly_meant, close_names, did_you_mean
from teachback.dialogue.values import Record
from teachback.formats.domain_tree import Section
from teachback.formats.problems import Severity
from teachback.project.symbol_kind import Place, SymbolKind
from teachback.project.symbols import Occurrence
from teachback.text.edits import Edit

# A name that stands in so many places is no slip of the pen: one finding a file says it, and renaming is not offered.
MOST_PLACES = 20
# With more unknown names than this of one kind, the domain is not the one that the stories were written for.
MOST_NAMES = 200
# Names that need no quotes in any of the notations.
_PLAIN = re.compile(r"\w[\w./+-]*(?: [\w./+-]+)*")


def uses(facts: Facts, occurrence: Occurrence) -> bool:
    """Every use of a name; a declaration cannot be unknown."""
    del facts
    return not occurrence.declares


def outside_nlu(facts: Facts, occurrence: Occurrence) -> bool:
    """Uses in stories and in the domain."""
    del facts
    return not occurrence.declares and occurrence.place is not Place.NLU


def any_name(name: str) -> bool:
    """Every name of the kind."""
    del name
    return True


def exactly(name: str, known: frozenset[str]) -> bool:
    """The name itself is known."""
    return name in known


def all_known(name: str, known: frozenset[str]) -> Iterable[str]:
    """Every known name is worth suggesting."""
    del name
    return known


def warning(occurrence: Occurrence) -> Severity:
    """Rasa warns at most, wherever the name stands."""
    del occurrence
    return Severity.WARNING


def always(facts: Facts, name: str) -> bool:
    """The name may be added to the domain in any case."""
    del facts, name
    return True


def no_training(facts: Facts, place: Occurrence) -> str:
    """How a sentence about an action goes on and ends: what follows from it, where Rasa trains on the story."""
    if place.place is Place.STORY and facts.snapshot.files[place.location.path].trained:
        return ", and Rasa cannot train on a story with it."
    return "."


@dataclass(frozen=True, slots=True)
class NameCheck:
    """How one kind of unknown name is told.

    ``complaint`` is the sentence for a place; ``known`` are the names that exist, ``is_known`` decides for one name
    (retrieval names count under their base); ``concerns`` picks the places to look at, ``concerns_name`` the names;
    ``candidates`` are the names worth suggesting for a given one; ``may_add`` says whether to offer the domain's
    ``section``.
    """

    rule: str
    kind: SymbolKind
    section: Section
    known: Callable[[Facts], frozenset[str]]
    complaint: Callable[[Facts, Occurrence], str]
    is_known: Callable[[str, frozenset[str]], bool] = exactly
    concerns: Callable[[Facts, Occurrence], bool] = uses
    concerns_name: Callable[[str], bool] = any_name
    candidates: Callable[[str, frozenset[str]], Iterable[str]] = all_known
    severity: Callable[[Occurrence], Severity] = warning
    may_add: Callable[[Facts, str], bool] = always


def find_unknown(check: NameCheck, facts: Facts) -> Iterator[Finding]:
    """A finding for every place of an unknown name, or one a file where there are very many."""
    if not may_call_unknown(facts):
        return
    known = check.known(facts)
    unknown = list(_unknown(check, facts, known))
    if len(unknown) > MOST_NAMES:
        yield from _wrong_domain(check, unknown)
        return
    for name, places in unknown:
        if len(places) <= MOST_PLACES:
            suggestions = _suggestions(check, name, known)
            yield from (_finding(check, facts, place, suggestions, 1) for place in places)
        else:
            yield from _one_a_file(check, facts, places)


@lru_cache(maxsize=2048)
def _suggestions(check: NameCheck, name: str, known: frozenset[str]) -> tuple[str, ...]:
    """Kept, because while somebody types, names that stay unknown are told again with each letter."""
    return close_names(name, check.candidates(name, known))


def _unknown(check: NameCheck, facts: Facts, known: frozenset[str]) -> Iterator[tuple[str, list[Occurrence]]]:
    names = facts.symbols.names(check.kind)
    own = filter(check.concerns_name, names)
    unknown = [name for name in own if not check.is_known(name, known) and not is_misspelt_prefix(name)]
    found = facts.symbols.all_occurrences(check.kind, frozenset(unknown))
    for name in unknown:
        places = [place for place in found[name] if check.concerns(facts, place)]
        if places:
            yield name, places


def _wrong_domain(check: NameCheck, unknown: list[tuple[str, list[Occurrence]]]) -> Iterator[Finding]:
    """One finding a file, at the first of its unknown names."""
    names = Counter(path for _, places in unknown for path in {place.location.path for place in places})
    for place in _first_of_each_file([place for _, places in unknown for place in places]):
        count = names[place.location.path]
        message = (
            f"The domain lists neither `{place.name}` nor {count - 1} other {check.kind.value} names of this file. "
            "Is it the domain of these stories?"
        )
        yield Finding(check.rule, Severity.WARNING, place.location, message)


def fixes_of_unknown(check: NameCheck, facts: Facts, finding: Finding) -> Iterator[Fix]:
    """Did-you-mean for the finding's place, then the domain's section."""
    place = _place_of(check, facts, finding)
    if place is None:
        return
    known = check.known(facts)
    if check.is_known(place.name, known):
        return
    candidates = [name for name in check.candidates(place.name, known) if _PLAIN.fullmatch(name)]
    if _count(check, facts, place.name) <= MOST_PLACES:
        meant = clearly_meant(place.name, candidates)
        for name in close_names(place.name, candidates):
            edit = FileEdit(place.location.path, Edit(place.location.span, name))
            yield Fix(f"Replace by `{name}`", (edit,), preferred=name == meant)
    if check.may_add(facts, place.name):
        fix = addition(facts, check.section, place.name)
        if fix is not None:
            yield fix


def is_misspelt_prefix(name: str) -> bool:
    """Whether a name is a near miss of the ``form: `` prefix, which ``form-prefix-misspelt`` tells already."""
    return bool(re.match(r"forms?\s*[:\uff1a]", name, re.IGNORECASE))


def _one_a_file(check: NameCheck, facts: Facts, places: list[Occurrence]) -> Iterator[Finding]:
    counts = Counter(place.location.path for place in places)
    for place in _first_of_each_file(places):
        yield _finding(check, facts, place, (), counts[place.location.path])


def _first_of_each_file(places: list[Occurrence]) -> Iterator[Occurrence]:
    first: dict[str, Occurrence] = {}
    for place in places:
        path = place.location.path
        if path not in first or place.location.span < first[path].location.span:
            first[path] = place
    yield from first.values()


def _finding(check: NameCheck, facts: Facts, place: Occurrence, suggestions: tuple[str, ...], count: int) -> Finding:
    more = f" It stands in this file {count} times." if count > 1 else ""
    return Finding(
        rule=check.rule,
        severity=check.severity(place),
        location=place.location,
        message=check.complaint(facts, place) + more + did_you_mean(suggestions),
        data=Record((("name", place.name), ("suggestions", suggestions))),
    )


def _place_of(check: NameCheck, facts: Facts, finding: Finding) -> Occurrence | None:
    name = dict(finding.data.items).get("name")
    if not isinstance(name, str):
        return None
    places = facts.symbols.occurrences(check.kind, name)
    return next(
        (place for place in places if place.location == finding.location and check.concerns(facts, place)), None
    )


def _count(check: NameCheck, facts: Facts, name: str) -> int:
    return sum(check.concerns(facts, place) for place in facts.symbols.occurrences(check.kind, name))
