"""The statistical policy at work: it predicts, and learns a step the moment that it is taught."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from teachback.dialogue.states import State
from teachback.policies.statistical.features import Feature
from teachback.policies.statistical.learning import learn
from teachback.policies.statistical.model import Model, model_of
from teachback.policies.statistical.reasons import Reason, reasons_for
from teachback.policies.statistical.rehearsal import Rehearsal, rehearsal_of
from teachback.policies.statistical.training_set import TrainingSet
from teachback.policies.statistical.weights import Weights

# So many old lessons are gone through again with each new one.
_REHEARSED = 8


@dataclass(frozen=True, slots=True, eq=False)
class Learner:
    """A model and the old lessons that keep it from forgetting. What is taught makes another learner.

    One thread at a time may use a learner and those that come of it.
    """

    model: Model
    rehearsal: Rehearsal

    @property
    def name(self) -> str:
        """What the probabilities come from, in a word."""
        return "statistics"

    def predict(self, states: Sequence[State]) -> Mapping[str, float]:
        """The probability of every action after these states, the newest last, most likely first; the sum is 1."""
        return self.model.predict(states)

    def reasons(self, states: Sequence[State], action: str) -> tuple[Reason, ...]:
        """What speaks for an action after these states, the newest last, the strongest first."""
        return reasons_for(self.model, states, action)

    def features(self, states: Sequence[State]) -> frozenset[Feature]:
        """What may be a reason in a window: the features of these states, the newest last."""
        return frozenset(self.model.encoder.features(states))

    def with_actions(self, names: Iterable[str]) -> Learner:
        """A learner that can predict these actions, too; this one, if it knows them all."""
        more = sorted(set(names).difference(self.model.weights.actions))
        return replace(self, model=self.model.with_actions(more)) if more else self

    def taught(self, states: Sequence[State], action: str) -> Learner:
        """A learner that would now run ``action``, which may be new, after these states, the newest last."""
        model = self.with_actions((action,)).model
        new = model.encoder.encode(model.encoder.view(states))
        number = model.encoder.actions.index[action]
        changes = learn(model, new, number, lambda: self.rehearsal.like(new, _REHEARSED))
        return Learner(model if changes is None else model.changed(changes), self.rehearsal.with_lesson(new))


def learner_of(weights: Weights, training: TrainingSet) -> Learner:
    """The learner that has just been trained."""
    model = model_of(weights)
    return Learner(model, rehearsal_of(training, model.encoder))
