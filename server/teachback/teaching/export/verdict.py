"""Whether an export would do what was taught: everything is tried out in memory, on the files as they would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from teachback.checks.finding import Finding
from teachback.checks.inspection import Inspection, Inspector, inspection_of
from teachback.checks.rule import Facts
from teachback.policies.engine import Statistics
from teachback.project.edited import with_texts
from teachback.teaching.export.conflicts import Conflict, conflicts_with
from teachback.teaching.export.plan import ExportPlan
from teachback.teaching.export.readback import StoryVerdict, judged, position_of
from teachback.text.edits import Edit


@dataclass(frozen=True, slots=True)
class Verdict:
    """``stories`` say of each story of a plan whether it reads back and is predicted as it was taught. ``conflicts``
    are other stories that say the opposite. ``new_findings`` are the findings that the project would have then and has
    not now, those inside the new stories first. ``after`` is the inspection of the project as it would be.
    """

    stories: tuple[StoryVerdict, ...]
    conflicts: tuple[Conflict, ...]
    new_findings: tuple[Finding, ...]
    after: Inspection

    @property
    def as_taught(self) -> bool:
        """Whether every story reads back and is predicted as taught."""
        return all(story.as_taught for story in self.stories)


def verify(facts: Facts, plan: ExportPlan, statistics: Statistics | None = None) -> Verdict:
    """Try a plan out on the project of ``facts``, from which it was made. ``statistics`` stand in for policies that
    learn by statistics, and know nothing of the new stories; without them such policies say nothing.
    """
    texts = {change.path: change.after for change in plan.changes}
    untrained = frozenset(texts) - frozenset(facts.snapshot.files) if plan.tests else frozenset[str]()
    after = Inspector().inspect(with_texts(facts.snapshot, texts, untrained))
    places = [position_of(after.snapshot, plan.story_file, story.name) for story in plan.stories]
    stories = tuple(
        judged(after.facts, story, place, statistics) for story, place in zip(plan.stories, places, strict=True)
    )
    found = frozenset(place for place in places if place is not None)
    conflicts = () if plan.tests else tuple(conflicts_with(after.facts, found))
    return Verdict(stories, conflicts, tuple(_new_findings(inspection_of(facts), after, plan)), after)


def _new_findings(before: Inspection, after: Inspection, plan: ExportPlan) -> Iterator[Finding]:
    """The findings that stand where none of the same rule stood before, wherever edits moved them."""
    edits: dict[str, list[Edit]] = {}
    for each in plan.edits:
        edits.setdefault(each.path, []).append(each.edit)
    known = Counter(_moved(finding, edits) for found in before.findings.values() for finding in found)
    for found in after.findings.values():
        for finding in found:
            place = (finding.rule, finding.location.path, finding.location.span.start)
            if known[place] > 0:
                known[place] -= 1
            else:
                yield finding


def _moved(finding: Finding, edits: Mapping[str, list[Edit]]) -> tuple[str, str, int]:
    start = finding.location.span.start
    shift = sum(
        len(edit.new_text) - (edit.span.end - edit.span.start)
        for edit in edits.get(finding.location.path, ())
        if edit.span.end <= start
    )
    return finding.rule, finding.location.path, start + shift
