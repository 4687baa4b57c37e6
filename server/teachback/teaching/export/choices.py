"""What a person can do about a conflict: keep both, take the old story out or change it, or change the new one."""

from __future__ import annotations

from collections.abc import Hashable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import dropwhile

from teachback.checks.finding import FileEdit
from teachback.checks.rule import Facts
from teachback.checks.story_changes import Edits, removal, together, use
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted
from teachback.dialogue.transcript import BotRan, Entry, Transcript, UserSaid
from teachback.formats.story_additions import stories_of
from teachback.formats.story_shape import shape_of
from teachback.formats.story_tree import PlacedStory
from teachback.formats.story_writing import story_text
from teachback.policies.placed_examples import Place
from teachback.project.snapshot import Snapshot
from teachback.teaching.export.conflicts import Conflict
from teachback.teaching.export.paths import format_of
from teachback.teaching.export.plan import ExportPlan, plan
from teachback.teaching.export.stories import unseen_slots
from teachback.teaching.export.verdict import Verdict


def keeping_both(plan: ExportPlan) -> ExportPlan:
    """The plan as it is: both stories stay, and the policies decide."""
    return plan


def removing_others(facts: Facts, before: ExportPlan, verdict: Verdict, conflict: Conflict) -> ExportPlan | None:
    """The plan that also takes out the stories which say otherwise; ``None`` where one of them cannot be edited."""
    places = {(place.path, place.story): place for place in _old_places(facts, before, verdict, conflict)}
    return _amended(facts, before, [removal(facts, place) for place in places.values()])


def changing_others(facts: Facts, before: ExportPlan, verdict: Verdict, conflict: Conflict) -> ExportPlan | None:
    """The plan that also lets the other stories run the taught action; ``None`` where one cannot be edited so."""
    action = conflict.action
    if action is None:
        return None
    places = _old_places(facts, before, verdict, conflict)
    return _amended(facts, before, [use(facts, place, action) for place in places])


def changing_this(facts: Facts, before: ExportPlan, conflict: Conflict, action: str) -> ExportPlan | None:
    """The plan in which the new story runs ``action``, one of the others', at the conflict; ``None`` where it cannot.

    ``action_listen`` takes out what the story runs there. What the bot said and did because of the old action is left
    out with it.
    """
    index = next((number for number, name in enumerate(before.names) if name == conflict.story), None)
    if index is None or before.story_file is None or conflict.action is None:
        return None
    changed = _with_action(facts, before.story_file, before.stories[index].transcript, conflict, action)
    if changed is None:
        return None
    taught = replace(before.taught.with_story(index, changed), names=before.names)
    return plan(facts, taught, before.destinations, amendments=before.amendments, on_disk=before.on_disk)


def _amended(facts: Facts, before: ExportPlan, parts: list[Edits]) -> ExportPlan | None:
    edits = together(parts)
    if not edits:
        return None
    amendments: tuple[FileEdit, ...] = tuple(dict.fromkeys((*before.amendments, *edits)))
    try:
        return plan(facts, before.taught, before.destinations, amendments=amendments, on_disk=before.on_disk)
    except ValueError:  # two choices edit the same lines
        return None


def _old_places(facts: Facts, before: ExportPlan, verdict: Verdict, conflict: Conflict) -> list[Place]:
    """Where the other stories of a conflict stand in the files as they are now; none of those that are new."""
    old = [
        _old_place(facts.snapshot, verdict.after.snapshot, other.place)
        for other in conflict.others
        if not (other.path == before.story_file and other.name in before.names)
    ]
    return [place for place in old if place is not None]


def _old_place(now: Snapshot, after: Snapshot, place: Place) -> Place | None:
    """The same step before the export: in the story of the same name and steps, and of several in the same of them."""
    file = now.files.get(place.path)
    if file is None:
        return None
    later = [_key(each) for each in after.files[place.path].placed_stories()]
    key = later[place.story]
    same = [index for index, each in enumerate(file.placed_stories()) if _key(each) == key]
    number = later[: place.story].count(key)
    return place._replace(story=same[number]) if number < len(same) else None


def _key(placed: PlacedStory) -> Hashable:
    return (placed.story.name.text, shape_of(placed.story))


def _with_action(facts: Facts, path: str, story: Transcript, conflict: Conflict, action: str) -> Transcript | None:
    at = _entry_of(story, path, conflict.place, unseen_slots(facts.snapshot.domain))
    if at is None:
        return None
    new = () if action == ACTION_LISTEN else (BotRan(ActionExecuted(action)),)
    if conflict.place.implied:
        return (*story[: at + 1], *new, *story[at + 1 :])
    entry = story[at]
    if not isinstance(entry, BotRan) or entry.event.name != conflict.action:
        return None
    rest = tuple(dropwhile(_is_outcome, story[at + 1 :]))
    return (*story[:at], *new, *rest)


def _entry_of(story: Transcript, path: str, place: Place, unseen: AbstractSet[str]) -> int | None:
    """The entry that becomes a step of the written story: the first with which the story is long enough."""
    notation = format_of(path)
    for index in range(len(story)):
        written = stories_of(story_text(notation, "story", story[: index + 1], unseen), notation)
        if written and len(written[0].lines) > place.step:
            return index
    return None


def _is_outcome(entry: Entry) -> bool:
    """Whether an entry is what an action came to, and not the next thing that happened."""
    return not isinstance(entry, BotRan | UserSaid)
