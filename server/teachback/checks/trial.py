"""Trying a fix out before it is offered: it must remove its finding and bring no new one.

Only the stories that a fix edits are read again, and the tables are led through the change and back, so that a trial
costs about as much as two keystrokes, however large the project is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeGuard, cast

from teachback.checks.checkpoints import loose_ends
from teachback.checks.finding import FileEdit
from teachback.checks.rule import Facts
from teachback.checks.rule_faults import rule_faults
from teachback.formats.story_markdown import read_story_markdown
from teachback.formats.story_tree import CheckpointStep, PlacedStory, StoryFormat, StoryKind
from teachback.formats.story_yaml import read_stories
from teachback.formats.yaml_tree import parse_yaml
from teachback.policies.configuration import read_configuration
from teachback.policies.form_turns import conflicting_keys
from teachback.policies.history import WindowKey
from teachback.policies.rules.disputes import NO_OBJECTIONS, Objections, objections
from teachback.policies.tables import Tables
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.project.story_summary import summarize
from teachback.text.edits import Edit, apply_edits
from teachback.text.spans import Span

Faults = frozenset[object]

_LISTS = {StoryKind.STORY: "stories", StoryKind.RULE: "rules"}


def mends(facts: Facts, edits: tuple[FileEdit, ...], *gone: object) -> bool:
    """Whether edits of story files remove faults of ``faults`` or ``rule_faults``, bring no new one, leave no story
    twice and no checkpoint with one side only.

    The answer is kept with the facts: one fix is offered at every place of its finding.
    """
    key = (edits, gone)
    if key not in facts.tried:
        facts.tried[key] = _try(facts, edits, frozenset(gone))
    return facts.tried[key]


def _try(facts: Facts, edits: tuple[FileEdit, ...], gone: Faults) -> bool:
    edited = _edited(facts.snapshot, edits)
    if _doubles(facts, edited) or _cuts_off(facts.snapshot, edited):
        return False
    before = faults(facts.tables) | rule_faults(facts.snapshot, facts.objections)
    try:
        facts.tables.update(edited)
        after = faults(facts.tables) | rule_faults(edited, _objections(facts, edited))
        stays = any(_contradicts(facts.tables, fault) for fault in gone)
    finally:
        facts.tables.update(facts.snapshot)
    fresh = (fault for fault in after - before if not _contradicts(facts.tables, fault))
    return not stays and gone.isdisjoint(after) and not any(fresh)


def _contradicts(tables: Tables, fault: object) -> bool:
    """Whether a fault is a window after which stories run different actions; ``faults`` has only some of those that
    many ways through checkpoints show.
    """
    return _is_window(fault) and tables.judged.contradicts(fault)


def _is_window(fault: object) -> TypeGuard[WindowKey]:
    parts = cast("tuple[object, ...]", fault) if isinstance(fault, tuple) else (fault,)
    return all(isinstance(part, int) for part in parts)


def _cuts_off(before: Snapshot, edited: Snapshot) -> bool:
    """Whether a checkpoint is left without stories on one of its sides. Most edits touch no checkpoint at all."""
    kept = {id(placed.story) for _, placed in edited.trained_stories()}
    gone = (placed.story for _, placed in before.trained_stories() if id(placed.story) not in kept)
    if not any(isinstance(step, CheckpointStep) for story in gone for step in story.lines):
        return False
    return not loose_ends(edited) <= loose_ends(before)


def _doubles(facts: Facts, edited: Snapshot) -> bool:
    """Whether a story that the edits changed now says the same as another one."""
    old = {id(placed.story) for _, placed in facts.snapshot.trained_stories()}
    now = [placed.story for _, placed in edited.trained_stories()]
    changed = [summarize(story).fingerprint for story in now if id(story) not in old]
    kept = {id(story) for story in now if id(story) in old}
    others = {
        summary.fingerprint
        for names in facts.symbols.files.values()
        for placed, summary in zip(names.file.placed_stories(), names.summaries, strict=True)
        if id(placed.story) in kept
    }
    return len(set(changed)) < len(changed) or not others.isdisjoint(changed)


def faults(tables: Tables) -> Faults:
    """What is wrong with the stories: the keys of contradictory windows, and of form turns in conflict."""
    windows: Iterable[object] = tables.judged.contradictory_keys()
    return frozenset((*windows, *conflicting_keys(tables.form_turns)))


def _objections(facts: Facts, edited: Snapshot) -> Objections:
    if facts.training is None:
        return NO_OBJECTIONS
    configuration = read_configuration(edited.config, edited.dialect)
    return objections(facts.training.apart().verdicts(configuration), facts.tables.placements)


def _edited(snapshot: Snapshot, edits: Iterable[FileEdit]) -> Snapshot:
    files = dict(snapshot.files)
    for path, changes in _by_file(edits).items():
        files[path] = _with_edits(files[path], changes)
    return replace(snapshot, files=MappingProxyType(files))


def _by_file(edits: Iterable[FileEdit]) -> Mapping[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for each in edits:
        found.setdefault(each.path, []).append(each.edit)
    return found


def _with_edits(file: SourceFile, edits: list[Edit]) -> SourceFile:
    """The file with the stories that edits touch read again; the offsets of the others are stale."""
    if file.stories is None:
        return file
    placed = file.placed_stories()
    if any(file.document.text[each.offset : each.offset + 1] == "{" for each in placed):
        return _reread_whole(file, edits)
    bounds = [*(each.offset for each in placed), len(file.document.text)]
    stories: list[PlacedStory] = []
    at = 0
    for first, last, inside in _touched(bounds, sorted(edits)):
        region = Span(min(inside[0].span.start, bounds[first]), bounds[last + 1])
        stories += placed[at:first]
        text = apply_edits(region.text_in(file.document.text), [_seen_from(region, each) for each in inside])
        stories += _reread(file.stories.format, placed[first].story.kind, text)
        at = last + 1
    return replace(file, stories=replace(file.stories, stories=(*stories, *placed[at:])))


def _reread_whole(file: SourceFile, edits: list[Edit]) -> SourceFile:
    """The file with all its stories read again, as those of a list in brackets cannot be read one by one."""
    text = apply_edits(file.document.text, edits)
    known = {placed.story: placed for placed in file.placed_stories()}
    stories = read_stories(parse_yaml(text), text)
    kept = tuple(known.get(placed.story, placed) for placed in stories.stories)
    return replace(file, stories=replace(stories, stories=kept))


def _touched(bounds: list[int], edits: list[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
    """The edits by the runs of stories that they touch, as (first story, last story, edits)."""
    run: tuple[int, int, list[Edit]] | None = None
    for edit in edits:
        first = max(0, bisect_right(bounds, max(0, edit.span.start - 1)) - 1)
        last = max(first, min(len(bounds) - 2, bisect_right(bounds, edit.span.end) - 1))
        if run is not None and first <= run[1]:
            run = (run[0], max(run[1], last), [*run[2], edit])
            continue
        if run is not None:
            yield run
        run = (first, last, [edit])
    if run is not None:
        yield run


def _seen_from(region: Span, edit: Edit) -> Edit:
    return Edit(edit.span.shifted(-region.start), edit.new_text)


def _reread(story_format: StoryFormat, kind: StoryKind, text: str) -> tuple[PlacedStory, ...]:
    """The stories of a part of a file that begins in the list of stories, or in that of rules."""
    if story_format is StoryFormat.MARKDOWN:
        return read_story_markdown(text).stories
    text = f"{_LISTS[kind]}:\n{text}"
    return read_stories(parse_yaml(text), text).stories
