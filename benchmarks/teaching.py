"""How well taught steps are learnt at once, and at what price: measured on benchmarks of recorded states.

    python benchmarks/teaching.py FILE…

For each fold of each file a model is trained on all folds but that one, without the first stories of the next fold.
These are taught step by step. The windows of the fold itself show what teaching does to the rest.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import fmean

from teachback.dialogue.states import State
from teachback.evaluation.recorded_states import (
    RecordedConversation,
    RecordedStates,
    RecordedStep,
    UnreadableStatesError,
    read_states,
)
from teachback.policies.statistical.learner import Learner, learner_of
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import collected
from teachback.policies.statistical.view import DISTANCE

STORIES = 8
"""So many stories are taught in each fold."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of steps whose action is thought the likeliest, and milliseconds of processor time.

    ``known`` is what is right of the stories before they are taught; ``alone``, after each has been taught to the
    trained learner; ``in_a_row``, right after each when one learner is taught them all; ``at_end``, after the last.
    ``others`` is what is right of the windows held out, ``others_alone`` and ``others_at_end`` what teaching adds to
    that.
    """

    known: float
    alone: float
    in_a_row: float
    at_end: float
    others: float
    others_alone: float
    others_at_end: float
    ms_a_story: float
    ms_a_step: float


COLUMNS = ("known", "alone", "in a row", "at end", "others", "alone", "at end", "ms/story", "ms/step")


def main() -> int:
    """Print a row for each file and, for several, one with their means; 2 for files that cannot be used."""
    parser = argparse.ArgumentParser(description="Measure what teaching does, on benchmarks of recorded states.")
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="see server/teachback/evaluation")
    parser.add_argument("--folds", type=int, metavar="N", help="take only the first N folds of each file")
    arguments = parser.parse_args()
    print(f"{'':<16}", *(f"{name:>9}" for name in COLUMNS))
    found: list[Figures] = []
    for file in arguments.files:
        try:
            states = read_states(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, UnreadableStatesError) as problem:
            print(f"{file} cannot be used: {problem}", file=sys.stderr)
            return 2
        found.append(mean(measured(states, fold) for fold in folds_of(states)[: arguments.folds]))
        print(row(file.stem, found[-1]), flush=True)
    if len(found) > 1:
        print(row("mean", mean(found)))
    return 0


def folds_of(states: RecordedStates) -> list[int]:
    """The numbers of the folds that have something to predict."""
    return sorted({each.fold for each in states.conversations if each.steps})


def measured(states: RecordedStates, fold: int) -> Figures:
    """What teaching does in one fold."""
    folds = folds_of(states)
    following = folds[(folds.index(fold) + 1) % len(folds)]
    stories = [each for each in states.conversations if each.fold == following and each.steps][:STORIES]
    others = windows(step for each in states.conversations if each.fold == fold for step in each.steps)
    steps = [step for story in stories for step in story.steps]
    begin = trained(states, [each for each in states.conversations if each.fold != fold and each not in stories])
    in_a_row, seconds = taught_in_a_row(begin, stories)  # first, while no state of the stories has been seen
    alone = [taught(begin, story) for story in stories]
    before = recall(begin, others)
    return Figures(
        known=recall(begin, steps),
        alone=recall_of_each(alone, stories),
        in_a_row=recall_of_each(in_a_row, stories),
        at_end=recall(in_a_row[-1], steps),
        others=before,
        others_alone=fmean(recall(learner, others) for learner in alone) - before,
        others_at_end=recall(in_a_row[-1], others) - before,
        ms_a_story=seconds / len(stories) * 1000,
        ms_a_step=seconds / len(steps) * 1000,
    )


def windows(steps: Iterable[RecordedStep]) -> list[RecordedStep]:
    """The different windows and actions among some steps."""
    return [RecordedStep(*each) for each in dict.fromkeys((step.states[-DISTANCE:], step.action) for step in steps)]


def trained(states: RecordedStates, conversations: Iterable[RecordedConversation]) -> Learner:
    """What has been trained on some of the conversations."""
    told: list[tuple[tuple[State, ...], str]] = [
        (step.states[-DISTANCE:], step.action) for each in conversations for step in each.steps
    ]
    training = collected(told, states.actions, states.loops, DISTANCE)
    return learner_of(train(training), training)


def taught(learner: Learner, story: RecordedConversation) -> Learner:
    """What a learner becomes by a story."""
    for step in story.steps:
        learner = learner.taught(step.states, step.action)
    return learner


def taught_in_a_row(learner: Learner, stories: Iterable[RecordedConversation]) -> tuple[list[Learner], float]:
    """What a learner has become after each of the stories, and the seconds of processor time that they took."""
    found: list[Learner] = []
    begin = time.process_time()
    for story in stories:
        learner = taught(learner, story)
        found.append(learner)
    return found, time.process_time() - begin


def recall(learner: Learner, steps: Sequence[RecordedStep]) -> float:
    """The share of steps whose action is thought the likeliest."""
    return fmean(next(iter(learner.predict(step.states))) == step.action for step in steps)


def recall_of_each(learners: Iterable[Learner], stories: Iterable[RecordedConversation]) -> float:
    """The share of steps that each story's own learner knows."""
    right = (
        next(iter(learner.predict(step.states))) == step.action
        for learner, story in zip(learners, stories, strict=True)
        for step in story.steps
    )
    return fmean(right)


def mean(figures: Iterable[Figures]) -> Figures:
    """The mean of each figure."""
    return Figures(*(fmean(each) for each in zip(*map(astuple, figures), strict=True)))


def row(name: str, figures: Figures) -> str:
    """The figures in a line below ``COLUMNS``; changes have a sign."""
    shares = (figures.known, figures.alone, figures.in_a_row, figures.at_end, figures.others)
    changes = (figures.others_alone, figures.others_at_end)
    times = (figures.ms_a_story, figures.ms_a_step)
    cells = (
        *(f"{each:.3f}" for each in shares),
        *(f"{each:+.4f}" for each in changes),
        *(f"{each:.2f}" for each in times),
    )
    return " ".join((f"{name:<16}", *(f"{cell:>9}" for cell in cells)))


if __name__ == "__main__":
    sys.exit(main())
