"""What any file of a project has of some kind, such as names, kept up to date file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import compress
from operator import is_not
from typing import Generic, TypeVar

from teachback.project.file_names import FileNames

T = TypeVar("T", bound=Hashable)
Files = Mapping[str, FileNames]


def changed_files(before: Files, after: Files) -> Iterator[tuple[FileNames | None, FileNames | None]]:
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

    def after(self, files: Files) -> United[T]:
        """The same of other files; costs those that have changed."""
        change: Counter[T] = Counter()
        for old, new in changed_files(self.files, files):
            before, after = self._of(old), self._of(new)
            change.subtract(before - after)
            change.update(after - before)
        if not change:
            return United(self.of, files, self.counts, self.members)
        counts = dict(self.counts)
        for member, by in change.items():
            times = counts.pop(member, 0) + by
            if times:
                counts[member] = times
        stays = counts.keys() == self.members
        return United(self.of, files, counts, self.members if stays else frozenset(counts))

    def _of(self, file: FileNames | None) -> AbstractSet[T]:
        return frozenset() if file is None else file.once(self.of)
