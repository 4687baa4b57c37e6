"""How one kind of unknown name is told: what the checks of unknown names differ in."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from teachback.checks.rule import Facts
from teachback.formats.domain_tree import Section
from teachback.formats.problems import Severity
from teachback.project.sources import SourceFile
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.project.symbols import Occurrence

_MISSPELT_PREFIX = re.compile(r"forms?\s*[:\uff1a]", re.IGNORECASE)


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


def is_misspelt_prefix(name: str) -> bool:
    """Whether a name is a near miss of the ``form: `` prefix, which ``form-prefix-misspelt`` tells already."""
    return _MISSPELT_PREFIX.match(name) is not None
