"""How likely each action is at a line of a story, by what is known without waiting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from teachback.checks.rule import Facts
from teachback.formats.story_tree import StoryKind
from teachback.policies.ranking import ranking
from teachback.teaching.evidence import Evidence, evidence_at
from teachback.teaching.places import Before, Nowhere, place_of_line

if TYPE_CHECKING:  # NumPy is loaded when there is something to learn
    from teachback.policies.statistical.learner import Learner


def likely_actions(facts: Facts, learner: Learner | None, path: str, offset: int) -> Mapping[str, float]:
    """The probabilities of actions that may stand in the line of a cursor, a code-point offset of a file.

    They are those of ``learner``; without one, how many of the other stories run each after the same window. Empty
    where there is no story, and in rules.
    """
    place = place_of_line(facts.snapshot, path, offset)
    if isinstance(place, Nowhere):
        return {}
    story = facts.snapshot.files[path].placed_stories()[place.story].story
    if story.kind is StoryKind.RULE:
        return {}
    evidence = evidence_at(facts, path, place.story, place.step)
    if learner is None:
        return _shares(evidence, place)
    ranked = ranking(facts.tables, learner, facts.snapshot.domain)(evidence.approach)
    return {each.action: each.probability for each in ranked}


def _shares(evidence: Evidence, here: Before) -> Mapping[str, float]:
    told = {
        action: sum((place.path, place.story) != (here.path, here.story) for place in places)
        for action, places in evidence.places.items()
    }
    return {action: count / sum(told.values()) for action, count in told.items() if count}
