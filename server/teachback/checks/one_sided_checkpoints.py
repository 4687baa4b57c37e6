"""Checkpoints that stand at one end of stories alone: what both checks of them have in common."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import partial

from teachback.checks.checkpoints import linked_in, location_of_name
from teachback.checks.finding import Finding, Fix
from teachback.checks.renaming import renamings
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.suggestions import close_names, did_you_mean
from teachback.dialogue.values import Record
from teachback.formats.names import Name
from teachback.formats.problems import Severity
from teachback.project.sources import Location, SourceFile
from teachback.project.story_summary import CheckpointRoles


@dataclass(frozen=True, slots=True)
class OneSided:
    """``ends`` are the checkpoints of a story that are looked at, ``known`` those at which some story has its other
    end; ``complaint`` says with ``{}`` for the name what follows where there is none.
    """

    code: str
    summary: str
    complaint: str
    ends: Callable[[CheckpointRoles], tuple[Name, ...]]
    known: Callable[[Facts], frozenset[str]]

    def rule(self) -> Rule:
        """The check. Its fix is a near name among those that are known."""
        find = InEachFile(partial(_find, self), partial(_seen, self))
        return Rule(self.code, Severity.WARNING, self.summary, find, partial(_fixes, self))


def _find(check: OneSided, facts: Facts, file: SourceFile) -> Iterator[Finding]:
    known = check.known(facts)
    for name, location in _loose(check, facts, file):
        message = f"{check.complaint.format(name)}{did_you_mean(close_names(name, known))}"
        yield Finding(check.code, Severity.WARNING, location, message, data=Record((("name", name),)))


def _seen(check: OneSided, facts: Facts, file: SourceFile) -> Hashable:
    return check.known(facts) if facts.symbols.files[file.path].linked else None


def _fixes(check: OneSided, facts: Facts, finding: Finding) -> Iterator[Fix]:
    file = facts.snapshot.files.get(finding.location.path)
    for name, location in _loose(check, facts, file) if file else ():
        if location == finding.location:
            yield from renamings(name, location, check.known(facts))


def _loose(check: OneSided, facts: Facts, file: SourceFile) -> Iterator[tuple[str, Location]]:
    known = check.known(facts)
    for placed, roles in linked_in(facts, file):
        for name in check.ends(roles):
            if name.text not in known:
                yield name.text, location_of_name(file, placed, name)
