"""One project with everything that is known of it at the moment."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from teachback.checks.inspection import Inspection, Inspector
from teachback.checks.rule import Facts
from teachback.lsp.client_view import ClientView
from teachback.lsp.report import Report
from teachback.lsp.reports import Reports
from teachback.lsp.wanted import Wanted
from teachback.lsp.worker import Check
from teachback.policies.conversations import to_the_end
from teachback.policies.engine import Statistics
from teachback.policies.statistical.story_counts import StoryCounts
from teachback.policies.statistical.training_set import training_set
from teachback.policies.statistical.view import distance_for
from teachback.policies.tables import Example
from teachback.project.options import Options
from teachback.project.project import Glance, Project, unseen
from teachback.project.snapshot import Snapshot
from teachback.teaching.next_action import Forecast, forecast_by

if TYPE_CHECKING:  # NumPy is loaded when there is something to learn
    from teachback.policies.statistical.learner import Learner


class Inspecting(Protocol):
    """Inspects one snapshot of a project after the other."""

    def inspect(self, snapshot: Snapshot) -> Inspection:
        """The findings of a snapshot."""
        ...


def _inspecting(project: Project) -> Inspecting:
    del project
    return Inspector()


class Workbench:
    """A project, its latest inspection and the reports made of it. One thread at a time may touch it."""

    def __init__(self, root: Path, options: Options, inspecting: Callable[[Project], Inspecting] = _inspecting) -> None:
        """``inspecting`` gives the inspector, and another one when an inspection has failed."""
        self.root = root
        self.project = Project(root, options)
        self._inspecting = inspecting
        self._inspector = inspecting(self.project)
        self._inspection: Inspection | None = None
        self._reports = Reports()
        self._learnt: Wanted | None = None
        self._learner: Learner | None = None
        self._caught_up: tuple[Inspection, Learner | None] | None = None
        self._counts: StoryCounts | None = None
        self._forecast: tuple[Inspection, Forecast] | None = None
        self.last_reports: Mapping[str, Report] = {}
        self.last_contradictions = 0

    def read(self, progress: Callable[[int, int], None], first: Container[str] = (), glance: Glance = unseen) -> None:
        """Read the project from disk and inspect it for the first time; the arguments are those of ``Project.read``."""
        self.project.read(progress, first, glance)
        self.inspection()

    def inspection(self) -> Inspection:
        """The inspection of the present snapshot; each snapshot is inspected once, and only when somebody asks."""
        known = self._inspection
        if known is not None and known.snapshot is self.project.snapshot:
            return known
        try:
            self._inspection = self._inspector.inspect(self.project.snapshot)
        except BaseException:
            self._inspector = self._inspecting(self.project)  # what the old one remembers may be half updated
            raise
        return self._inspection

    def reports(self, view: ClientView, check: Check) -> Mapping[str, Report]:
        """The reports of the files with diagnostics, by path; ``view`` must be of the present snapshot."""
        inspection = self.inspection()
        self.last_reports = self._reports.of_all(inspection, view, check)
        self.last_contradictions = inspection.contradictions
        return self.last_reports

    def report(self, path: str, view: ClientView) -> Report | None:
        """The report of one file alone."""
        return self._reports.of(path, self.inspection(), view)

    def forecast(self, check: Check = to_the_end) -> Forecast:
        """What ranks the likely next actions and says why: what has been learnt, or counts until something has. What
        ``check`` raises ends the counting.
        """
        inspection = self.inspection()
        known = self._forecast
        if known is not None and known[0] is inspection:
            return known[1]
        learner = self.learner()
        made = forecast_by(inspection.facts, learner, None if learner else self._counted(inspection.facts, check))
        self._forecast = (inspection, made)
        return made

    def _counted(self, facts: Facts, check: Check) -> Statistics:
        if self._counts is None or self._counts.tables is not facts.tables:
            self._counts = StoryCounts(facts.tables, facts.snapshot.domain.action_names())
        return self._counts.update(check)

    def wanted_training(self, check: Check) -> Wanted | None:
        """A training for the present stories; ``None`` when they have been learnt, or there is nothing to learn.

        Until it is over, questions are answered by counts, which are made ready here: nobody waits yet.
        """
        inspection = self.inspection()
        if self._learner is None:
            self._counted(inspection.facts, check)
        tables = inspection.facts.tables
        examples = _checked(tables.examples(), check)
        training = training_set(examples, inspection.snapshot.domain, inspection.snapshot.max_history)
        if not training.lessons or (self._learnt is not None and training == self._learnt.training):
            return None
        return Wanted(training, tables, frozenset(group for group, _ in tables.walks()), self._learner)

    def learn(self, learnt: Wanted, learner: Learner | None) -> None:
        """Take over what came of a training: a learner, or nothing, which is not tried again for the same stories."""
        self._learnt = learnt
        self._learner = learner
        self._forecast = self._caught_up = None

    def learner(self) -> Learner | None:
        """The statistical policy, up to date with the present snapshot; ``None`` until it has been trained for it."""
        inspection = self.inspection()
        if self._caught_up is None or self._caught_up[0] is not inspection:
            self._caught_up = (inspection, self._catch_up(inspection))
        return self._caught_up[1]

    def learner_at_hand(self) -> Learner | None:
        """The statistical policy as it is, perhaps without the latest edits; ``None`` until it has been trained."""
        return self._learner if self._learner is not None and self._learns_from(self.project.snapshot) else None

    def _learns_from(self, snapshot: Snapshot) -> bool:
        """Whether what was learnt tells apart what the policies of a snapshot can, no more and no less."""
        return self._learnt is not None and self._learnt.training.distance == distance_for(snapshot.max_history)

    def _catch_up(self, inspection: Inspection) -> Learner | None:
        if self._learner is None or self._learnt is None or not self._learns_from(inspection.snapshot):
            return None
        from teachback.policies.statistical.catching_up import caught_up  # noqa: PLC0415 - NumPy: see above

        tables = inspection.facts.tables
        return caught_up(self._learner, tables, self._learnt.groups_in(tables))


def _checked(examples: Iterable[Example], check: Check) -> Iterator[Example]:
    for example in examples:
        check()
        yield example
