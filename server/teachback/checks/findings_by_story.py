"""The findings in the stories of a file, story by story: an edit sorts only those of the stories that it concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from teachback.checks.finding import StoryFinding


@dataclass(frozen=True, slots=True)
class FindingsByStory:
    """All findings in the stories of a file, and the same by the index of the story, in no order within it."""

    findings: frozenset[StoryFinding]
    by_story: Mapping[int, tuple[StoryFinding, ...]]

    def after(self, findings: Sequence[StoryFinding]) -> FindingsByStory:
        """What is found now; of a story in which the very same is found the tuple is the same object."""
        now = frozenset(findings)
        touched = {each.place.story for each in self.findings ^ now}
        fresh: dict[int, list[StoryFinding]] = {}
        for each in findings if touched else ():
            if each.place.story in touched:
                fresh.setdefault(each.place.story, []).append(each)
        by_story = dict(self.by_story)
        for story in touched - fresh.keys():
            del by_story[story]
        by_story.update((story, tuple(there)) for story, there in fresh.items())
        return FindingsByStory(now, by_story)


NO_FINDINGS = FindingsByStory(frozenset(), {})
