"""The fix "Add the name to the domain"."""

from __future__ import annotations

from teachback.checks.finding import FileEdit, Fix
from teachback.checks.rule import Facts
from teachback.formats.domain_edits import add_name
from teachback.formats.domain_tree import DomainFile, Section
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile


def addition(facts: Facts, section: Section, name: str) -> Fix | None:
    """The fix that adds a name to a section; ``None`` when no domain file can be edited with certainty.

    The name goes to the first file that has entries in the section, else to the first that has the section at all,
    else to the first file of the domain.
    """
    for file in domain_files_for(facts.snapshot, section):
        edits = add_name(file.document.text, file.domain or DomainFile(), section, name, facts.snapshot.dialect)
        if edits is not None:
            title = f"Add `{name}` to the {section.value} of {facts.snapshot.relative(file.path)}"
            return Fix(title, tuple(FileEdit(file.path, edit) for edit in edits))
    return None


def domain_files_for(snapshot: Snapshot, section: Section) -> list[SourceFile]:
    """The files of the domain, the one where a new name of a section belongs first."""
    files = (snapshot.files[path] for path in sorted(snapshot.files))
    domains = [file for file in files if file.domain is not None and file.domain.is_domain]
    return sorted(domains, key=lambda file: _rank(file.domain or DomainFile(), section))


def _rank(domain: DomainFile, section: Section) -> int:
    places = [place for place in domain.places if place.section is section]
    if not places:
        return 2
    return 1 if places[0].empty else 0
