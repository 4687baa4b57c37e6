"""What every check is made of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any, Generic, TypeVar

from teachback.checks.finding import Finding, Fix, StoryFinding
from teachback.checks.moved_stories import MovedStories
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.policies.contradictions import Contradictions
from teachback.policies.rules.disputes import NO_OBJECTIONS, Objections
from teachback.policies.rules.training import RuleTraining
from teachback.policies.tables import Tables
from teachback.project.remembered import Remembered
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.project.symbols import Symbols


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a check may look at. ``objections`` are those of RulePolicy, found by ``training``; ``tried``
    remembers what trials of fixes came to, ``remembered`` what was worked out of these facts or of earlier ones, and
    ``answers`` what of it was asked of these, ``moved`` which stories have moved."""

    snapshot: Snapshot
    symbols: Symbols
    tables: Tables
    contradictions: Contradictions
    objections: Objections = NO_OBJECTIONS
    training: RuleTraining | None = None
    tried: dict[object, bool] = field(default_factory=dict[object, bool], repr=False, compare=False)
    remembered: Remembered = field(default_factory=Remembered, repr=False, compare=False)
    answers: dict[object, Any] = field(default_factory=dict[object, Any], repr=False, compare=False)
    moved: MovedStories = field(default_factory=MovedStories, repr=False, compare=False)


T = TypeVar("T")
Remark = TypeVar("Remark", Finding, StoryFinding)
Sees = Callable[[Facts, SourceFile], Hashable]


def while_same(sees: Callable[[Facts], object]) -> Callable[[Callable[[Facts], T]], Callable[[Facts], T]]:
    """For a function that hangs on nothing but what ``sees`` gives: while that stays equal, so does its answer, which
    is then the very same object. Not for what hangs on the tables, for they change while fixes are tried out.
    """

    def remembering(work: Callable[[Facts], T]) -> Callable[[Facts], T]:
        @wraps(work)
        def remembered(facts: Facts) -> T:
            if work not in facts.answers:
                facts.answers[work] = facts.remembered.get(work, sees(facts), partial(work, facts))
            return facts.answers[work]

        return remembered

    return remembering


def no_fixes(facts: Facts, finding: Finding) -> Iterable[Fix]:
    """For rules whose cure needs a person's judgement."""
    del facts, finding
    return ()


def own_data(facts: Facts, finding: Finding) -> Record:
    """For rules whose findings hold all that there is to tell."""
    del facts
    return finding.data


def only_the_file(facts: Facts, file: SourceFile) -> Hashable:
    """For what depends on nothing beside the file."""
    del facts, file
    return None


@dataclass(frozen=True, slots=True)
class LooksAgain(Generic[Remark]):
    """Looks for findings file by file, for ``Rule.find``.

    ``sees`` is all that the findings of a file depend on beside the file itself: while that stays equal, and the file
    the same, they are not looked for again. It is worked out whenever the file is asked for, so it must cost next to
    nothing: no walk over other files, and nothing at all for a file in which the rule can find nothing.
    """

    of: Callable[[Facts, SourceFile], Iterable[Remark]]
    sees: Sees = only_the_file


@dataclass(frozen=True, slots=True)
class InEachFile(LooksAgain[Finding]):
    """Finds what stands somewhere in a file."""

    def __call__(self, facts: Facts) -> Iterator[Finding]:
        """The findings of all files, in the order of their paths."""
        for path in sorted(facts.snapshot.files):
            yield from self.of(facts, facts.snapshot.files[path])


@dataclass(frozen=True, slots=True)
class InEachStory(LooksAgain[StoryFinding]):
    """Finds what stands in the stories of a file; what it found of those that did not change it has to keep itself."""

    def __call__(self, facts: Facts) -> Iterator[Finding]:
        """The findings of all files, in the order of their paths."""
        for path in sorted(facts.snapshot.files):
            file = facts.snapshot.files[path]
            stories = file.placed_stories()
            for finding in self.of(facts, file):
                yield finding.where(stories[finding.place.story].offset)


@dataclass(frozen=True, slots=True)
class InAllFiles:
    """Looks for findings in all files at once, for ``Rule.find``: what is told in one file hangs on many others.

    ``sees`` is all that the findings depend on: while that stays equal, they are not looked for again. It is worked out
    after each change, so it must cost next to nothing where there is nothing to find.
    """

    of: Callable[[Facts], Iterable[Finding]]
    sees: Callable[[Facts], Hashable]

    def __call__(self, facts: Facts) -> Iterator[Finding]:
        """The findings of all files, in no order."""
        yield from self.of(facts)


@dataclass(frozen=True, slots=True)
class Rule:
    """A check: its code, what it says in one line, what it finds, and the fixes of one of its findings.

    ``find`` says what it looks at, and on what its findings hang, so that an edit costs what it changes;
    ``fixes`` computes places anew from the finding's rule, location and data,
    for a finding may come back from an editor after the text has changed. ``costly`` fixes are tried out one by one
    before they are offered; whoever lists many findings at once works out the fixes of the first ones only. ``data`` is
    what the command line's JSON tells of a finding.
    """

    code: str
    severity: Severity
    summary: str
    find: InEachFile | InEachStory | InAllFiles
    fixes: Callable[[Facts, Finding], Iterable[Fix]] = no_fixes
    costly: bool = False
    data: Callable[[Facts, Finding], Record] = own_data
