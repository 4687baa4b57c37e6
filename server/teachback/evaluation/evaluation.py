"""The cross-validation of a project's stories, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from teachback.dialogue.domain import Domain
from teachback.evaluation.confusions import Confusion, confusions
from teachback.evaluation.cross_validation import Fit, Progress, Subject, cross_validate
from teachback.evaluation.examined import ExaminedAction, Familiarity, Said
from teachback.evaluation.families import Families
from teachback.evaluation.figures import Figures, SaidBy, figures
from teachback.evaluation.folds import folds
from teachback.evaluation.unpredicted import UnpredictedStory, unpredicted


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one predictor came to, the most frequent confusions and the worst stories first. ``reasons`` counts the
    wrong predictions by what the other stories knew there.
    """

    figures: Figures
    confusions: tuple[Confusion, ...]
    stories: tuple[UnpredictedStory, ...]
    reasons: tuple[tuple[Familiarity, int], ...]
    said_by: SaidBy


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``stories``, ``families`` and ``conversations`` are how many were divided into ``folds``. ``ensemble`` are all
    policies of ``config.yml`` together, ``statistics`` the statistical policy alone. ``cut`` says that there are more
    conversations, ``rules_refused`` that RulePolicy would refuse to train and took no part.
    """

    stories: int
    families: int
    conversations: int
    folds: int
    actions: int
    ensemble: Verdict
    statistics: Verdict
    cut: bool = False
    rules_refused: bool = False


def evaluation_of(
    subject: Subject, families: Families, wanted: int, fit: Fit, report: Callable[[Progress], None]
) -> Evaluation:
    """Hold each fold of the families out in turn. Raises ``TooFewFamiliesError``, and what ``fit`` raises."""
    parts = folds(families.found, wanted)
    examination = cross_validate(subject, parts, fit, report)
    different = _different_actions(subject.tables.domain, examination.actions)
    return Evaluation(
        stories=sum(len(family.stories) for family in families.found),
        families=len(families.found),
        conversations=sum(len(family.conversations) for family in families.found),
        folds=len(parts),
        actions=len(examination.actions),
        ensemble=_verdict(examination.actions, by_ensemble, different),
        statistics=_verdict(examination.actions, by_statistics, different),
        cut=families.cut,
        rules_refused=examination.rules_refused,
    )


def by_ensemble(examined: ExaminedAction) -> Said:
    """What all policies together said."""
    return examined.ensemble


def by_statistics(examined: ExaminedAction) -> Said:
    """What the statistical policy said."""
    return examined.statistics


def _verdict(examined: tuple[ExaminedAction, ...], said_by: SaidBy, different: int) -> Verdict:
    wrong = [each for each in examined if said_by(each).action != each.action]
    counted = ((reason, sum(each.familiarity is reason for each in wrong)) for reason in Familiarity)
    return Verdict(
        figures(examined, said_by, different),
        confusions(examined, said_by),
        unpredicted(examined, said_by),
        tuple((reason, count) for reason, count in counted if count),
        said_by,
    )


def _different_actions(domain: Domain, examined: Iterable[ExaminedAction]) -> int:
    return len({*domain.action_names(), *(each.action for each in examined)})
