"""Stories that end while a form or loop is active."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding
from teachback.checks.places import location_of
from teachback.checks.rule import Facts, Rule
from teachback.formats.problems import Severity
from teachback.formats.story_tree import LoopStep, Story
from teachback.policies.learnt import StoryId
from teachback.policies.placed_examples import Place


def _find(facts: Facts) -> Iterator[Finding]:
    for story, loop in _left_open(facts):
        step = _activation(facts.tables.placed(story).story, loop)
        if step is None:
            continue
        yield Finding(
            rule="form-never-deactivated",
            severity=Severity.INFORMATION,
            location=location_of(facts.snapshot, Place(*facts.tables.placements.where(story), step)),
            message=(
                f"This story ends while `{loop}` is still active, so nothing teaches what happens when it is done. "
                f"Go on to the step that deactivates it, or end at a checkpoint."
            ),
        )


def _left_open(facts: Facts) -> Iterator[tuple[StoryId, str]]:
    tables = facts.tables
    for walk in tables.left_open():
        found = {(story, tables.states.state(end.state).loop) for story, end in walk.ends}
        for story, loop in sorted((story, loop) for story, loop in found if loop is not None):
            if (story, None) not in found:
                yield story, loop


def _activation(story: Story, loop: str) -> int | None:
    """The last step that activates the loop, unless a later one deactivates it."""
    for index in reversed(range(len(story.lines))):
        step = story.lines[index]
        if isinstance(step, LoopStep):
            return index if step.loop is not None and step.loop.text == loop else None
    return None


RULE = Rule(
    code="form-never-deactivated",
    severity=Severity.INFORMATION,
    summary="A story ends while a form or loop is active",
    find=_find,
)
