"""What any file of a project has of some kind, such as names, kept up to date file by file."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import compress
from operator import is_not
from typing import Any, Generic, TypeVar

from teachback.project.file_names import FileNames

T = TypeVar("T", bound=Hashable)
Files = Mapping[str, FileNames]
Change = tuple[FileNames | None, FileNames | None]
_NOTHING = frozenset[Any]()


def changed_files(before: Files, after: Files) -> Iterator[Change]:
    """Each file that is another one than before, as it was and as it is; ``None`` where it was not or is no more."""
    if list(before) == list(after):
        old, new = before.values(), after.values()
        yield from compress(zip(old, new, strict=True), map(is_not, old, new))
        return
    for path in before.keys() | after.keys():
        pair = before.get(path), after.get(path)
        if pair[0] is not pair[1]:
            yield pair


@dataclass(frozen=True, slots=True)
class United(Generic[T]):
    """All that ``of`` gives for any of some files, and for how many of them. ``of`` must hang on the file alone.

    ``members`` is the very same object as long as nothing comes and nothing goes.
    """

    of: Callable[[FileNames], AbstractSet[T]]
    files: Files = field(default_factory=dict[str, FileNames])
    counts: Mapping[T, int] = field(default_factory=dict[T, int])
    members: frozenset[T] = frozenset()

    def after(self, files: Files, changes: Iterable[Change]) -> United[T]:
        """The same of other files, of which ``changes`` are ``changed_files``; costs these."""
        gone: list[T] = []
        fresh: list[T] = []
        for old, new in changes:
            before, after = self._of(old), self._of(new)
            if before is not after:
                gone += before - after
                fresh += after - before
        if not gone and not fresh:
            return United(self.of, files, self.counts, self.members)
        counts = _counted(self.counts, gone, fresh)
        stays = counts.keys() == self.members
        return United(self.of, files, counts, self.members if stays else frozenset(counts))

    def _of(self, file: FileNames | None) -> AbstractSet[T]:
        return _NOTHING if file is None else file.once(self.of)


def _counted(before: Mapping[T, int], gone: Iterable[T], fresh: Iterable[T]) -> dict[T, int]:
    counts = dict(before)
    for member in fresh:
        counts[member] = counts.get(member, 0) + 1
    for member in gone:
        counts[member] -= 1
        if not counts[member]:
            del counts[member]
    return counts
