"""The ``form: `` prefix of 1.x put on a whole user turn, and taken off it, in the exporter's notation.

Source: R1:core/training/structures.py, ``StoryStep.as_story_string``: right after the form's own question the user line
and the form's action are prefixed; once the form was left and the user comes back to it with validation, the story says
``- action_listen``, the prefixed user line, and the form's action without prefix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.formats.markdown_edits import insert_line_before, remove_step
from teachback.formats.markdown_prefix import PREFIX
from teachback.formats.story_tree import ActionStep, LoopStep, OrStep, PlacedStory, Step, UserStep
from teachback.text.edits import Edit
from teachback.text.spans import Span

_MARKER = re.compile(r"[*\-](\s*)")
_PREFIXED_MARKER = re.compile(r"[*\-]\s+(form:\s+)")


def add_form_prefix(text: str, placed: PlacedStory, step_index: int) -> tuple[Edit, ...]:
    """The edits that give the user turn at a step to its form; ``()`` when nothing needs to change.

    Raises ``ValueError`` when the step is no user message, or a line cannot be edited for the comments in it.
    """
    steps = placed.story.steps
    user = _user(placed, step_index)
    form = _form_of_turn(steps, step_index)
    edits = [] if _is_prefixed(user) else [_with_prefix(text, placed, user)]
    answers = tuple(_form_actions(steps, step_index, form))
    if _was_left(steps, step_index, form):
        if not _follows_listen(steps, step_index):
            edits += insert_line_before(text, placed, step_index, ACTION_LISTEN)
        edits += [_without_prefix(text, placed, step) for step in answers if step.prefixed]
    else:
        edits += [_with_prefix(text, placed, step) for step in answers if not step.prefixed]
    return tuple(sorted(edits))


def remove_form_prefix(text: str, placed: PlacedStory, step_index: int) -> tuple[Edit, ...]:
    """The edits that make the user turn at a step training data, the ``- action_listen`` before it taken out.

    Raises ``ValueError`` as ``add_form_prefix`` does.
    """
    steps = placed.story.steps
    user = _user(placed, step_index)
    edits = [_without_prefix(text, placed, user)] if _is_prefixed(user) else []
    edits += [
        _without_prefix(text, placed, step)
        for step in _turn(steps, step_index)
        if isinstance(step, ActionStep) and step.prefixed
    ]
    if _follows_listen(steps, step_index):
        edits += remove_step(text, placed, step_index - 1)
    return tuple(sorted(edits))


def _user(placed: PlacedStory, step_index: int) -> UserStep | OrStep:
    step = placed.story.step(step_index)
    if isinstance(step, UserStep | OrStep):
        return step
    raise ValueError(f"step {step_index} of the story {placed.story.name.text!r} is no user message")


def _is_prefixed(user: UserStep | OrStep) -> bool:
    first = user if isinstance(user, UserStep) else user.alternatives[0]
    return isinstance(first, UserStep) and first.prefixed


def _turn(steps: tuple[Step, ...], step_index: int) -> Iterator[Step]:
    """What follows the user message until the next one."""
    for step in steps[step_index + 1 :]:
        if isinstance(step, UserStep | OrStep):
            return
        yield step


def _form_of_turn(steps: tuple[Step, ...], step_index: int) -> str | None:
    """The form that is active at a step; where the story does not say, the first action of the turn."""
    for step in reversed(steps[:step_index]):
        if isinstance(step, LoopStep):
            return step.loop.text if step.loop else None
    return next((step.action.text for step in _turn(steps, step_index) if isinstance(step, ActionStep)), None)


def _was_left(steps: tuple[Step, ...], step_index: int, form: str | None) -> bool:
    """Whether another action than the form spoke last before the user message."""
    actions = (step.action.text for step in reversed(steps[:step_index]) if isinstance(step, ActionStep))
    last = next((name for name in actions if name != ACTION_LISTEN), form)
    return form is not None and last != form


def _form_actions(steps: tuple[Step, ...], step_index: int, form: str | None) -> Iterator[ActionStep]:
    """The runs of the form that answer the user message, before any other action and the end of the form."""
    for step in _turn(steps, step_index):
        if isinstance(step, LoopStep) or (isinstance(step, ActionStep) and step.action.text != form):
            return
        if isinstance(step, ActionStep):
            yield step


def _follows_listen(steps: tuple[Step, ...], step_index: int) -> bool:
    before = steps[step_index - 1] if step_index else None
    return isinstance(before, ActionStep) and not before.prefixed and before.action.text == ACTION_LISTEN


def _with_prefix(text: str, placed: PlacedStory, step: Step) -> Edit:
    match = _MARKER.match(text, placed.offset + step.span.start)
    if match is None:
        raise _uneditable(step)
    return Edit(Span(match.end(), match.end()), PREFIX if match[1] else f" {PREFIX}")


def _without_prefix(text: str, placed: PlacedStory, step: Step) -> Edit:
    match = _PREFIXED_MARKER.match(text, placed.offset + step.span.start)
    if match is None:
        raise _uneditable(step)
    return Edit(Span(*match.span(1)), "")


def _uneditable(step: Step) -> ValueError:
    return ValueError(f"the line at offset {step.span.start} of the story has a comment where its prefix belongs")
