"""What has happened when a conversation comes to a step of a story, as the people in it would tell it.

``Tables.approaches`` tells what training sees there: neither the turns that a form handles on its own (``form:``), nor
rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from teachback.dialogue.domain import RULE_SNIPPET, Domain
from teachback.dialogue.events import ActionExecuted, Event
from teachback.formats.story_tree import Story
from teachback.policies.form_turns import spoken
from teachback.policies.history import FORGETFUL
from teachback.policies.learnt import StoryId
from teachback.policies.tables import Tables
from teachback.policies.walk import Past, Walker
from teachback.project.segments import Segment, rule_segments_of, segments_of

_ALONE: StoryId = 0


def events_before(tables: Tables, path: str, story: int, step: int) -> tuple[Event, ...]:
    """The events up to ``step`` of a story or rule (the number of its steps: all), on the shortest way there.

    ``path`` and ``story`` are the file and the story's index in it. The way leads through checkpoints where training
    finds one; a story without one begins at its own first step. Empty for a story that is not there.
    """
    walker = Walker(tables.featurizer, tables.states, FORGETFUL)
    ways = chain(_ways_in_training(walker, tables, path, story, step), _ways_alone(walker, tables, path, story, step))
    shortest = next(ways, None)
    events = shortest.events() if shortest else ()
    return tuple(event for event in events if not (isinstance(event, ActionExecuted) and event.name == RULE_SNIPPET))


def _ways_in_training(walker: Walker, tables: Tables, path: str, story: int, step: int) -> Iterator[Past]:
    number = tables.placements.number(path, story)
    if number is None:
        return iter(())
    group = sorted(tables.group_of(number), key=tables.placements.where)
    told = [(each, _segments(tables.placements.story(each).story, tables.domain)) for each in group]
    return walker.approach(told, number, step)


def _ways_alone(walker: Walker, tables: Tables, path: str, story: int, step: int) -> Iterator[Past]:
    placed = tables.placements.placed(path, story)
    if placed is None:
        return iter(())
    segments = [replace(each, starts=()) for each in _segments(placed.story, tables.domain)]
    return walker.approach([(_ALONE, segments)], _ALONE, step)


def _segments(story: Story, domain: Domain) -> tuple[Segment, ...]:
    """Of a story or a rule, one of which is none."""
    told = spoken(story)
    return segments_of(told, domain) or rule_segments_of(told, domain)
