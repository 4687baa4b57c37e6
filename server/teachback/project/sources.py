"""One file of a project with everything that was read from it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from teachback.formats.config_tree import ConfigFile, EndpointsFile
from teachback.formats.domain_tree import DomainFile
from teachback.formats.nlu_tree import NluFile
from teachback.formats.problems import Problem
from teachback.formats.story_tree import PlacedStory, StoryFile
from teachback.project.kept_stories import KeptStories
from teachback.text.document import Document
from teachback.text.spans import Span

_offset = attrgetter("offset")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as read; a YAML file of 2.x or 3.x may hold stories, NLU data and a part of the domain at once.

    ``path`` is the absolute path with ``/`` (or the URI of a document that has no path). ``trained`` says that Rasa
    trains on the file's stories. ``problems`` are the ones of the file as a whole (size, encoding).
    """

    path: str
    document: Document
    trained: bool = True
    stories: StoryFile | None = None
    domain: DomainFile | None = None
    nlu: NluFile | None = None
    config: ConfigFile | None = None
    endpoints: EndpointsFile | None = None
    problems: tuple[Problem, ...] = ()
    kept: KeptStories = field(default_factory=KeptStories, init=False, repr=False, compare=False)

    def all_problems(self) -> Iterator[Problem]:
        """Every reader's remarks, with spans in the file; those inside a story are moved to where it stands."""
        yield from self.problems
        for tree in (self.stories, self.domain, self.nlu, self.config, self.endpoints):
            if tree is not None:
                yield from tree.problems
        for placed in self.stories.faulty if self.stories else ():
            for problem in placed.story.problems:
                yield problem.shifted(placed.offset)

    def placed_stories(self) -> tuple[PlacedStory, ...]:
        """The file's stories and rules in source order."""
        return self.stories.stories if self.stories else ()

    def kept_since(self, before: Sequence[PlacedStory]) -> tuple[int, int]:
        """How many stories at the start and how many at the end are the very same as in an earlier text of the file."""
        return self.kept.ends(before, self.placed_stories())

    def stories_at(self, place: Span) -> Iterator[tuple[int, PlacedStory]]:
        """The stories whose blocks touch a part of the file, with their indexes; where one ends, the next begins."""
        stories = self.placed_stories()
        first = max(0, bisect_left(stories, place.start, key=_offset) - 1)
        after = bisect_right(stories, place.end, key=_offset)
        return zip(range(first, after), stories[first:after], strict=False)


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file of a snapshot."""

    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class StoryLocation:
    """A place in a story, by its index in the file; ``span`` counts from where the story's spans count. It stays
    the same while the story moves.
    """

    path: str
    story: int
    span: Span
