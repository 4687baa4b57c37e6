"""How often policies were right, and how sure of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.evaluation.examined import ExaminedAction, Said

CERTAINTY = 0.999
"""So much of a probability counts in the log-loss; the rest is spread over all actions, that none be impossible."""

BINS = 10

SaidBy = Callable[[ExaminedAction], Said]


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``total``."""

    right: int
    total: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; ``None`` of nothing."""
        return self.right / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions whose confidence lies between two tenths: how many, how sure on average, how often right."""

    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What one predictor came to. A log-loss is the mean of -ln of the probability given to the story's action, and
    ``None`` of nothing; ``calibration_error`` is the mean distance between confidence and accuracy over ``bins``.
    """

    everywhere: Share
    without_listening: Share
    after_user: Share
    unseen: Share
    unseen_after_user: Share
    log_loss: float | None
    log_loss_unseen: float | None
    calibration_error: float | None
    bins: tuple[Bin, ...]


def figures(examined: Sequence[ExaminedAction], said_by: SaidBy, actions: int) -> Figures:
    """The figures of a predictor; ``actions`` is how many different actions there are."""
    unseen = [each for each in examined if each.unseen]
    bins = _bins(examined, said_by)
    return Figures(
        everywhere=share(examined, said_by),
        without_listening=share((each for each in examined if each.action != ACTION_LISTEN), said_by),
        after_user=share((each for each in examined if each.after_user), said_by),
        unseen=share(unseen, said_by),
        unseen_after_user=share((each for each in unseen if each.after_user), said_by),
        log_loss=_log_loss(examined, said_by, actions),
        log_loss_unseen=_log_loss(unseen, said_by, actions),
        calibration_error=_calibration_error(bins),
        bins=bins,
    )


def share(examined: Iterable[ExaminedAction], said_by: SaidBy) -> Share:
    """How many of the actions were predicted as the stories say."""
    right = [said_by(each).action == each.action for each in examined]
    return Share(sum(right), len(right))


def _log_loss(examined: Sequence[ExaminedAction], said_by: SaidBy, actions: int) -> float | None:
    if not examined:
        return None
    floor = (1 - CERTAINTY) / actions
    return -math.fsum(math.log(CERTAINTY * said_by(each).gave + floor) for each in examined) / len(examined)


def _bins(examined: Iterable[ExaminedAction], said_by: SaidBy) -> tuple[Bin, ...]:
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for each in examined:
        said = said_by(each)
        held[min(BINS - 1, int(said.confidence * BINS))].append((said.confidence, said.action == each.action))
    return tuple(_bin(content) for content in held)


def _bin(content: Sequence[tuple[float, bool]]) -> Bin:
    if not content:
        return Bin(0, 0.0, 0.0)
    sure = math.fsum(confidence for confidence, _ in content)
    right = sum(is_right for _, is_right in content)
    return Bin(len(content), sure / len(content), right / len(content))


def _calibration_error(bins: Iterable[Bin]) -> float | None:
    held = [each for each in bins if each.count]
    total = sum(each.count for each in held)
    if not total:
        return None
    return math.fsum(each.count * abs(each.confidence - each.accuracy) for each in held) / total
