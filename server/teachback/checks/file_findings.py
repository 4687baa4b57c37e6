"""The findings of one snapshot file by file, each worked out when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass

from teachback.checks.finding import Finding
from teachback.checks.registry import RULES
from teachback.checks.rule import Facts, InAllFiles, InEachFile, Rule
from teachback.checks.suppression import Suppressions
from teachback.project.sources import SourceFile

Found = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _InFile:
    """What a rule found in a file, and all that it found it in."""

    file: SourceFile
    seen: Hashable
    found: Found


@dataclass(frozen=True, slots=True)
class _InAll:
    """What a rule found in all files, by their paths, and all that it found it in."""

    seen: Hashable
    found: Mapping[str, Found]


class FoundBefore:
    """What each rule found in the snapshots so far, of which the last is kept."""

    __slots__ = ("_in_all", "_in_files")

    def __init__(self) -> None:
        self._in_files: dict[tuple[str, str], _InFile] = {}
        self._in_all: dict[str, _InAll] = {}

    def in_file(self, rule: Rule, look: InEachFile, facts: Facts, file: SourceFile) -> Found:
        """The findings of a rule in a file of the present snapshot."""
        key = (rule.code, file.path)
        seen = look.sees(facts, file)
        kept = self._in_files.get(key)
        if kept is None or kept.file is not file or _differs(kept.seen, seen):
            kept = self._in_files[key] = _InFile(file, seen, tuple(look.of(facts, file)))
        return kept.found

    def in_all(self, rule: Rule, look: InAllFiles, facts: Facts) -> Mapping[str, Found]:
        """The findings of a rule in all files of the present snapshot, by the path of the file in which each lies."""
        seen = look.sees(facts)
        kept = self._in_all.get(rule.code)
        if kept is None or _differs(kept.seen, seen):
            kept = self._in_all[rule.code] = _InAll(seen, _by_path(look(facts)))
        return kept.found

    def forget_all_but(self, paths: Mapping[str, object]) -> None:
        """Let go of files that are no more."""
        for key in [key for key in self._in_files if key[1] not in paths]:
            del self._in_files[key]


def _differs(before: Hashable, now: Hashable) -> bool:
    """Large sets are mostly the very same, and then not compared."""
    return before is not now and before != now


def _by_path(findings: Iterator[Finding]) -> Mapping[str, Found]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.location.path, []).append(finding)
    return {path: tuple(there) for path, there in found.items()}


class FileFindings(Mapping[str, Found]):
    """The findings by the path of the file in which each lies, in source order; files without any are left out.

    ``is_current`` tells whether the facts are still those of the snapshot: what nobody asked for before they changed
    can no longer be found, and asking for it raises ``RuntimeError``.
    """

    __slots__ = ("_before", "_facts", "_found", "_in_all", "_is_current", "_suppressions")

    def __init__(self, facts: Facts, before: FoundBefore, is_current: Callable[[], bool]) -> None:
        self._facts = facts
        self._before = before
        self._is_current = is_current
        self._suppressions = Suppressions(facts.snapshot)
        self._found: dict[str, Found] = {}
        self._in_all: tuple[Mapping[str, Found], ...] | None = None

    def __getitem__(self, path: str) -> Found:
        """The findings of a file; ``KeyError`` where there are none."""
        found = self._of(path)
        if not found:
            raise KeyError(path)
        return found

    def __iter__(self) -> Iterator[str]:
        """The files with findings, in the order of their paths."""
        paths = set(self._facts.snapshot.files).union(*self._found_in_all())
        return (path for path in sorted(paths) if self._of(path))

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
        found = [finding for in_all in self._found_in_all() for finding in in_all.get(path, ())]
        if file is not None:
            for rule in RULES.values():
                if isinstance(rule.find, InEachFile):
                    found += self._before.in_file(rule, rule.find, self._facts, file)
        return tuple(sorted(self._suppressions.kept(path, found), key=_order))

    def _found_in_all(self) -> tuple[Mapping[str, Found], ...]:
        if self._in_all is None:
            if not self._is_current():
                raise RuntimeError("the project has changed")
            self._in_all = tuple(
                self._before.in_all(rule, rule.find, self._facts)
                for rule in RULES.values()
                if isinstance(rule.find, InAllFiles)
            )
        return self._in_all


def _order(finding: Finding) -> tuple[int, int, str, str]:
    return (finding.location.span.start, finding.location.span.end, finding.rule, finding.message)
