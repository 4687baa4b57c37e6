"""An evaluation as all output formats need it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from teachback.checks.places import location_of
from teachback.cli.report import escaped_lines
from teachback.evaluation.evaluation import Evaluation
from teachback.evaluation.figures import Share
from teachback.policies.configuration import Configuration
from teachback.policies.placed_examples import Place
from teachback.policies.statistical.view import distance_for
from teachback.project.snapshot import Snapshot
from teachback.text.positions import Encoding, Range


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """The evaluation of the project of a snapshot with a configuration."""

    snapshot: Snapshot
    configuration: Configuration
    evaluation: Evaluation

    def file(self, place: Place) -> str:
        """The file of a place, as the author would say it."""
        return self.snapshot.relative(place.path)

    def range(self, place: Place, encoding: Encoding = Encoding.UTF16) -> Range:
        """Where an action stands in its file, lines and columns from 0; where the bot listens without a step that says
        so, the step after which it does.
        """
        location = location_of(self.snapshot, place)
        return self.snapshot.files[location.path].document.lines.range(location.span, encoding)

    def shown(self, place: Place) -> str:
        """File and line, such as ``data/stories.md:14``; lines count from 1 as in an editor."""
        return f"{plain(self.file(place))}:{self.line(place)}"

    def line(self, place: Place) -> int:
        """The line of a place, counted from 1 as in an editor."""
        return self.range(place).start.line + 1

    @property
    def window(self) -> int:
        """How many of the last states make situations the same."""
        return distance_for(self.snapshot.max_history)

    def notes(self) -> Iterator[str]:
        """What one must know of the evaluation to read it."""
        stand_ins = self.configuration.stand_ins
        if stand_ins:
            yield f"In the place of {', '.join(stand_ins)} Teachback's own statistical policy answers."
        else:
            yield "config.yml names no machine-learning policy, so the whole ensemble goes without statistics."
        if self.evaluation.rules_refused:
            yield (
                "RulePolicy would refuse to train on these rules and took no part; `teachback check` says why it would."
            )
        if self.evaluation.cut:
            yield "There are more conversations than were asked along: a limit was reached."


@dataclass(frozen=True, slots=True)
class Row:
    """One accuracy of both predictors. ``part`` says that it is a part of the row above."""

    label: str
    ensemble: Share
    statistics: Share
    part: bool = False


def rows(evaluation: Evaluation) -> tuple[Row, ...]:
    """The accuracies, from the most to the least forgiving."""
    whole, alone = evaluation.ensemble.figures, evaluation.statistics.figures
    return (
        Row("all actions", whole.everywhere, alone.everywhere),
        Row("without action_listen", whole.without_listening, alone.without_listening),
        Row("after user turns", whole.after_user, alone.after_user),
        Row("unseen windows", whole.unseen, alone.unseen),
        Row("after user turns", whole.unseen_after_user, alone.unseen_after_user, part=True),
    )


@dataclass(frozen=True, slots=True)
class Penalty:
    """A figure of both predictors of which less is better; ``None`` where there was nothing to measure."""

    label: str
    ensemble: float | None
    statistics: float | None


def penalties(evaluation: Evaluation) -> tuple[Penalty, ...]:
    """Log-losses and calibration errors."""
    whole, alone = evaluation.ensemble.figures, evaluation.statistics.figures
    return (
        Penalty("log-loss", whole.log_loss, alone.log_loss),
        Penalty("log-loss, unseen windows", whole.log_loss_unseen, alone.log_loss_unseen),
        Penalty("calibration error", whole.calibration_error, alone.calibration_error),
    )


def plain(text: str) -> str:
    """A text of the project's in one line without control characters."""
    return " ".join(escaped_lines(text))


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def size(evaluation: Evaluation) -> str:
    """What was evaluated, in a sentence."""
    stories = counted(evaluation.stories, "story", "stories")
    conversations = counted(evaluation.conversations, "conversation")
    return (
        f"{stories}, {conversations}, {counted(evaluation.actions, 'action')} in {evaluation.folds} folds. The actions "
        "of each fold were predicted by policies that learnt from the other folds, and from all rules."
    )
