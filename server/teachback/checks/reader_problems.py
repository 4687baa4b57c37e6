"""The remarks of the readers as findings: what Rasa refuses, skips or will soon refuse in a file."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from teachback.checks.finding import FileEdit, Finding, Fix
from teachback.checks.invalid_domain import dropped, faults_in, of_whole_domain, severity_in
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.dialogue.dialect import Dialect
from teachback.formats.problems import Problem, Severity
from teachback.policies.walk import MOST_RUNS
from teachback.project.sources import Location, SourceFile
from teachback.text.edits import Edit
from teachback.text.spans import Span

_PREFIX = "form-prefix-misspelt"
LIMIT = "limit-reached"

_SUMMARIES = {
    "syntax": (Severity.ERROR, "Something that Rasa cannot read, or reads as something else"),
    "duplicate-key": (Severity.ERROR, "A key that stands twice in one YAML mapping"),
    "deprecated-syntax": (Severity.INFORMATION, "A notation that later versions of Rasa refuse"),
    "limit-reached": (Severity.WARNING, "A file that is too large or too deep to be read in full"),
    _PREFIX: (Severity.WARNING, "A near miss of the `form: ` prefix"),
}


def _rule(code: str) -> Rule:
    severity, summary = _SUMMARIES[code]

    def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
        path = file.path
        for problem in _problems(facts, path, code):
            yield Finding(
                code, _severity(facts, path, problem), Location(path, problem.span), _message(facts, path, problem)
            )
        if code == LIMIT:
            yield from _cut_walks(facts, file)

    sees = _ways_and_domain if code == LIMIT else of_whole_domain
    return Rule(code, severity, summary, InEachFile(find, sees), _prefix_fixes if code == _PREFIX else _fixes)


def _ways_and_domain(facts: Facts, file: SourceFile) -> Hashable:
    """The ways that lead through stories, as far as there are too many."""
    ways = tuple((group, facts.tables.judged.by_positions((group,))) for group in facts.tables.cut())
    return (ways, of_whole_domain(facts, file))


def _cut_walks(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """Stories that checkpoints join in more ways than were followed, told at the first of them."""
    for group in facts.tables.cut():
        path, index = min(facts.tables.placements.where(number) for number in group)
        if path != file.path:
            continue
        placed = file.placed_stories()[index]
        severity, consequence = _consequence(judged=facts.tables.judged.by_positions((group,)))
        message = f"{_many_ways(len(group) - 1)} that only the shortest {MOST_RUNS:,} were followed. {consequence}"
        yield Finding(LIMIT, severity, Location(path, placed.story.header.shifted(placed.offset)), message)


def _many_ways(others: int) -> str:
    if others == 0:
        return "There are so many ways through the alternatives of this story"
    return f"Checkpoints join this story and {others} {'other' if others == 1 else 'others'} in so many ways"


def _consequence(*, judged: bool) -> tuple[Severity, str]:
    """What comes of ways that were not followed; ``judged``: their contradictions were found all the same."""
    if judged:
        return Severity.INFORMATION, "Contradictions were looked for in all of them; predictions know only these."
    return (
        Severity.WARNING,
        "Contradictions may be missing. A smaller max_history, or fewer checkpoints, would let all be followed.",
    )


def _severity(facts: Facts, path: str, problem: Problem) -> Severity:
    """Another shape than the reader's does not spoil a domain for 1.10; what does is ``invalid-domain``."""
    tree = facts.snapshot.files[path].domain
    if tree is None or facts.snapshot.dialect is not Dialect.RASA1 or problem.severity is not Severity.ERROR:
        return problem.severity
    return Severity.WARNING if problem in tree.problems else severity_in(facts, path)


def _message(facts: Facts, path: str, problem: Problem) -> str:
    """What is wrong, and in a domain of 1.10 that is no YAML, what comes of it."""
    tree = facts.snapshot.files[path].domain
    spoilt = tree is not None and facts.snapshot.dialect is Dialect.RASA1 and problem not in tree.problems
    return f"{problem.message} {dropped(facts)}" if spoilt and problem.severity is Severity.ERROR else problem.message


def _fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """The reader's own cure, where it is certain."""
    path = finding.location.path
    problem = _problem_of(facts, finding)
    if problem is not None and problem.replacement is not None:
        edit = FileEdit(path, Edit(problem.span, problem.replacement))
        yield Fix(problem.cure or f"Write `{problem.replacement}`", (edit,), preferred=True)


def _prefix_fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """All misspelt prefixes of the story at once: one of them alone would leave half a turn to the form."""
    problem = _problem_of(facts, finding)
    if problem is None or problem.replacement is None:
        return
    path = finding.location.path
    edits = tuple(
        FileEdit(path, Edit(other.span, other.replacement))
        for other in _of_the_same_story(facts, path, problem)
        if other.replacement is not None
    )
    title = problem.cure or f"Write `{problem.replacement}`"
    more = f", and {len(edits) - 1} more in this story" if len(edits) > 1 else ""
    yield Fix(title + more, edits, preferred=True)


def _problem_of(facts: Facts, finding: Finding) -> Problem | None:
    problems = _problems(facts, finding.location.path, finding.rule)
    here = (problem for problem in problems if problem.span == finding.location.span)
    path = finding.location.path
    return next((problem for problem in here if _message(facts, path, problem) == finding.message), None)


def _of_the_same_story(facts: Facts, path: str, problem: Problem) -> Iterator[Problem]:
    for _, placed in facts.snapshot.files[path].stories_at(problem.span):
        moved = [each.shifted(placed.offset) for each in placed.story.problems if each.rule == problem.rule]
        if problem in moved:
            yield from moved


def _problems(facts: Facts, path: str, code: str) -> Iterator[Problem]:
    file = facts.snapshot.files.get(path)
    if file is None:
        return
    told = {fault.span for fault, _ in faults_in(facts, file.domain)} if file.domain is not None else set[Span]()
    for problem in file.all_problems():
        if problem.rule == code and not (code == "syntax" and problem.span in told):
            yield problem


READER_RULES = tuple(_rule(code) for code in _SUMMARIES)
