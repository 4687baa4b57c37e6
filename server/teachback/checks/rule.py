"""What every check is made of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from teachback.checks.finding import Finding, Fix, StoryFinding
from teachback.checks.moved_stories import MovedStories
from teachback.formats.problems import Severity
from teachback.policies.contradictions import Contradictions
from teachback.policies.rules.disputes import NO_OBJECTIONS, Objections
from teachback.policies.rules.training import RuleTraining
from teachback.policies.tables import Tables
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.project.symbols import Symbols

Remark = TypeVar("Remark", Finding, StoryFinding)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a check may look at. ``objections`` are those of RulePolicy, found by ``training``; ``tried``
    remembers what trials of fixes came to, ``moved`` which stories have moved since earlier snapshots."""

    snapshot: Snapshot
    symbols: Symbols
    tables: Tables
    contradictions: Contradictions
    objections: Objections = NO_OBJECTIONS
    training: RuleTraining | None = None
    tried: dict[object, bool] = field(default_factory=dict[object, bool], repr=False, compare=False)
    moved: MovedStories = field(default_factory=MovedStories, repr=False, compare=False)


def no_fixes(facts: Facts, finding: Finding) -> Iterable[Fix]:
    """For rules whose cure needs a person's judgement."""
    del facts, finding
    return ()


def only_the_file(facts: Facts, file: SourceFile) -> Hashable:
    """For what depends on nothing beside the file."""
    del facts, file
    return None


@dataclass(frozen=True, slots=True)
class LooksAgain(Generic[Remark]):
    """Looks for findings file by file, for ``Rule.find``.

    ``sees`` is all that the findings of a file depend on beside the file itself: while that stays equal, and the file
    the same, they are not looked for again.
    """

    of: Callable[[Facts, SourceFile], Iterable[Remark]]
    sees: Callable[[Facts, SourceFile], Hashable] = only_the_file


@dataclass(frozen=True, slots=True)
class InEachFile(LooksAgain[Finding]):
    """Finds what stands somewhere in a file."""

    def __call__(self, facts: Facts) -> Iterator[Finding]:
        """The findings of all files, in the order of their paths."""
        for path in sorted(facts.snapshot.files):
            yield from self.of(facts, facts.snapshot.files[path])


@dataclass(frozen=True, slots=True)
class InEachStory(LooksAgain[StoryFinding]):
    """Finds what stands in the stories of a file. Neither costs a keystroke what does not change: for that the rule
    keeps what it finds.
    """

    def __call__(self, facts: Facts) -> Iterator[Finding]:
        """The findings of all files, in the order of their paths."""
        for path in sorted(facts.snapshot.files):
            file = facts.snapshot.files[path]
            stories = file.placed_stories()
            for finding in self.of(facts, file):
                yield finding.where(stories[finding.place.story].offset)


@dataclass(frozen=True, slots=True)
class Rule:
    """A check: its code, what it says in one line, what it finds, and the fixes of one of its findings.

    ``find`` must depend on ``Facts`` alone, and looks at everything after each change, unless it is ``InEachFile`` or
    ``InEachStory``;
    ``fixes`` computes places anew from the finding's rule, location and data,
    for a finding may come back from an editor after the text has changed. ``costly`` fixes are tried out one by one
    before they are offered; whoever lists many findings at once works out the fixes of the first ones only.
    """

    code: str
    severity: Severity
    summary: str
    find: Callable[[Facts], Iterable[Finding]]
    fixes: Callable[[Facts, Finding], Iterable[Fix]] = no_fixes
    costly: bool = False
