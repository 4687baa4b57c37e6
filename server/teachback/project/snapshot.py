"""Everything known of one project at one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.formats.config_tree import ConfigFile
from teachback.formats.story_tree import PlacedStory
from teachback.project.sources import Location, SourceFile, StoryLocation


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An immutable view of a project. ``generation`` grows with every change; a result computed for an older
    generation must be dropped, never published.

    ``max_history`` is how many states the project's policies look back, ``None`` for the whole conversation.
    """

    root: Path
    generation: int
    files: Mapping[str, SourceFile]
    domain: Domain
    config: ConfigFile
    max_history: int | None

    @property
    def dialect(self) -> Dialect:
        """Which generation of Rasa the project is written for."""
        return self.domain.dialect

    def trained_stories(self) -> Iterator[tuple[SourceFile, PlacedStory]]:
        """The stories and rules that Rasa trains on, file by file in the order of their paths."""
        for path in sorted(self.files):
            file = self.files[path]
            if file.trained:
                for placed in file.placed_stories():
                    yield file, placed

    def located(self, place: Location | StoryLocation) -> Location:
        """A place where it stands now. Raises ``LookupError`` when its story is not part of the project."""
        if isinstance(place, Location):
            return place
        offset = self.files[place.path].placed_stories()[place.story].offset
        return Location(place.path, place.span.shifted(offset))

    def relative(self, path: str) -> str:
        """A path as the author would say it: below the project's folder, with ``/``."""
        if path == self.root.as_posix():  # a project may be a single file
            return self.root.name
        prefix = self.root.as_posix().rstrip("/") + "/"
        return path.removeprefix(prefix)
