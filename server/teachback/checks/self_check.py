"""Holds each inspection against one that knows nothing of earlier snapshots, for tests and for hunting defects.

It costs as much as a start at each change.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import cast

from teachback.checks.inspection import Inspection, Inspector
from teachback.policies.named_stories import NamedStories
from teachback.policies.tables import Tables
from teachback.project.project import Project
from teachback.project.snapshot import Snapshot
from teachback.text.positions import LineIndex

logger = logging.getLogger(__name__)

# So many differences of one kind are told.
MOST_TOLD = 3


class Discrepancy(Exception):  # noqa: N818 - it says what is found, as findings do
    """An inspection is not what a fresh start would have come to; the message says in what."""


class SelfCheckingInspector:
    """Inspects one snapshot of a project after the other as ``Inspector`` does."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._inspector = Inspector()

    def inspect(self, snapshot: Snapshot) -> Inspection:
        """The findings of the project's present snapshot. Raises ``Discrepancy``."""
        inspection = self._inspector.inspect(snapshot)
        found = "; ".join(differences(inspection, Inspector().inspect(self._project.read_anew())))
        if found:
            raise Discrepancy(f"{snapshot.root}: after change {snapshot.generation} not as from scratch: {found}")
        logger.info("%s: change %d is as from scratch", snapshot.root, snapshot.generation)
        return inspection


def differences(inspection: Inspection, anew: Inspection) -> Iterator[str]:
    """What distinguishes two inspections of the same texts, in words."""
    now, then = inspection.snapshot, anew.snapshot
    yield from _between("files", _files(now), _files(then))
    yield from _between("examples", Counter(_examples(inspection.facts.tables)), Counter(_examples(anew.facts.tables)))
    yield from _between("contradictions", _contradictions(inspection), _contradictions(anew))
    yield from _between("objections", {"of rules": inspection.facts.objections}, {"of rules": anew.facts.objections})
    yield from _between("findings", dict(inspection.findings), dict(anew.findings))
    if now.domain != then.domain:
        yield "the domain"


def _between(what: str, now: Mapping[str, object], then: Mapping[str, object]) -> Iterator[str]:
    wrong = (key for key in sorted({*now, *then}) if now.get(key) != then.get(key))
    for key in islice(wrong, MOST_TOLD):
        yield f"{what} of {key}: {_shown(now.get(key), then.get(key))}"


def _shown(now: object, then: object) -> str:
    """Only what is in one of both, where they are many."""
    if isinstance(now, tuple) and isinstance(then, tuple):
        here, there = cast("tuple[object, ...]", now), cast("tuple[object, ...]", then)
        return f"{_without(here, there)} instead of {_without(there, here)}"
    return f"{now!r} instead of {then!r}"


def _without(some: Iterable[object], others: tuple[object, ...]) -> list[object]:
    return [each for each in some if each not in others][:MOST_TOLD]


def _files(snapshot: Snapshot) -> Mapping[str, object]:
    return {
        path: (
            file.stories,
            file.domain,
            file.nlu,
            file.config,
            file.trained,
            file.problems,
            _lines(file.document.lines),
        )
        for path, file in snapshot.files.items()
    }


def _lines(lines: LineIndex) -> tuple[int, ...]:
    return tuple(map(lines.line_start, range(lines.line_count)))


def _examples(tables: Tables) -> Iterator[str]:
    for each in tables.examples():
        place = f"{each.path} story {each.story} step {each.step}"
        yield f"{place}: {each.action} after {each.states!r}, {'a' if each.predictable else 'no'} label"


def _contradictions(inspection: Inspection) -> Mapping[str, object]:
    named = NamedStories(inspection.facts.tables)
    return {each.identity: (each.places, named.of(each)) for each in inspection.facts.contradictions}
