"""Numbers for stories that stay the same while the text around them changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from teachback.formats.story_tree import PlacedStory
from teachback.policies.learnt import StoryId
from teachback.project.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Changes:
    """The numbers of stories that are no more, and of those that are new. A changed story is both. ``moved`` are the
    files in which others have another index than before.
    """

    gone: tuple[StoryId, ...]
    fresh: tuple[StoryId, ...]
    moved: frozenset[str] = frozenset()


_NO_STORIES: tuple[tuple[PlacedStory, ...], list[StoryId]] = ((), [])


class Placements:
    """Which story stands where. An edit renumbers only the stories between the first and the last that changed."""

    __slots__ = ("_files", "_last", "_untrained", "_where")

    def __init__(self) -> None:
        self._files: dict[str, tuple[tuple[PlacedStory, ...], list[StoryId]]] = {}
        self._untrained: dict[str, tuple[PlacedStory, ...]] = {}
        self._where: dict[StoryId, tuple[str, int]] = {}
        self._last = 0

    def update(self, snapshot: Snapshot) -> Changes:
        """Take in the stories of a snapshot; files whose stories did not change cost nothing."""
        gone: list[StoryId] = []
        fresh: list[StoryId] = []
        moved: frozenset[str] = frozenset()
        trained = {path: file for path, file in snapshot.files.items() if file.trained}
        self._untrained = {path: file.placed_stories() for path, file in snapshot.files.items() if not file.trained}
        for path in [path for path in self._files if path not in trained]:
            gone += self._place(path, (), (0, 0)).gone
            del self._files[path]
        for path in sorted(trained):
            before, now = self._files.get(path, _NO_STORIES)[0], trained[path].placed_stories()
            if before is not now or path not in self._files:
                changes = self._place(path, now, trained[path].kept_since(before))
                gone += changes.gone
                fresh += changes.fresh
                moved |= changes.moved
        return Changes(tuple(gone), tuple(fresh), moved)

    def _place(self, path: str, stories: tuple[PlacedStory, ...], kept_ends: tuple[int, int]) -> Changes:
        before, numbers = self._files.get(path, _NO_STORIES)
        head, tail = kept_ends
        same = {id(before[index].story): numbers[index] for index in range(head, len(before) - tail)}
        middle = [same.pop(id(placed.story), None) or self._next() for placed in stories[head : len(stories) - tail]]
        kept = [*numbers[:head], *middle, *numbers[len(before) - tail :]]
        staying = set(middle)
        gone = [number for number in numbers[head : len(before) - tail] if number not in staying]
        fresh = [number for number in middle if number not in self._where]
        for number in gone:
            del self._where[number]
        self._files[path] = (stories, kept)
        moved = False
        for index in range(head, len(kept) if len(kept) != len(numbers) else len(kept) - tail):
            number = kept[index]
            if self._where.get(number) != (path, index):
                moved |= number in self._where
                self._where[number] = (path, index)
        return Changes(tuple(gone), tuple(fresh), frozenset({path} if moved else ()))

    def files(self) -> Iterator[tuple[str, tuple[PlacedStory, ...], Sequence[StoryId]]]:
        """The files that are trained on in the order of their paths, each with its stories and their numbers; the
        sequence of the numbers is the same one as long as no story of the file changes.
        """
        for path in sorted(self._files):
            yield (path, *self._files[path])

    def _next(self) -> StoryId:
        self._last += 1
        return self._last

    def stories(self) -> Iterator[tuple[StoryId, PlacedStory]]:
        """The trained stories and rules with their numbers, file by file."""
        for path in sorted(self._files):
            stories, numbers = self._files[path]
            yield from zip(numbers, stories, strict=True)

    def where(self, number: StoryId) -> tuple[str, int]:
        """The file of a story and its index there."""
        return self._where[number]

    def all_where(self, numbers: Iterable[StoryId]) -> Iterator[tuple[str, int]]:
        """The same for many stories."""
        return map(self._where.__getitem__, numbers)

    def story(self, number: StoryId) -> PlacedStory:
        """The story that bears a number."""
        path, index = self._where[number]
        return self._files[path][0][index]

    def number(self, path: str, index: int) -> StoryId | None:
        """The number of a trained story; ``None`` for any other."""
        numbers = self._files.get(path, _NO_STORIES)[1]
        return numbers[index] if 0 <= index < len(numbers) else None

    def placed(self, path: str, index: int) -> PlacedStory | None:
        """The story at an index of a file, trained on or not."""
        stories = self._files[path][0] if path in self._files else self._untrained.get(path, ())
        return stories[index] if 0 <= index < len(stories) else None
