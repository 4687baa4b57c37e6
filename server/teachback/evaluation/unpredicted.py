"""The stories that the others do not predict: what to teach next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from teachback.evaluation.examined import ExaminedAction, Familiarity
from teachback.evaluation.figures import SaidBy


@dataclass(frozen=True, slots=True)
class UnpredictedStory:
    """A story with the actions that were predicted otherwise, in the order of its steps; never empty.

    ``actions`` is how many were asked for: one for each way in which training comes to a step.
    """

    path: str
    story: int
    name: str
    actions: int
    wrong: tuple[ExaminedAction, ...]

    @property
    def learnable(self) -> int:
        """At how many steps the others could have told, because they know of the action there."""
        return len({each.place for each in self.wrong if _is_learnable(each)})

    @property
    def steps(self) -> int:
        """At how many steps the prediction was wrong."""
        return len({each.place for each in self.wrong})

    @property
    def first(self) -> ExaminedAction:
        """The first wrong one that others could have told, or else simply the first wrong one."""
        return next((each for each in self.wrong if _is_learnable(each)), self.wrong[0])


def unpredicted(examined: Iterable[ExaminedAction], said_by: SaidBy) -> tuple[UnpredictedStory, ...]:
    """The stories with a wrong prediction, the worst first.

    An action that no other story runs cannot be told from them: so the number of steps counts first at which they could
    have told, and then that of all wrong steps; of equals the one comes first where the right action got less, and then
    files and lines decide.
    """
    by_story: dict[tuple[str, int], list[ExaminedAction]] = {}
    for each in examined:
        by_story.setdefault((each.place.path, each.place.story), []).append(each)
    found = (_story(actions, said_by) for actions in by_story.values())
    wrong = [each for each in found if each.wrong]
    return tuple(sorted(wrong, key=lambda each: _badness(each, said_by)))


def _story(actions: Sequence[ExaminedAction], said_by: SaidBy) -> UnpredictedStory:
    place = actions[0].place
    wrong = sorted((each for each in actions if said_by(each).action != each.action), key=_order)
    return UnpredictedStory(place.path, place.story, actions[0].story, len(actions), tuple(wrong))


def _order(examined: ExaminedAction) -> tuple[int, bool]:
    """Before a step that listens comes nothing implied; the implied listening comes after its step."""
    return (examined.place.step, examined.place.implied)


def _badness(story: UnpredictedStory, said_by: SaidBy) -> tuple[int, int, float, str, int]:
    return (-story.learnable, -story.steps, said_by(story.first).gave, story.path, story.story)


def _is_learnable(examined: ExaminedAction) -> bool:
    return examined.familiarity is not Familiarity.NEW_ACTION
