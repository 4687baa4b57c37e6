"""One project with everything that is known of it at the moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from teachback.checks.finding import Finding
from teachback.checks.inspection import Inspection, Inspector
from teachback.lsp.client_view import ClientView
from teachback.lsp.report import Report
from teachback.lsp.reports import Reports
from teachback.lsp.worker import Check
from teachback.policies.ranking import Ranking, ranking
from teachback.policies.statistical.model import Model
from teachback.policies.statistical.training_set import TrainingSet, training_set
from teachback.policies.tables import Example
from teachback.project.options import Options
from teachback.project.project import Project


class Workbench:
    """A project, its latest inspection and the reports made of it. One thread at a time may touch it."""

    def __init__(self, root: Path, options: Options) -> None:
        self.root = root
        self.project = Project(root, options)
        self._inspector = Inspector()
        self._inspection: Inspection | None = None
        self._reports = Reports()
        self._learnt: TrainingSet | None = None
        self._model: Model | None = None
        self._actions: frozenset[str] = frozenset()
        self._ranking: tuple[Inspection, Ranking] | None = None
        self.last_reports: Mapping[str, Report] = {}

    def read(self, progress: Callable[[int, int], None]) -> None:
        """Read the project from disk and inspect it for the first time."""
        self.project.read(progress)
        self.inspection()

    def inspection(self) -> Inspection:
        """The inspection of the present snapshot; each snapshot is inspected once, and only when somebody asks."""
        known = self._inspection
        if known is not None and known.snapshot is self.project.snapshot:
            return known
        try:
            self._inspection = self._inspector.inspect(self.project.snapshot)
        except BaseException:
            self._inspector = Inspector()  # what the old one remembers may be half updated
            raise
        return self._inspection

    def reports(self, view: ClientView) -> Mapping[str, Report]:
        """The reports of the files with diagnostics, by path; ``view`` must be of the present snapshot."""
        self.last_reports = self._reports.update(self.inspection(), view)
        return self.last_reports

    def ranking(self) -> Ranking:
        """What ranks the likely next actions: the trained model, or counts until there is one for these actions."""
        inspection = self.inspection()
        known = self._ranking
        if known is not None and known[0] is inspection:
            return known[1]
        model = self._model if self._actions == self._action_names() else None
        made = ranking(inspection.facts.tables, model, inspection.snapshot.domain)
        self._ranking = (inspection, made)
        return made

    def wanted_training(self, check: Check) -> TrainingSet | None:
        """What a model of the present stories has to learn; ``None`` when it has been learnt, or there is nothing."""
        examples = _checked(self.inspection().facts.tables.examples(), check)
        wanted = training_set(examples, self._action_names(), self.project.snapshot.max_history)
        return wanted if wanted.rows and wanted != self._learnt else None

    def learn(self, learnt: TrainingSet, model: Model | None) -> None:
        """Take over what came of a training: a model, or nothing, which is not tried again for the same stories."""
        self._learnt = learnt
        self._model = model
        self._ranking = None
        self._actions = frozenset((*learnt.actions, *learnt.others))

    def _action_names(self) -> frozenset[str]:
        return frozenset(self.project.snapshot.domain.action_names())

    @property
    def last_findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings of the last inspection that came to an end."""
        return self._inspection.findings if self._inspection else {}


def _checked(examples: Iterable[Example], check: Check) -> Iterator[Example]:
    for example in examples:
        check()
        yield example
