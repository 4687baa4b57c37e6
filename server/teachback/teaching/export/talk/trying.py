"""What a person wants written, planned and tried out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from teachback.checks.rule import Facts
from teachback.dialogue.transcript import Transcript
from teachback.policies.engine import Statistics
from teachback.teaching.export.conflicts import Conflict
from teachback.teaching.export.plan import ExportPlan, difference, plan, plan_tests
from teachback.teaching.export.taught import Destinations, Reading, Taught, nothing_there
from teachback.teaching.export.verdict import Verdict, verify

Decided = tuple[int, str]
"""A conflict that a person has decided on: the place of its story among those of the plan, and its message."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What plans are made and tried out on: the project as it is now, what has learnt from it by statistics, and the
    texts of files outside of it.
    """

    facts: Facts
    statistics: Statistics | None = None
    on_disk: Reading = nothing_there


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants written. ``chosen`` are places in ``conversations``, ``names`` those given to the stories;
    ``tests`` wants test stories in the place of training stories.
    """

    conversations: tuple[Transcript, ...]
    chosen: tuple[int, ...]
    responses: tuple[tuple[str, str], ...]
    destinations: Destinations
    names: tuple[str, ...] = ()
    tests: bool = False

    @property
    def taught(self) -> Taught:
        """The chosen conversations, to be planned."""
        told = tuple(self.conversations[place] for place in self.chosen)
        return Taught(told, self.names, dict(self.responses))

    @property
    def left_out(self) -> tuple[int, ...]:
        """The places of the conversations that are not wanted."""
        return tuple(place for place in range(len(self.conversations)) if place not in self.chosen)


@dataclass(frozen=True, slots=True)
class Tried:
    """A plan and what would come of it. ``changes`` is it as a difference; ``decided`` are the conflicts that it has
    settled, or that the person lets stand.
    """

    wanted: Wanted
    ground: Ground
    plan: ExportPlan
    verdict: Verdict
    changes: str
    decided: frozenset[Decided] = frozenset()

    @property
    def open_conflict(self) -> Conflict | None:
        """The first conflict that nobody has decided on."""
        return next((each for each in self.verdict.conflicts if self._key(each) not in self.decided), None)

    def settled(self, conflict: Conflict, made: ExportPlan) -> Tried:
        """What comes of the plan that was chosen at a conflict."""
        return _tried(self.wanted, self.ground, made, self.decided | {self._key(conflict)})

    def _key(self, conflict: Conflict) -> Decided:
        return self.plan.names.index(conflict.story), conflict.message


def tried_out(wanted: Wanted, ground: Ground) -> Tried:
    """A plan without any decisions. Raises ``ValueError``, in words, for a destination that cannot be one."""
    make = plan_tests if wanted.tests else plan
    return _tried(wanted, ground, make(ground.facts, wanted.taught, wanted.destinations, on_disk=ground.on_disk))


def tried_again(before: Tried, wanted: Wanted, ground: Ground) -> Tried:
    """A plan for something else, with what was decided on conflicts, unless the files are not the same any more: then
    the places of those decisions may be gone. Raises ``ValueError`` as ``tried_out`` does.
    """
    if wanted.tests or ground.facts is not before.ground.facts:
        return tried_out(wanted, ground)
    made = plan(
        ground.facts,
        replace(before.plan.taught, names=wanted.names or before.plan.taught.names),
        wanted.destinations,
        amendments=before.plan.amendments,
        on_disk=ground.on_disk,
    )
    return _tried(wanted, ground, made, before.decided)


def _tried(wanted: Wanted, ground: Ground, made: ExportPlan, decided: frozenset[Decided] = frozenset()) -> Tried:
    verdict = verify(ground.facts, made, ground.statistics)
    return Tried(wanted, ground, made, verdict, difference(made, ground.facts), decided)
