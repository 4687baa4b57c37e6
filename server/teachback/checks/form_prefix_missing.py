"""Turns inside a form whose lines do not fit together: some are for training, some for the form."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import chain

from teachback.checks.each_part import of_each
from teachback.checks.finding import Finding
from teachback.checks.form_fixes import place_of, prefix_fixes
from teachback.checks.places import location_of
from teachback.checks.rule import Facts, InAllFiles, Rule
from teachback.checks.standing import standing
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.formats.story_tree import ActionStep, Story
from teachback.policies.form_turns import FormLesson, FormTurn, is_prefixed

_Told = tuple[FormTurn, Severity, str]


def _find(facts: Facts) -> Iterator[Finding]:
    for turn, severity, message in _all_told(facts):
        yield Finding(
            rule="form-prefix-missing",
            severity=severity,
            location=location_of(facts.snapshot, place_of(facts, turn)),
            message=message,
            data=Record((("form", turn.form), ("user_step", turn.user_step))),
        )


def _seen(facts: Facts) -> Hashable:
    told = _all_told(facts)
    return (told, standing(facts, (place_of(facts, turn) for turn, _, _ in told)))


def _all_told(facts: Facts) -> tuple[_Told, ...]:
    return tuple(chain.from_iterable(of_each(facts, facts.tables.form_turns.lessons(), _told_in)))


def _told_in(facts: Facts, lesson: FormLesson) -> tuple[_Told, ...]:
    told = ((turn, _told(facts, turn)) for turn in lesson.turns)
    return tuple((turn, *said) for turn, said in told if said is not None)


def _told(facts: Facts, turn: FormTurn) -> tuple[Severity, str] | None:
    story = facts.tables.placed(turn.story).story
    if turn.action != turn.form:
        return None
    if turn.left:
        return _returned(story, turn) if turn.prefixed else None
    if not turn.prefixed:
        return (
            Severity.INFORMATION,
            (
                f"`{turn.form}` has just asked, so it handles this answer itself. Without `form:` Rasa learns the "
                "turn as one that the form rejected, and when that happens the form will not read "
                f"`{turn.key.state.intent}` here."
            ),
        )
    if not is_prefixed(story.lines[turn.action_step]):
        return (
            Severity.WARNING,
            (
                f"Rasa skips this line because of its `form:`, but not the `{turn.form}` that follows, so training "
                "sees the form run twice in a row. Prefix both lines or none."
            ),
        )
    return None


def _returned(story: Story, turn: FormTurn) -> tuple[Severity, str] | None:
    """A validated return must be written as Rasa exports it: listening and the form itself stay visible."""
    left_by = _action_before(story, turn.user_step)
    if left_by is None or left_by.prefixed or left_by.action.text == ACTION_LISTEN:
        return None
    return (
        Severity.WARNING,
        (
            f"Rasa skips this answer because of its `form:`, so training runs on from `{left_by.action.text}` as if "
            f"nobody had spoken. To have `{turn.form}` validate the answer, write `- action_listen` before this line "
            f"and `- {turn.form}` without prefix after it."
        ),
    )


def _action_before(story: Story, user_step: int) -> ActionStep | None:
    before = reversed(story.lines[:user_step])
    return next((step for step in before if isinstance(step, ActionStep)), None)


RULE = Rule(
    code="form-prefix-missing",
    severity=Severity.WARNING,
    summary="A turn inside a form is half for training and half for the form",
    find=InAllFiles(_find, _seen),
    fixes=prefix_fixes,
)
