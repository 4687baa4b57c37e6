"""Stories with the same steps."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from operator import attrgetter

from teachback.checks.checkpoints import trained_files
from teachback.checks.finding import FileEdit, Finding, Fix, Related
from teachback.checks.repeated import repeated
from teachback.checks.rule import Facts, Rule
from teachback.formats.problems import Severity
from teachback.formats.story_edits import remove_story
from teachback.formats.story_shape import shape_of
from teachback.formats.story_tree import PlacedStory
from teachback.project.sources import Location, SourceFile
from teachback.project.story_summary import StorySummary

CODE = "duplicate-story"
_Placed = tuple[SourceFile, PlacedStory]
_fingerprint: Callable[[StorySummary], int] = attrgetter("fingerprint")


def find(facts: Facts) -> Iterator[Finding]:
    """Rasa drops one of them without a word (R1, R3: generator.py:_remove_duplicate_story_end_trackers)."""
    for first, *others in _groups(facts):
        file, placed = first
        line = file.document.lines.line_of(placed.offset + placed.story.header.start) + 1
        where = f'"{placed.story.name.text}" ({facts.snapshot.relative(file.path)}:{line})'
        for other in others:
            yield Finding(
                rule=CODE,
                severity=Severity.INFORMATION,
                location=_header(other),
                message=f"This {other[1].story.kind.value} has the same steps as {where}; one of the two is enough.",
                related=(Related(_header(first), "the same steps"),),
            )


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """The later one goes."""
    for _, *others in _groups(facts):
        for file, placed in others:
            if file.stories is not None and _header((file, placed)) == finding.location:
                edits = remove_story(file.document.text, file.stories.format, placed)
                title = f'Remove this {placed.story.kind.value} ("{placed.story.name.text}")'
                yield Fix(title, tuple(FileEdit(file.path, edit) for edit in edits))
                return


def _groups(facts: Facts) -> Iterator[list[_Placed]]:
    by_fingerprint: dict[int, list[_Placed]] = {}
    for names, index in repeated(tuple(trained_files(facts)), _fingerprint):
        placed = names.file.placed_stories()[index]
        if placed.story.lines:
            by_fingerprint.setdefault(_fingerprint(names.summaries[index]), []).append((names.file, placed))
    for alike in by_fingerprint.values():
        yield from _same_shape(alike)


def _same_shape(alike: list[_Placed]) -> Iterator[list[_Placed]]:
    """Fingerprints may be equal by chance; shapes are not."""
    groups: dict[Hashable, list[_Placed]] = {}
    for item in alike:
        groups.setdefault(shape_of(item[1].story), []).append(item)
    yield from (group for group in groups.values() if len(group) > 1)


def _header(item: _Placed) -> Location:
    file, placed = item
    return Location(file.path, placed.story.header.shifted(placed.offset))


RULE = Rule(CODE, Severity.INFORMATION, "A story with the same steps as another", find, fixes, costly=True)
