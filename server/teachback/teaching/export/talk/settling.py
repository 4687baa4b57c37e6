"""Conflicts with other stories, one after the other, until each is decided on."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.teaching.export.choices import changing_others, changing_this, keeping_both, removing_others
from teachback.teaching.export.conflicts import Conflict
from teachback.teaching.export.plan import ExportPlan
from teachback.teaching.export.talk.phases import Deciding, Resolution, Settling, Shown
from teachback.teaching.export.talk.trying import Tried
from teachback.teaching.prompts import Choice, Choose
from teachback.teaching.session.inputs import UnfitAnswerError

KEEP, REMOVE, CHANGE = "keep", "remove", "change"
CHANGE_NEW = "change new: "
"""Before the action that the new story shall run."""


def settle(tried: Tried) -> Settling | Deciding:
    """The next conflict, or the decision where there is none any more."""
    conflict = tried.open_conflict
    return Deciding(tried) if conflict is None else Settling(tried, conflict, tuple(_ways(tried, conflict)))


def ask(phase: Settling) -> Shown:
    """The ways out of the conflict, with the stories that say otherwise."""
    facts, conflict = phase.tried.ground.facts, phase.conflict
    several = len(phase.tried.plan.stories) > 1
    return Shown(
        Choose(
            "Contradiction",
            "The stories contradict each other. What should become of them?",
            tuple(way.choice for way in phase.ways),
        ),
        (
            *((f'In "{conflict.story}":',) if several else ()),
            conflict.message,
            *(f'  "{each.name}" ({facts.snapshot.relative(each.path)}:{each.line})' for each in conflict.others),
        ),
        phase.tried.changes,
    )


def take(phase: Settling, value: str) -> Settling | Deciding:
    """What comes after one of the ways. Raises ``UnfitAnswerError`` for any other."""
    plans = {way.choice.value: way.plan for way in phase.ways}
    if value not in plans:
        raise UnfitAnswerError("Answer with one of the choices.")
    return settle(phase.tried.settled(phase.conflict, plans[value]))


def _ways(tried: Tried, conflict: Conflict) -> Iterator[Resolution]:
    """Those that are possible."""
    for choice, made in _thinkable(tried, conflict):
        if made is not None:
            yield Resolution(choice, made)


def _thinkable(tried: Tried, conflict: Conflict) -> Iterator[tuple[Choice, ExportPlan | None]]:
    facts, plan, verdict = tried.ground.facts, tried.plan, tried.verdict
    yield Choice("Keep both", KEEP), keeping_both(plan)
    yield Choice("Replace the old: take it out", REMOVE), removing_others(facts, plan, verdict, conflict)
    yield (
        Choice(f"Change the old: let it run '{conflict.action}'", CHANGE),
        changing_others(facts, plan, verdict, conflict),
    )
    for action in dict.fromkeys(other.action for other in conflict.others if other.action is not None):
        yield (
            Choice(f"Change the new: let it run '{action}'", f"{CHANGE_NEW}{action}"),
            changing_this(facts, plan, conflict, action),
        )
