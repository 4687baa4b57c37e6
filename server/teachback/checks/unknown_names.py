"""Looks for unknown names of one kind: which places to tell, and in which words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from functools import partial

from teachback.checks.finding import Finding
from teachback.checks.known_names import may_call_unknown
from teachback.checks.name_check import NameCheck
from teachback.checks.rule import Facts, InEachFile
from teachback.checks.suggestions import Candidates, did_you_mean
from teachback.checks.unknown_places import UnknownTally, Wanted, offset_of
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.project.file_names import FileNames
from teachback.project.sources import SourceFile
from teachback.project.symbols import Occurrence, occurrence

# A name that stands in so many places is no slip of the pen: one finding a file says it, and renaming is not offered.
MOST_PLACES = 20
# With more unknown names than this of one kind, the domain is not the one that the stories were written for.
MOST_NAMES = 200


def unknown(check: NameCheck) -> InEachFile:
    """A finding for every place of an unknown name, or one a file where there are very many."""
    return InEachFile(partial(_find, check), partial(_seen, check))


def _find(check: NameCheck, facts: Facts, file: SourceFile) -> Iterator[Finding]:
    names = facts.symbols.files[file.path]
    if not _may_find(check, facts, names):
        return
    tally = _tally(check, facts)
    wanted, here = tally.wanted, tally.wanted.here(names)
    if len(tally.times) > MOST_NAMES:
        yield from _wrong_domain(check, names, wanted)
        return
    many = _many(tally, here)
    yield from tally.told(file.path).again(
        (check.sees(facts), file.trained),
        wanted.placed(names, frozenset(here) - many),
        lambda placed: _one_of_few(check, facts, occurrence(file.path, *placed)),
    )
    for name, placed in wanted.first(names, many).items():
        yield _finding(check, facts, occurrence(file.path, *placed), (), here[name])


def _seen(check: NameCheck, facts: Facts, file: SourceFile) -> Hashable:
    """How a file's unknown names are told hangs on how many there are anywhere."""
    names = facts.symbols.files[file.path]
    if not _may_find(check, facts, names):
        return None
    tally = _tally(check, facts)
    here = tally.wanted.here(names)
    if not here:
        return None
    return (tally.wanted.known, check.sees(facts), len(tally.times) > MOST_NAMES, _many(tally, here))


def _may_find(check: NameCheck, facts: Facts, names: FileNames) -> bool:
    return may_call_unknown(facts) and not names.names(check.kind) <= check.known(facts)


def _many(tally: UnknownTally, names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in names if tally.times[name] > MOST_PLACES)


def _tally(check: NameCheck, facts: Facts) -> UnknownTally:
    known = check.known(facts)
    tally = facts.remembered.get((UnknownTally, check.rule), known, partial(_new_tally, check, known))
    tally.update(facts.symbols)
    return tally


def _new_tally(check: NameCheck, known: frozenset[str]) -> UnknownTally:
    return UnknownTally(Wanted(check.rule, check.kind, known, check.is_unknown, check.concerns))


def _suggestions(check: NameCheck, facts: Facts, name: str) -> tuple[str, ...]:
    known = check.known(facts)
    candidates = facts.remembered.get((Candidates, check.rule), known, partial(Candidates, known))
    return candidates.closest(name, partial(check.fits, name))


def _wrong_domain(check: NameCheck, names: FileNames, wanted: Wanted) -> Iterator[Finding]:
    """One finding a file, at the first of its unknown names."""
    here = wanted.here(names)
    if here:
        first = occurrence(names.file.path, *min(wanted.first(names, frozenset(here)).values(), key=offset_of))
        message = (
            f"The domain lists neither `{first.name}` nor {len(here) - 1} other {check.kind.value} names of this file. "
            "Is it the domain of these stories?"
        )
        yield Finding(check.rule, Severity.WARNING, first.location, message)


def _one_of_few(check: NameCheck, facts: Facts, place: Occurrence) -> Finding:
    return _finding(check, facts, place, _suggestions(check, facts, place.name), 1)


def _finding(check: NameCheck, facts: Facts, place: Occurrence, suggestions: tuple[str, ...], count: int) -> Finding:
    more = f" It stands in this file {count} times." if count > 1 else ""
    return Finding(
        rule=check.rule,
        severity=check.severity(place),
        location=place.location,
        message=check.complaint(facts, place) + more + did_you_mean(suggestions),
        data=Record((("name", place.name), ("suggestions", suggestions))),
    )
