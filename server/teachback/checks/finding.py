"""What a check says of a place, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.formats.story_tree import PlacedStory
from teachback.project.sources import Location, StoryLocation
from teachback.text.edits import Edit

NO_DATA = Record(())


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding. One in a story outlives an edit above that story."""

    place: Location | StoryLocation
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark at a place. ``data`` is JSON of the rule's own, by which it knows the finding again."""

    rule: str
    severity: Severity
    location: Location
    message: str
    related: tuple[Related, ...] = ()
    data: Record = NO_DATA


@dataclass(frozen=True, slots=True, eq=False)
class StoryFinding:
    """A remark at a place in a story, which outlives edits elsewhere. It is equal to itself alone.

    As long as it stays the same object, it looks the same in an editor, but for the line in which its own story begins:
    whoever finds it makes another one when a related place is in another line. Those are in stories, too.
    """

    rule: str
    severity: Severity
    place: StoryLocation
    message: str
    related: tuple[Related, ...] = ()
    data: Record = NO_DATA

    def where(self, offset: int) -> Finding:
        """The finding in the text in which the spans of its story count from an offset."""
        location = Location(self.place.path, self.place.span.shifted(offset))
        return Finding(self.rule, self.severity, location, self.message, self.related, self.data)


@dataclass(frozen=True, slots=True)
class Found:
    """What is found in a file: ``in_stories`` by the index of the story, without those in which nothing is found;
    ``elsewhere`` everything else, where it stands in the file.
    """

    stories: tuple[PlacedStory, ...]
    elsewhere: tuple[Finding, ...]
    in_stories: Mapping[int, tuple[StoryFinding, ...]]

    def all(self) -> tuple[Finding, ...]:
        """All findings where they stand, in source order."""
        stories = self.stories
        in_stories = (each.where(stories[index].offset) for index, found in self.in_stories.items() for each in found)
        return tuple(sorted((*self.elsewhere, *in_stories), key=_order))


NOTHING_FOUND = Found((), (), {})


@dataclass(frozen=True, slots=True, order=True)
class FileEdit:
    """An edit of one file."""

    path: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding: edits over files, or, with ``goto``, only a place to look at.

    ``preferred`` marks the one fix that is certain to be what the author meant.
    """

    title: str
    edits: tuple[FileEdit, ...] = ()
    preferred: bool = False
    goto: Location | None = None


def _order(finding: Finding) -> tuple[int, int, str, str]:
    return (finding.location.span.start, finding.location.span.end, finding.rule, finding.message)
