"""Places of steps as locations in files and as words."""

from __future__ import annotations

from teachback.formats.story_tree import ActionStep, BotStep, LoopStep, Step, Story
from teachback.policies.placed_examples import Place
from teachback.project.snapshot import Snapshot
from teachback.project.sources import Location, StoryLocation
from teachback.text.spans import Span


def location_of(snapshot: Snapshot, place: Place) -> Location:
    """Where a step stands: the action's name where there is one, the whole step otherwise."""
    placed = snapshot.files[place.path].placed_stories()[place.story]
    return Location(place.path, _span_in(placed.story, place.step).shifted(placed.offset))


def story_location_of(snapshot: Snapshot, place: Place) -> StoryLocation:
    """The same, counted from where the story's spans count."""
    story = snapshot.files[place.path].placed_stories()[place.story].story
    return StoryLocation(place.path, place.story, _span_in(story, place.step))


def _span_in(story: Story, step: int) -> Span:
    if step >= len(story.lines):
        return story.header
    return span_of(story.lines[step]).shifted(story.starts[step])


def span_of(step: Step) -> Span:
    """What to underline of a step, counted from where its spans count."""
    match step:
        case ActionStep(_, action):
            return action.span
        case BotStep(_, text):
            return text.span
        case LoopStep(span, loop):
            return loop.span if loop else span
        case _:
            return step.span


def describe(snapshot: Snapshot, place: Place) -> str:
    """File and line, such as ``stories.md:14``; lines count from 1 as in an editor."""
    location = location_of(snapshot, place)
    line = snapshot.files[place.path].document.lines.line_of(location.span.start)
    return f"{place.path.rpartition('/')[2]}:{line + 1}"


def action_name(action: str) -> str:
    """An action in a sentence."""
    return f"`{action}`"
