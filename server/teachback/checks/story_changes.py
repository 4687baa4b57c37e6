"""Edits of stories and rules by their places, as fixes make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from teachback.checks.finding import FileEdit
from teachback.checks.rule import Facts
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.formats.story_edits import insert_action_after, remove_step, remove_story, replace_action
from teachback.formats.story_tree import ActionStep, PlacedStory, StoryFormat
from teachback.policies.placed_examples import Place
from teachback.text.edits import Edit

Edits = tuple[FileEdit, ...]
Change = Callable[[str, StoryFormat, PlacedStory], tuple[Edit, ...]]


def change(facts: Facts, place: Place, changed: Change) -> Edits:
    """An edit of the story in which a place lies; none where it cannot be made."""
    file = facts.snapshot.files[place.path]
    if file.stories is None:
        return ()
    try:
        edits = changed(file.document.text, file.stories.format, file.placed_stories()[place.story])
    except ValueError:  # written in a way that cannot be edited, such as an alias
        return ()
    return tuple(FileEdit(place.path, edit) for edit in edits)


def use(facts: Facts, place: Place, action: str) -> Edits:
    """Another action at a place; ``action_listen`` takes out the one that is there."""
    step = facts.snapshot.files[place.path].placed_stories()[place.story].story.lines[place.step]
    if place.implied:
        return change(
            facts, place, lambda text, kind, placed: insert_action_after(text, kind, placed, place.step, action)
        )
    if action == ACTION_LISTEN:
        return change(facts, place, lambda text, kind, placed: remove_step(text, kind, placed, place.step))
    if isinstance(step, ActionStep):
        return change(facts, place, lambda text, kind, placed: replace_action(text, kind, placed, place.step, action))
    return ()


def removal(facts: Facts, place: Place) -> Edits:
    """The file without the story in which a place lies."""
    return change(facts, place, remove_story)


def together(parts: Iterable[Edits]) -> Edits:
    """Several changes as one; none at all where one of them cannot be made."""
    made = list(parts)
    return tuple(dict.fromkeys(edit for edits in made for edit in edits)) if all(made) else ()
