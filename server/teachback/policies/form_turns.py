"""User turns inside forms of 1.x, with and without the ``form:`` prefix.

Training does not see prefixed lines. Here they are read as what they say, for it is by comparing the two kinds of turn
that one finds out what FormPolicy will learn against the author's wish (R1:core/policies/form_policy.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.states import State, StateTable
from teachback.formats.story_tree import ActionStep, OrStep, SlotStep, Step, Story, UserStep
from teachback.policies.learnt import Learnt, StoryId, Walk

# FormPolicy looks at the state before and the newest one, always.
FORM_MAX_HISTORY = 2


@dataclass(frozen=True, slots=True)
class TurnKey:
    """FormPolicy's key: of the state before it keeps only the action, of the newest state everything."""

    previous_action: str | None
    state: State


@dataclass(frozen=True, slots=True)
class FormTurn:
    """A user message while a form is active, and the action that answers it.

    ``user_step`` and ``action_step`` are indices into the story's steps. ``left`` says that the bot had left the form
    for another action when the user spoke.
    """

    key: TurnKey
    form: str
    story: StoryId
    user_step: int
    action_step: int
    action: str
    prefixed: bool

    @property
    def left(self) -> bool:
        """Whether something else than the form's own question came before."""
        return self.key.previous_action != self.form


def spoken(story: Story) -> Story:
    """The story with every ``form:`` prefix taken off, so that prefixed turns happen like all others."""
    return replace(story, lines=tuple(map(_unprefixed, story.lines)))


def _unprefixed(step: Step) -> Step:
    match step:
        case UserStep(prefixed=True) | ActionStep(prefixed=True):
            return replace(step, prefixed=False)
        case OrStep():
            return replace(step, alternatives=tuple(_unprefixed_alternative(each) for each in step.alternatives))
        case _:
            return step


def _unprefixed_alternative(step: UserStep | SlotStep) -> UserStep | SlotStep:
    return replace(step, prefixed=False) if isinstance(step, UserStep) else step


def turns_of(walk: Walk, states: StateTable, stories: Mapping[StoryId, Story]) -> Iterator[FormTurn]:
    """The turns inside forms of a walk over spoken stories; ``stories`` are the stories as written."""
    for learnt in walk.learnt:
        state = states.state(learnt.history.state)
        if state.loop is None or state.previous_action != ACTION_LISTEN or learnt.implied:
            continue
        turn = _turn(learnt, state, states, stories[learnt.story])
        if turn is not None:
            yield turn


def _turn(learnt: Learnt, state: State, states: StateTable, story: Story) -> FormTurn | None:
    user_step = _user_step_before(story, learnt.step)
    if user_step is None or state.loop is None:
        return None
    before = states.state(learnt.history.before.state) if learnt.history.before else State()
    return FormTurn(
        TurnKey(before.previous_action, state),
        state.loop,
        learnt.story,
        user_step,
        learnt.step,
        learnt.action,
        is_prefixed(story.lines[user_step]),
    )


def _user_step_before(story: Story, step: int) -> int | None:
    return next((index for index in range(step - 1, -1, -1) if _is_user(story.lines[index])), None)


def _is_user(step: Step) -> bool:
    return isinstance(step, UserStep) or (
        isinstance(step, OrStep) and any(isinstance(each, UserStep) for each in step.alternatives)
    )


def is_prefixed(step: Step) -> bool:
    """Whether training skips the step because of its ``form:`` prefix."""
    match step:
        case UserStep(prefixed=prefixed) | ActionStep(prefixed=prefixed):
            return prefixed
        case OrStep(_, alternatives):
            return any(is_prefixed(each) for each in alternatives)
        case _:
            return False


def outside_of(walk: Walk, states: StateTable, stories: Mapping[StoryId, Story]) -> Iterator[tuple[StoryId, int]]:
    """The prefixed steps, as (story, step), that no way through the stories reaches while a form is active."""
    inside: set[tuple[StoryId, int]] = set()
    outside: dict[tuple[StoryId, int], None] = {}
    for learnt in walk.learnt:
        state = states.state(learnt.history.state)
        for step in _prefixed_steps(learnt, state, stories[learnt.story]):
            if state.loop is None:
                outside[learnt.story, step] = None
            else:
                inside.add((learnt.story, step))
    return (place for place in outside if place not in inside)


def _prefixed_steps(learnt: Learnt, state: State, story: Story) -> Iterator[int]:
    if learnt.implied:
        return
    if is_prefixed(story.lines[learnt.step]):
        yield learnt.step
    if state.previous_action == ACTION_LISTEN:
        user_step = _user_step_before(story, learnt.step)
        if user_step is not None and is_prefixed(story.lines[user_step]):
            yield user_step


@dataclass(frozen=True, slots=True)
class FormLesson:
    """What one group of stories tells of forms: its turns inside forms, and the prefixed steps outside of any."""

    turns: tuple[FormTurn, ...] = ()
    outside: tuple[tuple[StoryId, int], ...] = ()


class FormTurnTable:
    """All turns inside forms by FormPolicy's key, kept up to date group by group."""

    __slots__ = ("_lessons", "_listed", "_outside", "_rows")

    def __init__(self) -> None:
        self._rows: dict[TurnKey, dict[FormTurn, None]] = {}
        self._lessons: dict[int, FormLesson] = {}
        self._listed: dict[TurnKey, tuple[FormTurn, ...]] = {}
        self._outside: dict[tuple[StoryId, int], None] = {}

    def add(self, lesson: FormLesson) -> None:
        """Put in what a group of stories tells."""
        self._lessons[id(lesson)] = lesson
        for turn in lesson.turns:
            self._rows.setdefault(turn.key, {})[turn] = None
            self._listed.pop(turn.key, None)
        self._outside.update(dict.fromkeys(lesson.outside))

    def remove(self, lesson: FormLesson) -> None:
        """Take out what was put in before."""
        del self._lessons[id(lesson)]
        for turn in lesson.turns:
            row = self._rows[turn.key]
            row.pop(turn, None)
            self._listed.pop(turn.key, None)
            if not row:
                del self._rows[turn.key]
        for place in lesson.outside:
            del self._outside[place]

    def outside(self) -> tuple[tuple[StoryId, int], ...]:
        """The prefixed steps outside of any form."""
        return tuple(self._outside)

    def lessons(self) -> Collection[FormLesson]:
        """What each group of stories tells, the same object as long as the group does not change."""
        return self._lessons.values()

    def rows(self) -> Iterator[tuple[FormTurn, ...]]:
        """The turns that FormPolicy cannot tell apart, key by key: each tuple the same one while none comes or goes."""
        for key, row in self._rows.items():
            listed = self._listed.get(key)
            if listed is None:
                listed = self._listed[key] = tuple(row)
            yield listed


def conflicting_keys(table: FormTurnTable) -> Iterator[TurnKey]:
    """The keys at which one story has the form validate an answer and another does not."""
    for row in table.rows():
        validated = any(turn.left and turn.prefixed and turn.action == turn.form for turn in row)
        if validated and any(not turn.prefixed for turn in row):
            yield row[0].key
