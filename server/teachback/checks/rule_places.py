"""Where verdicts on rules stand, and how a sentence names them."""

from __future__ import annotations

from teachback.checks.places import action_name, describe, location_of
from teachback.checks.rule import Facts
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.policies.contradictions import Place
from teachback.policies.rules.verdicts import ActionPlace
from teachback.policies.walk import StoryId
from teachback.project.sources import Location


def place_of(facts: Facts, story: StoryId, step: int) -> Place:
    """A step by the file in which it stands."""
    path, index = facts.tables.placements.where(story)
    return Place(path, index, step)


def location_in(facts: Facts, place: ActionPlace) -> Location:
    """What to underline for an action: its name, or the step after which the bot waits without anybody writing so."""
    return location_of(facts.snapshot, place_of(facts, place.story, place.step))


def name_of(facts: Facts, story: StoryId) -> str:
    """The name of a story or rule."""
    return facts.tables.placements.story(story).story.name.text


def named_place(facts: Facts, place: ActionPlace) -> str:
    """A rule or story with its file and line, such as ``"greet" (rules.yml:7)``."""
    where = describe(facts.snapshot, place_of(facts, place.story, place.step))
    return f'"{name_of(facts, place.story)}" ({where})'


def runs(action: str) -> str:
    """What a story or rule does, in a sentence."""
    return "waits for the user" if action == ACTION_LISTEN else f"runs {action_name(action)}"
