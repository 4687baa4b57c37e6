"""The fix that puts a near name in the place of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from teachback.checks.finding import FileEdit, Fix
from teachback.checks.suggestions import clearly_meant, close_names
from teachback.project.sources import Location
from teachback.text.edits import Edit


def renamings(name: str, location: Location, candidates: Iterable[str]) -> Iterator[Fix]:
    """A fix for each near candidate; the one that is clearly meant is preferred."""
    known = tuple(candidates)
    meant = clearly_meant(name, known)
    for candidate in close_names(name, known):
        edit = FileEdit(location.path, Edit(location.span, candidate))
        yield Fix(f"Replace by `{candidate}`", (edit,), preferred=candidate == meant)
