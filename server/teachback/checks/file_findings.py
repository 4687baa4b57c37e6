"""The findings of one snapshot file by file, each worked out when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass

from teachback.checks.finding import Finding
from teachback.checks.registry import RULES
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.suppression import Suppressions
from teachback.project.sources import SourceFile

Found = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a rule found in a file, and all that it found it in."""

    file: SourceFile
    seen: Hashable
    found: Found


class FoundBefore:
    """What rules found in the files of the snapshots so far. For rules that look file by file, the last is kept."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], _Kept] = {}

    def find(self, rule: Rule, in_each: InEachFile, facts: Facts, file: SourceFile) -> Found:
        """The findings of a rule in a file of the present snapshot."""
        key = (rule.code, file.path)
        seen = in_each.sees(facts, file)
        kept = self._kept.get(key)
        if kept is None or kept.file is not file or kept.seen != seen:
            kept = self._kept[key] = _Kept(file, seen, tuple(in_each.of(facts, file)))
        return kept.found

    def forget_all_but(self, paths: Mapping[str, object]) -> None:
        """Let go of files that are no more."""
        for key in [key for key in self._kept if key[1] not in paths]:
            del self._kept[key]


class FileFindings(Mapping[str, Found]):
    """The findings by the path of the file in which each lies, in source order; files without any are left out.

    ``is_current`` tells whether the facts are still those of the snapshot: what nobody asked for before they changed
    can no longer be found, and asking for it raises ``RuntimeError``.
    """

    __slots__ = ("_at_once", "_before", "_facts", "_found", "_is_current", "_suppressions")

    def __init__(self, facts: Facts, before: FoundBefore, is_current: Callable[[], bool]) -> None:
        self._facts = facts
        self._before = before
        self._is_current = is_current
        self._suppressions = Suppressions(facts.snapshot)
        self._found: dict[str, Found] = {}
        self._at_once: Mapping[str, list[Finding]] | None = None

    def __getitem__(self, path: str) -> Found:
        """The findings of a file; ``KeyError`` where there are none."""
        found = self._of(path)
        if not found:
            raise KeyError(path)
        return found

    def __iter__(self) -> Iterator[str]:
        """The files with findings, in the order of their paths."""
        return (path for path in sorted({*self._facts.snapshot.files, *self._found_at_once()}) if self._of(path))

    def __len__(self) -> int:
        """How many files have findings."""
        return sum(1 for _ in self)

    def _of(self, path: str) -> Found:
        found = self._found.get(path)
        if found is None:
            if not self._is_current():
                raise RuntimeError(f"{path} was not looked at before the project changed")
            found = self._found[path] = self._look(path)
        return found

    def _look(self, path: str) -> Found:
        file = self._facts.snapshot.files.get(path)
        found = list(self._found_at_once().get(path, ()))
        if file is not None:
            for rule in RULES.values():
                if isinstance(rule.find, InEachFile):
                    found += self._before.find(rule, rule.find, self._facts, file)
        return tuple(sorted(self._suppressions.kept(path, found), key=_order))

    def _found_at_once(self) -> Mapping[str, list[Finding]]:
        if self._at_once is None:
            if not self._is_current():
                raise RuntimeError("the project has changed")
            found: dict[str, list[Finding]] = {}
            for rule in RULES.values():
                if not isinstance(rule.find, InEachFile):
                    for finding in rule.find(self._facts):
                        found.setdefault(finding.location.path, []).append(finding)
            self._at_once = found
        return self._at_once


def _order(finding: Finding) -> tuple[int, int, str, str]:
    return (finding.location.span.start, finding.location.span.end, finding.rule, finding.message)
