"""Ways out of muddled ``form:`` prefixes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from teachback.checks.finding import FileEdit, Finding, Fix
from teachback.checks.places import location_of
from teachback.checks.rule import Facts
from teachback.checks.trial import mends
from teachback.formats.story_edits import add_form_prefix, remove_form_prefix, remove_story
from teachback.formats.story_tree import PlacedStory, StoryFormat
from teachback.policies.form_turns import FormTurn
from teachback.policies.placed_examples import Place
from teachback.text.edits import Edit
from teachback.text.spans import Span

_PREFIX = re.compile(r"^\s*[*-]\s+(form:\s+)")

Change = Callable[[str, StoryFormat, PlacedStory, int], tuple[Edit, ...]]


def conflict_fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """The fixes of a form-prefix conflict: the prefix on all sides, on none, or one side less."""
    turn, row = _row_at(facts, finding)
    if turn is None:
        return
    same = [each for each in row if each.prefixed == turn.prefixed and _answers_form(each)]
    other = [each for each in row if each.prefixed != turn.prefixed]
    # a trial gives the edited stories new numbers, so everything is worked out before the first
    candidates = list(_conflict_candidates(facts, turn, same, other))
    destinations = [
        Fix(f"Go to {_named(facts, each)}", goto=location_of(facts.snapshot, place_of(facts, each)))
        for each in other[:1]
    ]
    yield from (fix for fix in candidates if mends(facts, fix.edits, turn.key))
    yield from destinations


def _answers_form(turn: FormTurn) -> bool:
    return turn.action == turn.form


def _conflict_candidates(facts: Facts, turn: FormTurn, same: list[FormTurn], other: list[FormTurn]) -> Iterator[Fix]:
    change = remove_form_prefix if turn.prefixed else add_form_prefix
    title = "Remove the prefix" if turn.prefixed else "Add the prefix"
    many = f" in {len(same)} stories" if len(same) > 1 else ""
    if _answers_form(turn) and all(_answers_form(each) for each in other):
        yield Fix(f"{title}{many}", tuple(_changes(facts, same, change)))
    stories = {each.story: each for each in other}
    if len(stories) == 1:
        yield Fix(
            f"Remove the contradictory story {_named(facts, other[0])}", tuple(_removals(facts, stories.values()))
        )
    elif stories:
        yield Fix(f"Remove the {len(stories)} contradictory stories", tuple(_removals(facts, stories.values())))


def prefix_fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """The turn in the exporter's notation, or, where that is a choice, without any prefix."""
    turn, _ = _row_at(facts, finding)
    if turn is None:
        return
    if turn.prefixed:
        title = f"Let `{turn.form}` validate this answer" if turn.left else f"Add the prefix to `{turn.form}` too"
        yield Fix(title, tuple(_changes(facts, [turn], add_form_prefix)), preferred=True)
        yield Fix("Remove the prefix", tuple(_changes(facts, [turn], remove_form_prefix)))
    else:
        yield Fix("Add the prefix", tuple(_changes(facts, [turn], add_form_prefix)))


def unprefix_fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """One line without its prefix."""
    file = facts.snapshot.files[finding.location.path]
    lines = file.document.lines
    line = lines.line_span(lines.line_of(finding.location.span.start))
    match = _PREFIX.search(line.text_in(file.document.text))
    if match:
        span = Span(*match.span(1)).shifted(line.start)
        yield Fix("Remove the prefix", (FileEdit(file.path, Edit(span, "")),), preferred=True)


def _row_at(facts: Facts, finding: Finding) -> tuple[FormTurn | None, tuple[FormTurn, ...]]:
    for row in facts.tables.form_turns.rows():
        for turn in row:
            if location_of(facts.snapshot, place_of(facts, turn)) == finding.location:
                return turn, in_order(facts, row)
    return None, ()


def place_of(facts: Facts, turn: FormTurn) -> Place:
    """Where the user's message of a turn stands."""
    return Place(*facts.tables.placements.where(turn.story), turn.user_step)


def in_order(facts: Facts, turns: Iterable[FormTurn]) -> tuple[FormTurn, ...]:
    """Turns in the order of files and lines; a table has them in the order in which they came."""
    return tuple(sorted(turns, key=partial(place_of, facts)))


def _named(facts: Facts, turn: FormTurn) -> str:
    return f'"{facts.tables.placed(turn.story).story.name.text}"'


def _changes(facts: Facts, turns: Iterable[FormTurn], change: Change) -> Iterator[FileEdit]:
    places = {(turn.story, turn.user_step) for turn in turns}
    for story, step in sorted(places):
        path, index = facts.tables.placements.where(story)
        file = facts.snapshot.files[path]
        placed = file.placed_stories()[index]
        for edit in change(file.document.text, StoryFormat.MARKDOWN, placed, step):
            yield FileEdit(path, edit)


def _removals(facts: Facts, turns: Iterable[FormTurn]) -> Iterator[FileEdit]:
    for turn in turns:
        path, index = facts.tables.placements.where(turn.story)
        file = facts.snapshot.files[path]
        for edit in remove_story(file.document.text, StoryFormat.MARKDOWN, file.placed_stories()[index]):
            yield FileEdit(path, edit)
