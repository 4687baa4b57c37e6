"""The findings of one snapshot file by file, each worked out when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from teachback.checks.finding import Finding, Found, StoryFinding
from teachback.checks.findings_by_story import NO_FINDINGS, FindingsByStory
from teachback.checks.registry import RULES
from teachback.checks.rule import Facts, InAllFiles, InEachFile, InEachStory, LooksAgain, Remark
from teachback.checks.suppression import Suppressions
from teachback.project.sources import SourceFile

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Remark]):
    """What a rule found in a file, and all that it found it in."""

    file: SourceFile
    seen: Hashable
    found: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class _InAll:
    """What a rule found in all files, by their paths, and all that it found it in."""

    seen: Hashable
    found: Mapping[str, tuple[Finding, ...]]


class _Memory(Generic[Remark]):
    """What rules of one kind found last, by the path of the file and their code."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, _Kept[Remark]]] = {}

    def find(self, code: str, rule: LooksAgain[Remark], facts: Facts, file: SourceFile) -> tuple[Remark, ...]:
        seen = rule.sees(facts, file)
        rules = self._kept.setdefault(file.path, {})
        kept = rules.get(code)
        if kept is None or kept.file is not file or _differs(kept.seen, seen):
            kept = rules[code] = _Kept(file, seen, tuple(rule.of(facts, file)))
        return kept.found

    def forget_all_but(self, paths: Mapping[str, object]) -> None:
        _forget_all_but(paths, self._kept)


class FoundBefore:
    """What each rule found in the snapshots so far, of which the last is kept."""

    __slots__ = ("_by_story", "_in_all", "in_files", "in_stories")

    def __init__(self) -> None:
        self.in_files = _Memory[Finding]()
        self.in_stories = _Memory[StoryFinding]()
        self._by_story: dict[str, FindingsByStory] = {}
        self._in_all: dict[str, _InAll] = {}

    def by_story(self, path: str, findings: Sequence[StoryFinding]) -> Mapping[int, tuple[StoryFinding, ...]]:
        """All that is found in the stories of a file, by the index of the story."""
        before = self._by_story.get(path, NO_FINDINGS)
        now = self._by_story[path] = before.after(findings)
        return now.by_story

    def in_all(self, code: str, rule: InAllFiles, facts: Facts) -> Mapping[str, tuple[Finding, ...]]:
        """The findings of a rule in all files of the present snapshot, by the path of the file in which each lies."""
        seen = rule.sees(facts)
        kept = self._in_all.get(code)
        if kept is None or _differs(kept.seen, seen):
            kept = self._in_all[code] = _InAll(seen, _by_path(rule(facts)))
        return kept.found

    def forget_all_but(self, paths: Mapping[str, object]) -> None:
        """Let go of files that are no more."""
        self.in_files.forget_all_but(paths)
        self.in_stories.forget_all_but(paths)
        _forget_all_but(paths, self._by_story)


def _forget_all_but(paths: Mapping[str, object], kept: dict[str, T]) -> None:
    for path in [path for path in kept if path not in paths]:
        del kept[path]


def _differs(before: Hashable, now: Hashable) -> bool:
    """Large sets are mostly the very same, and then not compared."""
    return before is not now and before != now


def _by_path(findings: Iterator[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.location.path, []).append(finding)
    return {path: tuple(there) for path, there in found.items()}


class FileFindings(Mapping[str, tuple[Finding, ...]]):
    """The findings by the path of the file in which each lies, in source order; files without any are left out.

    ``is_current`` tells whether the facts are still those of the snapshot: what nobody asked for before they changed
    can no longer be found, and asking for it raises ``RuntimeError``.
    """

    __slots__ = ("_all", "_before", "_facts", "_found", "_in_all", "_is_current", "_suppressions")

    def __init__(self, facts: Facts, before: FoundBefore, is_current: Callable[[], bool]) -> None:
        self._facts = facts
        self._before = before
        self._is_current = is_current
        self._suppressions = Suppressions(facts.snapshot)
        self._found: dict[str, Found] = {}
        self._all: dict[str, tuple[Finding, ...]] = {}
        self._in_all: tuple[Mapping[str, tuple[Finding, ...]], ...] | None = None

    def __getitem__(self, path: str) -> tuple[Finding, ...]:
        """The findings of a file; ``KeyError`` where there are none."""
        known = self._all.get(path)
        if known is None:
            known = self._all[path] = self.found(path).all()
        if not known:
            raise KeyError(path)
        return known

    def __iter__(self) -> Iterator[str]:
        """The files with findings, in the order of their paths."""
        paths = set(self._facts.snapshot.files).union(*self._found_in_all())
        return (path for path in sorted(paths) if path in self)

    def __len__(self) -> int:
        """How many files have findings."""
        return sum(1 for _ in self)

    def found(self, path: str) -> Found:
        """What is found in a file; nobody has worked out yet where that stands which moves with its story."""
        found = self._found.get(path)
        if found is None:
            if not self._is_current():
                raise RuntimeError(f"{path} was not looked at before the project changed")
            found = self._found[path] = self._look(path)
        return found

    def _look(self, path: str) -> Found:
        facts, before = self._facts, self._before
        file = facts.snapshot.files.get(path)
        elsewhere = [finding for in_all in self._found_in_all() for finding in in_all.get(path, ())]
        if file is None:
            return self._suppressions.applied(path, Found((), tuple(elsewhere), {}))
        in_stories: list[StoryFinding] = []
        for rule in RULES.values():
            if isinstance(rule.find, InEachFile):
                elsewhere += before.in_files.find(rule.code, rule.find, facts, file)
            elif isinstance(rule.find, InEachStory):
                in_stories += before.in_stories.find(rule.code, rule.find, facts, file)
        found = Found(file.placed_stories(), tuple(elsewhere), before.by_story(path, in_stories))
        return self._suppressions.applied(path, found)

    def _found_in_all(self) -> tuple[Mapping[str, tuple[Finding, ...]], ...]:
        if self._in_all is None:
            if not self._is_current():
                raise RuntimeError("the project has changed")
            self._in_all = tuple(
                self._before.in_all(rule.code, rule.find, self._facts)
                for rule in RULES.values()
                if isinstance(rule.find, InAllFiles)
            )
        return self._in_all
