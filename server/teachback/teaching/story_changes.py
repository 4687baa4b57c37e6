"""What a chosen action means for a story: the edits, and what to tell the author."""

from __future__ import annotations

from collections.abc import Iterable

from teachback.checks.domain_additions import addition
from teachback.checks.finding import FileEdit
from teachback.checks.rule import Facts
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.formats.story_edits import insert_action_after, remove_step, replace_action
from teachback.formats.story_tree import ActionStep, CheckpointStep, StoryFormat
from teachback.teaching.new_names import is_new, section_for
from teachback.teaching.places import Target
from teachback.teaching.prompts import Done
from teachback.text.edits import Edit


def current_action(facts: Facts, target: Target) -> str | None:
    """The action that the story runs at a target now; ``None`` where another story decides after a checkpoint."""
    steps = facts.snapshot.files[target.path].placed_stories()[target.story].story.lines
    if target.step == len(steps):
        return ACTION_LISTEN
    match steps[target.step]:
        case ActionStep(_, action) if not target.new:
            return facts.snapshot.domain.meant_by(action.text)
        case CheckpointStep():
            return None
        case _:
            return ACTION_LISTEN


def change(facts: Facts, target: Target, action: str) -> Done:
    """Let the story run ``action`` at the target, by the smallest edit; a new action is added to the domain."""
    current = current_action(facts, target)
    if action == current:
        return Done(_nothing_to_do(action))
    edits = tuple(FileEdit(target.path, edit) for edit in _edits(facts, target, action))
    declared, remark = _declaration(facts, action)
    return Done(f"{_told(target, action, current)}{remark}", (*edits, *declared))


def _edits(facts: Facts, target: Target, action: str) -> Iterable[Edit]:
    file = facts.snapshot.files[target.path]
    placed = file.placed_stories()[target.story]
    notation = file.stories.format if file.stories else StoryFormat.MARKDOWN
    if target.new:
        return insert_action_after(file.document.text, notation, placed, target.step - 1, action)
    if action == ACTION_LISTEN:
        return remove_step(file.document.text, notation, placed, target.step)
    return replace_action(file.document.text, notation, placed, target.step, action)


def _declaration(facts: Facts, action: str) -> tuple[tuple[FileEdit, ...], str]:
    if not is_new(action, facts.snapshot.domain):
        return (), ""
    fix = addition(facts, section_for(action), action) if facts.snapshot.domain.complete else None
    if fix is None:
        return (), f" The domain does not list `{action}` yet, and could not be edited: add it there."
    return fix.edits, f" `{action}` is new, so it is added to the domain."


def _nothing_to_do(action: str) -> str:
    if action == ACTION_LISTEN:
        return "The story already waits for the user here. Nothing to change."
    return f"The story already says so: it runs `{action}` here. Nothing to change."


def _told(target: Target, action: str, current: str | None) -> str:
    if target.new:
        return f"The story runs `{action}` here now."
    if action == ACTION_LISTEN:
        return f"The story no longer runs `{current}` here."
    return f"The story runs `{action}` here now, instead of `{current}`."
