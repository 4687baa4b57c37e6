"""All findings of a project, computed from one snapshot."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.checks.contradictory_stories import CONTRADICTORY
from teachback.checks.file_findings import FileFindings, FoundBefore
from teachback.checks.finding import Finding, Fix
from teachback.checks.moved_stories import MovedStories
from teachback.checks.registry import RULES
from teachback.checks.rule import Facts
from teachback.dialogue.values import Record
from teachback.policies.configuration import read_configuration
from teachback.policies.contradictions import ContradictionIndex, Contradictions
from teachback.policies.rules.disputes import objections
from teachback.policies.rules.training import RuleTraining
from teachback.policies.tables import Tables
from teachback.project.remembered import Remembered
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.project.symbols import SymbolIndex


@dataclass(frozen=True, slots=True)
class Inspection:
    """The findings of one snapshot, by the path of the file in which each lies, in source order."""

    facts: Facts
    findings: FileFindings

    @property
    def snapshot(self) -> Snapshot:
        """What was inspected."""
        return self.facts.snapshot

    def moved_since(self, before: SourceFile) -> frozenset[int]:
        """The stories of a file, by their index, that say something else than before, or begin in another line."""
        return self.facts.moved.between(before, self.snapshot.files[before.path]).stories

    @property
    def contradictions(self) -> int:
        """Of how many contradictions something is told: of the others a comment silences all places."""
        told = (
            finding
            for path in self.snapshot.files
            for findings in self.findings.found(path).in_stories.values()
            for finding in findings
        )
        return len({finding.data for finding in told if finding.rule == CONTRADICTORY})

    def fixes(self, finding: Finding) -> tuple[Fix, ...]:
        """What would mend a finding of this inspection, the best first. A file that is not UTF-8 is never edited."""
        fixes = tuple(RULES[finding.rule].fixes(self.facts, finding))
        return tuple(fix for fix in fixes if not self._touches_undecodable(fix))

    def data(self, finding: Finding) -> Record:
        """What the command line's JSON tells of a finding of this inspection."""
        return RULES[finding.rule].data(self.facts, finding)

    def _touches_undecodable(self, fix: Fix) -> bool:
        files = self.snapshot.files
        return any(files[edit.path].document.undecodable is not None for edit in fix.edits if edit.path in files)


def inspection_of(facts: Facts) -> Inspection:
    """What every rule finds in facts that are known already, and do not change any more."""
    return Inspection(facts, FileFindings(facts, FoundBefore(), lambda: True))


class Inspector:
    """Inspects one snapshot of a project after the other and reuses what did not change.

    The findings of an inspection are looked for when they are asked for, and until the next inspection.
    """

    def __init__(self) -> None:
        self._before = FoundBefore()
        self._remembered = Remembered()
        self._latest: object = None
        self._tables: Tables | None = None
        self._training: RuleTraining | None = None
        self._index: ContradictionIndex | None = None
        self._symbols = SymbolIndex()
        self._moved = MovedStories()

    def inspect(self, snapshot: Snapshot) -> Inspection:
        """The findings of a snapshot."""
        latest = self._latest = object()
        self._before.forget_all_but(snapshot.files)
        symbols = self._symbols.symbols(snapshot)
        tables = self._tables_for(snapshot)
        training = self._training_on(tables)
        verdicts = training.verdicts(read_configuration(snapshot.config, snapshot.dialect))
        facts = Facts(
            snapshot,
            symbols,
            tables,
            self._contradictions_in(tables),
            objections(verdicts, tables.placements),
            training,
            remembered=self._remembered,
            moved=self._moved,
        )
        return Inspection(facts, FileFindings(facts, self._before, lambda: self._latest is latest))

    def _training_on(self, tables: Tables) -> RuleTraining:
        training = self._training
        if training is None or training.tables is not tables:
            training = self._training = RuleTraining(tables)
        return training

    def _contradictions_in(self, tables: Tables) -> Contradictions:
        index = self._index
        if index is None or index.tables is not tables:
            index = self._index = ContradictionIndex(tables)
        return index.update()

    def _tables_for(self, snapshot: Snapshot) -> Tables:
        tables = self._tables
        if tables is None or tables.domain != snapshot.domain or tables.max_history != snapshot.max_history:
            tables = Tables(snapshot.domain, snapshot.max_history)
        tables.update(snapshot)
        self._tables = tables
        return tables
