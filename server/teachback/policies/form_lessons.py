"""What FormPolicy learns of the turns in forms, kept up to date group by group. It exists in 1.x alone."""

from __future__ import annotations

from collections.abc import Mapping

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.states import StateTable
from teachback.formats.story_tree import LoopStep, Story
from teachback.policies.form_turns import (
    FORM_MAX_HISTORY,
    FormLesson,
    FormTurnTable,
    is_prefixed,
    outside_of,
    spoken,
    turns_of,
)
from teachback.policies.history import Lookback
from teachback.policies.learnt import Group, StoryId
from teachback.policies.walk import Walker
from teachback.project.segments import segments_of


class FormLessons:
    """Fills the table of form turns with what groups of stories teach, and takes it out again when they go."""

    __slots__ = ("_domain", "_lessons", "_states", "_walker", "turns")

    def __init__(self, featurizer: Featurizer, states: StateTable) -> None:
        self.turns = FormTurnTable()
        self._domain = featurizer.domain
        self._states = states
        self._walker = Walker(featurizer, states, Lookback(FORM_MAX_HISTORY))
        self._lessons: dict[Group, FormLesson] = {}

    def learn(self, group: Group, stories: Mapping[StoryId, Story]) -> None:
        """Take in a group of stories; they matter where a form becomes active."""
        if self._domain.dialect is not Dialect.RASA1:
            return
        if not any(isinstance(step, LoopStep) or is_prefixed(step) for each in stories.values() for step in each.lines):
            return
        told = [(number, segments_of(spoken(story), self._domain)) for number, story in stories.items()]
        walk = self._walker.walk(told)
        lesson = FormLesson(
            tuple(dict.fromkeys(turns_of(walk, self._states, stories))), tuple(outside_of(walk, self._states, stories))
        )
        self._lessons[group] = lesson
        self.turns.add(lesson)

    def drop(self, group: Group) -> None:
        """Forget a group that may have been learnt."""
        lesson = self._lessons.pop(group, None)
        if lesson is not None:
            self.turns.remove(lesson)
