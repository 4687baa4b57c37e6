"""How often unknown names stand in each file and in all, kept up to date file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from teachback.project.file_names import FileNames
from teachback.project.sources import SourceFile
from teachback.project.symbol_kind import Mention, SymbolKind
from teachback.project.united import Files, changed_files


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

    def here(self, file: FileNames) -> Mapping[str, int]:
        """The unknown names of a file that stand in such places, sorted, and in how many of them each."""
        return file.remembered.get((Wanted, self.code), self.known, lambda: dict(self._counted(file)))

    def _counted(self, file: FileNames) -> Iterator[tuple[str, int]]:
        strange = file.names(self.kind) - self.known
        for name in sorted(name for name in strange if self.is_unknown(name, self.known)):
            times = sum(
                times for mention, times in file.times(self.kind, name) if self.concerns(mention, file.file, self.known)
            )
            if times:
                yield name, times

    def places(self, file: FileNames, names: frozenset[str]) -> Iterator[Mention]:
        """All such places of some names in a file."""
        places = file.places(self.kind, names) if names else ()
        return (place for place in places if self.concerns(place, file.file, self.known))

    def first_places(self, file: FileNames, names: frozenset[str]) -> Mapping[str, Mention]:
        """The first such place of each of some names in a file."""
        first: dict[str, Mention] = {}
        for place in file.first_places(self.kind, names) if names else ():
            if self.concerns(place, file.file, self.known):
                before = first.get(place.name)
                if before is None or place.span < before.span:
                    first[place.name] = place
        return first


class UnknownTally:
    """How often each unknown name stands in all files."""

    __slots__ = ("_files", "times", "wanted")

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.times: dict[str, int] = {}
        self._files: Files = {}

    def update(self, files: Files) -> None:
        """Take in the files as they are now; costs those that have changed."""
        for old, new in changed_files(self._files, files):
            before, after = self._in(old), self._in(new)
            if before != after:
                self._count(before, -1)
                self._count(after, 1)
        self._files = files

    def _in(self, file: FileNames | None) -> Mapping[str, int]:
        return {} if file is None else self.wanted.here(file)

    def _count(self, names: Mapping[str, int], by: int) -> None:
        for name, times in names.items():
            count = self.times.pop(name, 0) + by * times
            if count:
                self.times[name] = count
