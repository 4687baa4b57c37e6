"""All findings of a project, computed from one snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from teachback.checks.finding import Finding, Fix
from teachback.checks.registry import RULES
from teachback.checks.rule import Facts
from teachback.checks.suppression import Suppressions
from teachback.policies.configuration import read_configuration
from teachback.policies.contradictions import contradictions
from teachback.policies.rules.disputes import objections
from teachback.policies.rules.training import RuleTraining
from teachback.policies.tables import Tables
from teachback.project.snapshot import Snapshot
from teachback.project.symbols import SymbolIndex


@dataclass(frozen=True, slots=True)
class Inspection:
    """The findings of one snapshot, by the path of the file in which each lies, in source order."""

    facts: Facts
    findings: Mapping[str, tuple[Finding, ...]]

    @property
    def snapshot(self) -> Snapshot:
        """What was inspected."""
        return self.facts.snapshot

    def fixes(self, finding: Finding) -> tuple[Fix, ...]:
        """What would mend a finding of this inspection, the best first. A file that is not UTF-8 is never edited."""
        fixes = tuple(RULES[finding.rule].fixes(self.facts, finding))
        return tuple(fix for fix in fixes if not self._touches_undecodable(fix))

    def _touches_undecodable(self, fix: Fix) -> bool:
        files = self.snapshot.files
        return any(files[edit.path].document.undecodable is not None for edit in fix.edits if edit.path in files)


def inspection_of(facts: Facts) -> Inspection:
    """What every rule finds in facts that are known already."""
    suppressions = Suppressions(facts.snapshot)
    found: dict[str, list[Finding]] = {}
    for rule in RULES.values():
        for finding in rule.find(facts):
            if not suppressions.silence(finding):
                found.setdefault(finding.location.path, []).append(finding)
    return Inspection(facts, MappingProxyType({path: tuple(sorted(found[path], key=_order)) for path in sorted(found)}))


class Inspector:
    """Inspects one snapshot of a project after the other and reuses what did not change."""

    def __init__(self) -> None:
        self._tables: Tables | None = None
        self._training: RuleTraining | None = None
        self._symbols = SymbolIndex()

    def inspect(self, snapshot: Snapshot) -> Inspection:
        """The findings of a snapshot."""
        symbols = self._symbols.symbols(snapshot)
        tables = self._tables_for(snapshot)
        training = self._training_on(tables)
        verdicts = training.verdicts(read_configuration(snapshot.config, snapshot.dialect))
        facts = Facts(
            snapshot,
            symbols,
            tables,
            tuple(contradictions(tables)),
            objections(verdicts, tables.placements),
            training,
        )
        return inspection_of(facts)

    def _training_on(self, tables: Tables) -> RuleTraining:
        training = self._training
        if training is None or training.tables is not tables:
            training = self._training = RuleTraining(tables)
        return training

    def _tables_for(self, snapshot: Snapshot) -> Tables:
        tables = self._tables
        if tables is None or tables.domain != snapshot.domain or tables.max_history != snapshot.max_history:
            tables = Tables(snapshot.domain, snapshot.max_history)
        tables.update(snapshot)
        self._tables = tables
        return tables


def _order(finding: Finding) -> tuple[int, int, str, str]:
    return (finding.location.span.start, finding.location.span.end, finding.rule, finding.message)
