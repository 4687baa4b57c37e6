"""Which policy wins (R1:core/policies/ensemble.py:SimplePolicyEnsemble, R3:core/policies/ensemble.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.policies import form, mapping
from teachback.policies.fallback import Fallback
from teachback.policies.prediction import Prediction
from teachback.policies.situation import Situation

_MEMORIZING = frozenset({"MemoizationPolicy", "AugmentedMemoizationPolicy"})
NOBODY = Prediction("", 0)


def combine(
    dialect: Dialect, predictions: Sequence[Prediction], situation: Situation, doubt: Fallback | None = None
) -> Prediction:
    """The winning prediction, with the events of all of them.

    ``predictions`` are in the order of the configuration, which decides between equals. ``doubt`` is the fallback that
    1.x takes when the winner would not answer the user at all. ``NOBODY`` wins where there is no policy.
    """
    open_ones = [_without(situation.rejected_action, prediction) for prediction in predictions]
    if dialect is Dialect.RASA1:
        best = _answering(_best_of_1x(open_ones), situation, doubt, open_ones)
    else:
        best = _first_best(_foremost(open_ones))
    return replace(best, events=tuple(event for prediction in predictions for event in prediction.events))


def _without(rejected: str | None, prediction: Prediction) -> Prediction:
    if rejected not in prediction.scores:
        return prediction
    kept = {action: score for action, score in prediction.scores.items() if action != rejected}
    return replace(prediction, scores=kept)


def _foremost(predictions: Sequence[Prediction]) -> Sequence[Prediction]:
    """The predictions that 3.x compares: those of a running loop, else those by text, else all."""
    without_user = [prediction for prediction in predictions if prediction.without_user]
    by_text = [prediction for prediction in predictions if prediction.by_text]
    return without_user or by_text or predictions


def _first_best(predictions: Sequence[Prediction]) -> Prediction:
    return max(predictions, key=lambda prediction: prediction.rank, default=NOBODY)


def _best_of_1x(predictions: Sequence[Prediction]) -> Prediction:
    """A mapped action beats the form when it beats everybody else; otherwise the form's rank decides."""
    best = _first_best([prediction for prediction in predictions if prediction.policy != form.POLICY])
    forms = [prediction for prediction in predictions if prediction.policy == form.POLICY]
    if not forms or (best.policy == mapping.POLICY and best.confidence > 0):
        return best
    return forms[-1] if forms[-1].rank > best.rank or best is NOBODY else best


def _answering(
    best: Prediction, situation: Situation, doubt: Fallback | None, predictions: Sequence[Prediction]
) -> Prediction:
    """The fallback in the place of a policy that would let the user wait for nothing, unless it remembers so."""
    listens = best.action in (ACTION_LISTEN, None)
    remembers = best.policy in _MEMORIZING and best.confidence > 0
    if doubt is None or remembers or not listens or situation.previous_action != ACTION_LISTEN:
        return best
    priority = next((each.priority for each in predictions if each.policy == doubt.policy), 0)
    return Prediction(doubt.policy, priority, {doubt.action: 1.0})
