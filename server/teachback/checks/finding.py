"""What a check says of a place, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.project.sources import Location
from teachback.text.edits import Edit

NO_DATA = Record(())


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark at a place. ``data`` is the rule's own JSON, part of the command line's contract."""

    rule: str
    severity: Severity
    location: Location
    message: str
    related: tuple[Related, ...] = ()
    data: Record = NO_DATA


@dataclass(frozen=True, slots=True, order=True)
class FileEdit:
    """An edit of one file."""

    path: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding: edits over files, or, with ``goto``, only a place to look at.

    ``preferred`` marks the one fix that is certain to be what the author meant.
    """

    title: str
    edits: tuple[FileEdit, ...] = ()
    preferred: bool = False
    goto: Location | None = None
