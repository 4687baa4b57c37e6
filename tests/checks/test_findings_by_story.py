from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from teachback.checks.finding import StoryFinding
from teachback.checks.findings_by_story import NO_FINDINGS
from teachback.formats.problems import Severity
from teachback.project.sources import StoryLocation
from teachback.text.spans import Span

FINDINGS = [
    StoryFinding("r", Severity.HINT, StoryLocation("a.md", story, Span(0, 1)), str(number))
    for story in range(4)
    for number in range(3)
]
FOUND = st.lists(st.sampled_from(FINDINGS), unique=True)


@given(st.lists(FOUND, min_size=1, max_size=4))
def test_findings_one_after_the_other_are_sorted_as_at_once(found: list[list[StoryFinding]]) -> None:
    by_story = NO_FINDINGS
    for findings in found:
        before, by_story = by_story, by_story.after(findings)
        anew = NO_FINDINGS.after(findings).by_story
        assert {story: set(there) for story, there in by_story.by_story.items()} == {
            story: set(there) for story, there in anew.items()
        }
        assert all(there for there in by_story.by_story.values())
        for story, there in by_story.by_story.items():
            known = before.by_story.get(story)
            assert known is there or known is None or set(known) != set(there)
