"""Stories that share a trait with an earlier one, for checks that tell them at the later."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from teachback.checks.checkpoints import trained_files
from teachback.checks.rule import Facts
from teachback.formats.story_tree import PlacedStory
from teachback.project.file_names import FileNames
from teachback.project.sources import SourceFile
from teachback.project.symbols import Symbols
from teachback.project.twins import Traits, Twins


@dataclass(frozen=True, slots=True)
class TwinStories:
    """One trait: where a file has it of its stories, and where the project has it of all."""

    of_file: Callable[[FileNames], Traits]
    of_all: Callable[[Symbols], Twins]

    def in_file(self, facts: Facts, file: SourceFile) -> Iterator[tuple[PlacedStory, tuple[SourceFile, PlacedStory]]]:
        """The stories of a trained file that are not the first with their trait, each with the first one."""
        if not file.trained:
            return
        own = self.of_file(facts.symbols.files[file.path])
        stories = file.placed_stories()
        for index in own.indexes(self.of_all(facts.symbols).shared):
            first_file, first_index = self._first(facts, own.of_stories[index])
            if (first_file.path, first_index) != (file.path, index):
                yield stories[index], (first_file, first_file.placed_stories()[first_index])

    def seen(self, facts: Facts, file: SourceFile) -> Hashable:
        """Where the first stories stand that those of a file are told to be like, for ``InEachFile.sees``."""
        if not file.trained:
            return None
        shared = self.of_all(facts.symbols).shared & self.of_file(facts.symbols.files[file.path]).first.keys()
        return frozenset(self._stands(facts, trait) for trait in shared)

    def _stands(self, facts: Facts, trait: Hashable) -> Hashable:
        file, index = self._first(facts, trait)
        placed = file.placed_stories()[index]
        header, name = placed.story.header, placed.story.name
        line = file.document.lines.line_of(placed.offset + header.start)
        return (trait, file.path, index, name, placed.offset, header, line)

    def _first(self, facts: Facts, trait: Hashable) -> tuple[SourceFile, int]:
        """The first story of the trained files with a trait that one of them has."""
        return next(
            (names.file, index)
            for names in trained_files(facts)
            if (index := self.of_file(names).first.get(trait)) is not None
        )
