"""The actions that may come next at a place of a story, most likely first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from teachback.dialogue.domain import Domain
from teachback.policies.approaches import Approach
from teachback.policies.engine import Statistics
from teachback.policies.learnt import Learnt
from teachback.policies.prediction import Answer
from teachback.policies.predictor import Predictor
from teachback.policies.rejections import with_rejections
from teachback.policies.statistical.story_counts import StoryCounts
from teachback.policies.tables import Tables

# Rasa runs these on its own, or they are no actions at all: nobody would write them into a story.
NEVER_OFFERED = frozenset({"...", "action_extract_slots", "action_session_start"})


@dataclass(frozen=True, slots=True)
class RankedAction:
    """``policy`` says who gave the ``probability``: ``statistics``, or ``counts`` until a model has been trained, or
    the class name of the policy that won in a running Rasa.

    ``support`` is how many places of the stories run this action after a window that policies cannot tell from here.
    """

    action: str
    probability: float
    policy: str
    support: int


Ranking = Callable[[Approach], tuple[RankedAction, ...]]


def rank(tables: Tables, model: Statistics | None, approach: Approach, domain: Domain) -> tuple[RankedAction, ...]:
    """Every action that could come next, most likely first, equals by name."""
    return ranking(tables, model, domain)(approach)


def ranking(tables: Tables, model: Statistics | None, domain: Domain) -> Ranking:
    """``rank`` for one project, so that several places share the preparation. Without a model, examples are counted."""
    statistics = model or StoryCounts(tables, domain.action_names()).update()

    def rank_at(approach: Approach) -> tuple[RankedAction, ...]:
        return _ranked(tables, approach, statistics.predict(approach.states), statistics.name, domain)

    return rank_at


def ranking_by_rasa(tables: Tables, predictor: Predictor) -> Ranking:
    """The ranking by the scores of a running Rasa, which is asked anew at each place."""

    def rank_at(approach: Approach) -> tuple[RankedAction, ...]:
        return ranked_as_answered(tables, approach, predictor.after(with_rejections(approach.events)), predictor.domain)

    return rank_at


def ranked_as_answered(tables: Tables, approach: Approach, answer: Answer, domain: Domain) -> tuple[RankedAction, ...]:
    """The ranking by the scores of an answer that was given for this approach."""
    return _ranked(tables, approach, answer.winner.scores, answer.winner.policy, domain)


def _ranked(
    tables: Tables, approach: Approach, likely: Mapping[str, float], policy: str, domain: Domain
) -> tuple[RankedAction, ...]:
    row = tables.windows.row(tables.key_of(approach.states))
    ranked = [
        RankedAction(action, likely.get(action, 0.0), policy, _places(row.get(action, ())))
        for action in {*likely, *row, *domain.action_names()}
        if action not in NEVER_OFFERED
    ]
    return tuple(sorted(ranked, key=lambda each: (-each.probability, each.action)))


def _places(learnt: Iterable[Learnt]) -> int:
    return len({(each.story, each.step, each.implied) for each in learnt})
