"""Stories that share a trait with an earlier one, for checks that tell them at the later."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from teachback.checks.checkpoints import trained_files
from teachback.checks.finding import StoryFinding
from teachback.checks.rule import Facts
from teachback.formats.story_tree import Story
from teachback.project.file_names import FileNames
from teachback.project.sources import SourceFile
from teachback.project.symbols import Symbols
from teachback.project.twins import Traits, Twins

_Firsts = Sequence[tuple[SourceFile, Mapping[Hashable, int]]]
"""Each trained file with the indexes of the first stories with a trait there, in the order of the paths."""


class Twin(NamedTuple):
    """A story, and the first one that shares its trait: where that stands, and the line in which it begins."""

    story: Story
    path: str
    at: int
    first: Story
    line: int

    def is_as(self, before: Twin) -> bool:
        """Whether nothing is different that anybody could tell of."""
        same = self.story is before.story and self.first is before.first
        return same and self.line == before.line and self.at == before.at and self.path == before.path

    def header_line(self, facts: Facts) -> int:
        """The 0-based line in which the header of the first story stands."""
        file = facts.snapshot.files[self.path]
        return file.document.lines.line_of(file.placed_stories()[self.at].offset + self.first.header.start)


@dataclass(frozen=True, slots=True)
class TwinStories:
    """One trait: where a file has it of its stories, and where the project has it of all."""

    of_file: Callable[[FileNames], Traits]
    of_all: Callable[[Symbols], Twins]

    def in_file(self, facts: Facts, file: SourceFile) -> Sequence[tuple[int, Twin]]:
        """The stories of a trained file that are not the first with their trait, by their index; looked for once."""
        found: Sequence[tuple[int, Twin]] | None = facts.answers.get((self, file.path))
        if found is None:
            found = facts.answers[self, file.path] = tuple(self._look(facts, file)) if file.trained else ()
        return found

    def _look(self, facts: Facts, file: SourceFile) -> Iterator[tuple[int, Twin]]:
        own, firsts = self.of_file(facts.symbols.files[file.path]), self._firsts(facts)
        stories = file.placed_stories()
        for index in own.indexes(self.of_all(facts.symbols).shared):
            first, at = _first(firsts, own.of_stories[index])
            if first is not file or at != index:
                story, line = first.placed_stories()[at].story, facts.moved.lines(first)[at]
                yield index, Twin(stories[index].story, first.path, at, story, line)

    def told(
        self, facts: Facts, file: SourceFile, tell: Callable[[Facts, int, Twin], StoryFinding | None]
    ) -> Iterator[StoryFinding]:
        """What is told of the stories of a file; of those that are as they were, and where the first one is, too, the
        same finding as before.
        """
        before = facts.remembered.get((self, file.path), None, dict[int, tuple[Twin, StoryFinding | None]])
        now: dict[int, tuple[Twin, StoryFinding | None]] = {}
        for index, twin in self.in_file(facts, file):
            known = before.get(index)
            if known is None or not twin.is_as(known[0]):
                known = (twin, tell(facts, index, twin))
            now[index] = known
            if known[1] is not None:
                yield known[1]
        before.clear()
        before.update(now)

    def _firsts(self, facts: Facts) -> _Firsts:
        firsts: _Firsts | None = facts.answers.get(self)
        if firsts is None:
            firsts = facts.answers[self] = [(names.file, self.of_file(names).first) for names in trained_files(facts)]
        return firsts


def _first(firsts: _Firsts, trait: Hashable) -> tuple[SourceFile, int]:
    """The first story with a trait that one of the files has."""
    for file, indexes in firsts:
        index = indexes.get(trait)
        if index is not None:
            return file, index
    raise LookupError(f"no story has the trait {trait!r}")
