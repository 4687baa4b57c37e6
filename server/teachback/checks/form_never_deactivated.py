"""Stories that end while a form or loop is active."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from teachback.checks.finding import Finding
from teachback.checks.places import location_of
from teachback.checks.rule import Facts, InAllFiles, Rule
from teachback.checks.standing import standing
from teachback.formats.problems import Severity
from teachback.formats.story_tree import LoopStep, Story
from teachback.policies.learnt import StoryId, Walk
from teachback.policies.placed_examples import Place
from teachback.policies.tables import Tables


def _find(facts: Facts) -> Iterator[Finding]:
    for place, loop in _activations(facts):
        yield Finding(
            rule="form-never-deactivated",
            severity=Severity.INFORMATION,
            location=location_of(facts.snapshot, place),
            message=(
                f"This story ends while `{loop}` is still active, so nothing teaches what happens when it is done. "
                f"Go on to the step that deactivates it, or end at a checkpoint."
            ),
        )


def _activations(facts: Facts) -> Iterator[tuple[Place, str]]:
    """Where the loops are activated that are left open, and their names."""
    for story, loop in _left_open(facts):
        step = _activation(facts.tables.placed(story).story, loop)
        if step is not None:
            yield Place(*facts.tables.placements.where(story), step), loop


def _seen(facts: Facts) -> Hashable:
    activations = tuple(_activations(facts))
    return (activations, standing(facts, (place for place, _ in activations)))


def _left_open(facts: Facts) -> tuple[tuple[StoryId, str], ...]:
    tables, walks = facts.tables, facts.tables.left_open()
    return facts.remembered.get(_left_open, (tables, walks), lambda: tuple(_ends_left_open(tables, walks)))


def _ends_left_open(tables: Tables, walks: Iterable[Walk]) -> Iterator[tuple[StoryId, str]]:
    for walk in walks:
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
    find=InAllFiles(_find, _seen),
)
