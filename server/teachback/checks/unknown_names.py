"""What all checks of unknown names have in common: which places to tell, in which words, and the fixes."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from teachback.checks.domain_additions import addition
from teachback.checks.finding import FileEdit, Finding, Fix
from teachback.checks.known_names import may_call_unknown
from teachback.checks.rule import Facts, InEachFile
from teachback.checks.suggestions import Candidates, clearly_meant, close_names, did_you_mean
from teachback.checks.unknown_places import UnknownTally, Wanted, offset_of
from teachback.dialogue.values import Record
from teachback.formats.domain_tree import Section
from teachback.formats.problems import Severity
from teachback.project.file_names import FileNames
from teachback.project.sources import SourceFile
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.project.symbols import Occurrence, occurrence
from teachback.text.edits import Edit

# A name that stands in so many places is no slip of the pen: one finding a file says it, and renaming is not offered.
MOST_PLACES = 20
# With more unknown names than this of one kind, the domain is not the one that the stories were written for.
MOST_NAMES = 200
_MISSPELT_PREFIX = re.compile(r"forms?\s*[:\uff1a]", re.IGNORECASE)
# Names that need no quotes in any of the notations.
_PLAIN = re.compile(r"\w[\w./+-]*(?: [\w./+-]+)*")


def uses(mention: Mention, file: SourceFile, known: frozenset[str]) -> bool:
    """Every use of a name; a declaration cannot be unknown."""
    del file, known
    return not mention.declares


def outside_nlu(mention: Mention, file: SourceFile, known: frozenset[str]) -> bool:
    """Uses in stories and in the domain."""
    del file, known
    return not mention.declares and mention.place is not Place.NLU


def any_name(name: str) -> bool:
    """Every name of the kind."""
    del name
    return True


def exactly(name: str, known: frozenset[str]) -> bool:
    """The name itself is known."""
    return name in known


def any_known(name: str, other: str) -> bool:
    """Every known name is worth suggesting."""
    del name, other
    return True


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


def nothing_else(facts: Facts) -> Hashable:
    """For complaints that hang on the place and its file alone."""
    del facts
    return None


def of_domain(facts: Facts) -> Hashable:
    """For complaints that tell what else the domain says."""
    return facts.tables.domain


@dataclass(frozen=True, slots=True)
class NameCheck:
    """How one kind of unknown name is told.

    ``complaint`` is the sentence for a place, ``sees`` all that it hangs on beside the place and its file. ``known``
    are the names that exist, all of which ``is_known`` must know (retrieval names count under their base);
    ``concerns`` picks the places to look at, ``concerns_name`` the names; ``fits`` says whether a known name is worth
    suggesting for a given one; ``may_add`` says whether to offer the domain's ``section``.
    """

    rule: str
    kind: SymbolKind
    section: Section
    known: Callable[[Facts], frozenset[str]]
    complaint: Callable[[Facts, Occurrence], str]
    sees: Callable[[Facts], Hashable] = nothing_else
    is_known: Callable[[str, frozenset[str]], bool] = exactly
    concerns: Callable[[Mention, SourceFile, frozenset[str]], bool] = uses
    concerns_name: Callable[[str], bool] = any_name
    fits: Callable[[str, str], bool] = any_known
    severity: Callable[[Occurrence], Severity] = warning
    may_add: Callable[[Facts, str], bool] = always

    def is_unknown(self, name: str, known: frozenset[str]) -> bool:
        """Whether a name is to be told at all."""
        return self.concerns_name(name) and not self.is_known(name, known) and not is_misspelt_prefix(name)


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


def is_misspelt_prefix(name: str) -> bool:
    """Whether a name is a near miss of the ``form: `` prefix, which ``form-prefix-misspelt`` tells already."""
    return _MISSPELT_PREFIX.match(name) is not None


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
