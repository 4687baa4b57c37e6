"""What Teachback expects at an action of a story, and why."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.checks.places import location_of
from teachback.checks.rule import Facts
from teachback.policies.placed_examples import Place
from teachback.project.sources import Location
from teachback.teaching.evidence import evidence_at
from teachback.teaching.next_action import Forecast
from teachback.teaching.places import Nowhere, target_at
from teachback.teaching.reason import Reason
from teachback.teaching.sources import source_in_words
from teachback.teaching.story_changes import current_action


@dataclass(frozen=True, slots=True)
class ExpectedAction:
    """An action with its probability, from 0 to 1, and reasons, the strongest first."""

    action: str
    probability: float
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Expectation:
    """``told`` is what the story runs at ``location``; ``rather`` is likelier, where that is so. ``source`` says whose
    numbers these are.
    """

    location: Location
    told: ExpectedAction
    rather: ExpectedAction | None
    source: str


def expectation_at(facts: Facts, forecast: Forecast, path: str, offset: int) -> Expectation | None:
    """The expectation at a code-point offset of a file; ``None`` unless it lies on an action that a story runs."""
    target = target_at(facts.snapshot, path, offset)
    if isinstance(target, Nowhere) or target.new:
        return None
    location = location_of(facts.snapshot, Place(path, target.story, target.step))
    action = current_action(facts, target)
    if action is None or not location.span.contains(offset):
        return None
    evidence = evidence_at(facts, path, target.story, target.step)
    ranked = forecast.ranking(evidence.approach)
    likely = {each.action: each.probability for each in ranked}

    def expected(name: str) -> ExpectedAction:
        why = forecast.why(evidence.approach.states, name) if forecast.why else ()
        return ExpectedAction(name, likely.get(name, 0.0), why)

    best = ranked[0].action if ranked else action
    rather = expected(best) if likely.get(best, 0.0) > likely.get(action, 0.0) else None
    return Expectation(location, expected(action), rather, forecast.source or source_in_words(facts.snapshot, ranked))
