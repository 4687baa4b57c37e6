"""Every story, asked of policies that learnt from the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from teachback.dialogue.states import State
from teachback.evaluation.examined import ExaminedAction, Said
from teachback.evaluation.folds import Fold
from teachback.evaluation.knowledge import Knowledge, is_after_user
from teachback.evaluation.remainder import tables_without
from teachback.policies.configuration import Configuration
from teachback.policies.conversations import TrainingConversation
from teachback.policies.engine import Engine, Statistics
from teachback.policies.placed_examples import Place
from teachback.policies.prediction import Answer
from teachback.policies.replay import replay
from teachback.policies.rules import rule_policy
from teachback.policies.rules.training import RuleTraining
from teachback.policies.tables import Example, Tables
from teachback.project.snapshot import Snapshot

Fit = Callable[[Sequence[Example]], Statistics]
"""Trains a statistical policy on examples."""


class Doing(Enum):
    """What a cross-validation is at."""

    TRAINING = "training"
    ASKING = "asking"


@dataclass(frozen=True, slots=True)
class Progress:
    """``fold`` counts from 1 up to ``folds``; ``amount`` is the number of stories for training, or of conversations
    to ask at."""

    fold: int
    folds: int
    doing: Doing
    amount: int


@dataclass(frozen=True, slots=True)
class Subject:
    """A project with its stories as ``tables``, and the policies that are to be asked."""

    snapshot: Snapshot
    tables: Tables
    configuration: Configuration


@dataclass(frozen=True, slots=True)
class Examination:
    """``rules_refused`` says that RulePolicy would refuse to train, and that the ensemble went without it."""

    actions: tuple[ExaminedAction, ...]
    rules_refused: bool


def cross_validate(
    subject: Subject, folds: Sequence[Fold], fit: Fit, report: Callable[[Progress], None]
) -> Examination:
    """Every action of the folds' conversations that training takes as a label, fold by fold.

    An action that several conversations share, with all that led there, is asked for once. Raises what ``fit`` raises.
    """
    everything = sum(len(family.stories) for fold in folds for family in fold)
    found: list[ExaminedAction] = []
    refused = False
    for number, fold in enumerate(folds, start=1):
        held_out = [story for family in fold for story in family.stories]
        conversations = [each for family in fold for each in family.conversations]
        report(Progress(number, len(folds), Doing.TRAINING, everything - len(held_out)))
        trained = _Trained(subject, tables_without(subject.snapshot, subject.tables, held_out), fit)
        report(Progress(number, len(folds), Doing.ASKING, len(conversations)))
        found += _once_each(subject, trained, conversations)
        refused |= trained.rules_refused
    return Examination(tuple(found), refused)


class _Trained:
    """The policies of the training folds."""

    __slots__ = ("engine", "knowledge", "rules_refused", "statistics")

    def __init__(self, subject: Subject, tables: Tables, fit: Fit) -> None:
        examples = tuple(tables.examples())
        configuration = subject.configuration
        rules = RuleTraining(tables).trained(configuration)
        self.rules_refused = rules is None
        if rules is None:
            configuration = configuration.without(rule_policy.POLICY)
        self.knowledge = Knowledge(tables, examples)
        self.statistics = fit(examples)
        among = self.statistics if configuration.statistical else None
        self.engine = Engine(tables.domain, examples, configuration, among, rules=rules)


@dataclass(frozen=True, slots=True)
class _Moment:
    """An action of a story with all the states that led there."""

    place: Place
    states: tuple[State, ...]
    action: str


def _once_each(
    subject: Subject, trained: _Trained, conversations: Iterable[TrainingConversation]
) -> Iterator[ExaminedAction]:
    seen: set[_Moment] = set()
    for conversation in conversations:
        answers = replay(trained.engine, subject.tables.featurizer, conversation.events)
        actions = subject.tables.states_along(conversation.events)
        for (index, states, action), step in zip(actions, answers, strict=True):
            moment = _Moment(_place(subject.tables, conversation, index), states, action)
            if index != conversation.unpredictable and moment not in seen:
                seen.add(moment)
                yield _examined(subject, trained, moment, step.answer)


def _place(tables: Tables, conversation: TrainingConversation, index: int) -> Place:
    path, story = tables.placements.where(conversation.told_by[index])
    return Place(path, story, conversation.sourced[index].step, conversation.sourced[index].implied)


def _examined(subject: Subject, trained: _Trained, moment: _Moment, answer: Answer) -> ExaminedAction:
    place, states = moment.place, moment.states
    elsewhere = trained.knowledge.after(states)
    placed = subject.tables.placements.placed(place.path, place.story)
    return ExaminedAction(
        place=place,
        story=placed.story.name.text if placed is not None else "",
        action=moment.action,
        previous=states[-1].previous_action,
        intent=states[-1].intent,
        after_user=is_after_user(states),
        unseen=not elsewhere,
        familiarity=trained.knowledge.familiarity(states, moment.action),
        elsewhere=elsewhere,
        statistics=_said_by_statistics(trained.statistics, states, moment.action),
        ensemble=_said_by_ensemble(answer, moment.action),
    )


def _said_by_statistics(statistics: Statistics, states: tuple[State, ...], action: str) -> Said:
    likely = statistics.predict(states)
    best = max(likely, key=likely.__getitem__, default=None)  # of equals the first, as in ``Prediction.action``
    return Said(best, likely[best] if best is not None else 0.0, likely.get(action, 0.0), statistics.name)


def _said_by_ensemble(answer: Answer, action: str) -> Said:
    winner = answer.winner
    return Said(winner.action, winner.confidence, winner.scores.get(action, 0.0), winner.policy)
