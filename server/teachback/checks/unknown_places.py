"""Where the unknown names of a file stand, and how often in all files, kept up to date file by file."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from teachback.checks.finding import Finding
from teachback.project.file_names import FileNames
from teachback.project.names_edit import NamesEdit
from teachback.project.sources import SourceFile
from teachback.project.symbol_kind import Mention, SymbolKind
from teachback.project.symbols import Symbols
from teachback.project.united import Files

# While somebody types, names that stay unknown are asked for again with each letter.
MOST_VERDICTS = 4096

Placed = tuple[Mention, int]
"""A mention as its step has it, and the offset from which its span counts."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which places of which names of a kind are looked for; both questions are answered from what they get alone.

    ``is_unknown`` is asked of names that are not among ``known``.
    """

    code: str
    kind: SymbolKind
    known: frozenset[str]
    is_unknown: Callable[[str, frozenset[str]], bool]
    concerns: Callable[[Mention, SourceFile, frozenset[str]], bool]
    _verdicts: dict[str, bool] = field(default_factory=dict[str, bool], repr=False, compare=False)

    def here(self, file: FileNames) -> Mapping[str, int]:
        """The unknown names of a file that stand in such places, and in how many of them each."""
        return file.remembered.get((Wanted, self.code), self.known, lambda: self._count(file))

    def _count(self, file: FileNames) -> Mapping[str, int]:
        edit = file.edit
        names = file.names(self.kind)
        before = self._before(edit) if edit is not None else None
        if edit is None or before is None:
            return dict(self._counted(file, names))
        touched = edit.touched(self.kind)
        kept = {name: count for name, count in before.items() if name not in touched}
        return {**kept, **dict(self._counted(file, touched & names))}

    def _before(self, edit: NamesEdit) -> Mapping[str, int] | None:
        if self.kind in edit.elsewhere:
            return None
        return edit.before.known((Wanted, self.code), self.known)

    def _counted(self, file: FileNames, names: frozenset[str]) -> Iterator[tuple[str, int]]:
        for name in names - self.known:
            if self._unknown(name):
                count = 0
                for mention, times in file.times(self.kind, name):
                    if self.concerns(mention, file.file, self.known):
                        count += times
                if count:
                    yield name, count

    def _unknown(self, name: str) -> bool:
        verdict = self._verdicts.get(name)
        if verdict is None:
            if len(self._verdicts) >= MOST_VERDICTS:
                self._verdicts.clear()
            verdict = self._verdicts[name] = self.is_unknown(name, self.known)
        return verdict

    def placed(self, file: FileNames, names: frozenset[str]) -> Iterator[Placed]:
        """All such places of some names in a file."""
        for mention, start in file.placed(self.kind, names) if names else ():
            if self.concerns(mention, file.file, self.known):
                yield mention, start

    def first(self, file: FileNames, names: frozenset[str]) -> Mapping[str, Placed]:
        """The first such place of each of some names in a file."""
        first: dict[str, Placed] = {}
        for mention, start in file.first_placed(self.kind, names) if names else ():
            if self.concerns(mention, file.file, self.known):
                before = first.get(mention.name)
                if before is None or offset_of((mention, start)) < offset_of(before):
                    first[mention.name] = (mention, start)
        return first


def offset_of(placed: Placed) -> int:
    """Where in its file a mention stands."""
    mention, start = placed
    return mention.span.start + start


class Told:
    """The findings at places of one file, which are the same while the place is."""

    __slots__ = ("_findings", "_seen")

    def __init__(self) -> None:
        self._seen: Hashable = None
        self._findings: dict[tuple[int, int], tuple[Mention, Finding]] = {}

    def again(self, seen: Hashable, places: Iterable[Placed], tell: Callable[[Placed], Finding]) -> Iterator[Finding]:
        """The findings at some places. ``seen`` is all that they hang on beside the place."""
        before = self._findings if seen == self._seen else {}
        self._seen, self._findings = seen, {}
        for mention, start in places:
            key = (id(mention), start)
            found = before.get(key)
            if found is None:
                found = (mention, tell((mention, start)))
            self._findings[key] = found
            yield found[1]


class UnknownTally:
    """How often each unknown name stands in all files, and what was told of them in each."""

    __slots__ = ("_files", "_told", "times", "wanted")

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.times: dict[str, int] = {}
        self._files: Files = {}
        self._told: dict[str, Told] = {}

    def told(self, path: str) -> Told:
        """What was told of a file, which is one of those that were taken in."""
        return self._told.setdefault(path, Told())

    def update(self, symbols: Symbols) -> None:
        """Take in the files as they are now; costs those that have changed."""
        if self._files is symbols.files:
            return
        for old, new in symbols.changes(self._files):
            before, after = self._in(old), self._in(new)
            self._count(before.items() - after.items(), -1)
            self._count(after.items() - before.items(), 1)
            if old is not None and new is None:
                self._told.pop(old.file.path, None)
        self._files = symbols.files

    def _in(self, file: FileNames | None) -> Mapping[str, int]:
        return {} if file is None else self.wanted.here(file)

    def _count(self, names: Iterable[tuple[str, int]], by: int) -> None:
        for name, times in names:
            count = self.times.pop(name, 0) + by * times
            if count:
                self.times[name] = count
