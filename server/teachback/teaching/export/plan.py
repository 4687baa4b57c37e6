"""What an export would write, worked out and nothing written."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.checks.finding import FileEdit
from teachback.checks.rule import Facts
from teachback.project.snapshot import Snapshot
from teachback.teaching.export.changed_files import ChangedFile, line_edits, unified_difference
from teachback.teaching.export.declarations import put_names
from teachback.teaching.export.drafts import Drafts, with_edits
from teachback.teaching.export.examples import put_examples
from teachback.teaching.export.paths import Kind, absolute, refusal_of_path
from teachback.teaching.export.stories import NamedStory, Put, put_stories, put_test_stories
from teachback.teaching.export.story_names import names_for, taken_names
from teachback.teaching.export.taught import ANYWHERE, Destinations, Reading, Taught, nothing_there


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that does not exist yet, by its absolute path."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """Everything that an export would change.

    ``stories`` are the stories with the names that they get, ``story_file`` is where they stand, ``None`` where no file
    could take them. ``remarks`` say what could not be written, and why. ``amendments`` are edits of other stories that
    a person chose; they are a part of ``changes``. ``on_disk`` gives the texts of files outside of the project.
    """

    taught: Taught
    destinations: Destinations
    stories: tuple[NamedStory, ...]
    changes: tuple[ChangedFile, ...]
    story_file: str | None = None
    remarks: tuple[str, ...] = ()
    amendments: tuple[FileEdit, ...] = ()
    tests: bool = False
    on_disk: Reading = nothing_there

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the stories."""
        return tuple(story.name for story in self.stories)

    @property
    def edits(self) -> tuple[FileEdit, ...]:
        """The edits of files that exist; offsets are those of ``ChangedFile.before``."""
        return tuple(
            FileEdit(each.path, edit)
            for each in self.changes
            if each.before is not None
            for edit in line_edits(each.before, each.after)
        )

    @property
    def new_files(self) -> tuple[NewFile, ...]:
        """The files that do not exist yet."""
        return tuple(NewFile(each.path, each.after) for each in self.changes if each.before is None)


def plan(
    facts: Facts,
    taught: Taught,
    destinations: Destinations = ANYWHERE,
    *,
    amendments: tuple[FileEdit, ...] = (),
    on_disk: Reading = nothing_there,
) -> ExportPlan:
    """The plan for training stories, NLU examples, and what the domain lacks.

    Raises ``ValueError``, in words, for a destination that cannot be one (see ``refusal_of_path``).
    """
    snapshot = facts.snapshot
    to = _absolute(snapshot, destinations)
    stories, name_remarks = _named(snapshot, taught)
    drafts = with_edits(Drafts(snapshot, on_disk), amendments)
    put = put_stories(drafts, stories, to.stories, to.beside) if stories else Put(drafts, None)
    drafts, example_remarks = put_examples(put.drafts, taught.parts, to.nlu)
    drafts, domain_remarks = put_names(drafts, taught, taught.parts, to.domain)
    return ExportPlan(
        taught,
        destinations,
        stories,
        drafts.changes(),
        put.path,
        (*name_remarks, *put.remarks, *example_remarks, *domain_remarks),
        amendments,
        on_disk=on_disk,
    )


def plan_tests(
    facts: Facts,
    taught: Taught,
    destinations: Destinations = ANYWHERE,
    *,
    on_disk: Reading = nothing_there,
) -> ExportPlan:
    """The plan for test stories, with what the user typed (``--e2e``). A test teaches nothing: no examples are added,
    for whoever trains on the words of a test passes it without understanding anything.

    Raises ``ValueError`` as ``plan`` does.
    """
    snapshot = facts.snapshot
    to = _absolute(snapshot, destinations)
    stories, remarks = _named(snapshot, taught)
    put = Put(Drafts(snapshot, on_disk), None)
    if stories:
        put = put_test_stories(put.drafts, stories, to.stories)
    return ExportPlan(
        taught,
        destinations,
        stories,
        put.drafts.changes(),
        put.path,
        (*remarks, *put.remarks),
        tests=True,
        on_disk=on_disk,
    )


def difference(plan: ExportPlan, facts: Facts) -> str:
    """What a plan changes, as a unified diff with paths as the author says them."""
    names = {each.path: facts.snapshot.relative(each.path) for each in plan.changes}
    return unified_difference(plan.changes, names)


def _named(snapshot: Snapshot, taught: Taught) -> tuple[tuple[NamedStory, ...], tuple[str, ...]]:
    transcripts = taught.stories
    if not transcripts:
        missing = "The bot answers" if taught.parts else "The user said"
        return (), (f"{missing} nothing in what was taught, so there is no story to be written.",)
    names, remarks = names_for(transcripts, taught.names, taken_names(snapshot))
    return tuple(map(NamedStory, names, transcripts)), remarks


def _absolute(snapshot: Snapshot, destinations: Destinations) -> Destinations:
    """The destinations with absolute paths. Raises ``ValueError`` for one that cannot be one."""
    ordered = {Kind.STORIES: destinations.stories, Kind.NLU: destinations.nlu, Kind.DOMAIN: destinations.domain}
    for kind, path in ordered.items():
        refusal = None if path is None else refusal_of_path(snapshot, kind, path)
        if refusal is not None:
            raise ValueError(refusal)
    every = (destinations.beside, destinations.stories, destinations.nlu, destinations.domain)
    return Destinations(*(path if path is None else absolute(snapshot, path) for path in every))
