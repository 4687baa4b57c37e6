"""Ways out of a dispute between rules, or between rules and stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from teachback.checks.finding import Finding, Fix
from teachback.checks.places import describe, location_of
from teachback.checks.rule import Facts
from teachback.checks.rule_disputes import Side, data_of, sides
from teachback.checks.rule_faults import dispute_faults
from teachback.checks.rule_words import story_at, told
from teachback.checks.story_changes import change, removal, together, use
from teachback.checks.trial import mends
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.formats.story_edits import do_not_wait
from teachback.policies.placed_examples import Place
from teachback.policies.rules.disputes import Deed

# A fix that edits more places than this is nothing that a person can look over.
MOST_PLACES = 50
# So many other places are offered to go to.
MOST_DESTINATIONS = 3


def fixes_of(facts: Facts, finding: Finding, *, in_rule: bool) -> Iterator[Fix]:
    """The fixes of a finding at one side: only those that remove it and bring no new one."""
    side = _side_of(facts, finding, in_rule=in_rule)
    if side is None:
        return
    faults = dispute_faults(facts.snapshot, facts.objections, side.disputes)
    yield from (fix for fix in _candidates(facts, side) if fix.edits and mends(facts, fix.edits, *faults))
    for place in list(_stories(side.against()).values())[:MOST_DESTINATIONS]:
        title = f"Go to {told(facts, place)} ({describe(facts.snapshot, place)})"
        yield Fix(title, goto=location_of(facts.snapshot, place))


def _side_of(facts: Facts, finding: Finding, *, in_rule: bool) -> Side | None:
    for side in sides(facts, in_rule=in_rule):
        if location_of(facts.snapshot, side.here.place) == finding.location and data_of(facts, side) == finding.data:
            return side
    return None


def _candidates(facts: Facts, side: Side) -> Iterator[Fix]:
    if len(side.against()) <= MOST_PLACES:
        yield from _no_waiting(facts, side)
        yield from _as_there(facts, side)
        yield from _as_here(facts, side)
    yield Fix(f"Remove this {story_at(facts, side.here.place).kind.value}", removal(facts, side.here.place))
    others = list(_stories(side.against()).values())
    if len(others) == 1:
        yield Fix(f"Remove {told(facts, others[0])}", removal(facts, others[0]))


def _no_waiting(facts: Facts, side: Side) -> Iterator[Fix]:
    """Where rules end too early, they need not."""
    ending = list(_stories(side.ending()).values())
    if ending:
        edits = together(change(facts, place, lambda text, _, placed: do_not_wait(text, placed)) for place in ending)
        yield Fix(f"Add wait_for_user_input: false to {_them(facts, ending)}", edits)


def _as_there(facts: Facts, side: Side) -> Iterator[Fix]:
    """What the rule says, here; at a rule, what all the others run."""
    wanted = {deed.action for deed in side.against()} if side.against() else {side.disputes[0].predicted}
    for action in wanted if len(wanted) == 1 else ():
        if action is not None:
            yield Fix(f"{_title(action)} here", use(facts, side.here.place, action))


def _as_here(facts: Facts, side: Side) -> Iterator[Fix]:
    """What is done here, in all the others."""
    places = [deed.place for deed in side.against()]
    if places:
        edits = together(use(facts, place, side.here.action) for place in places)
        yield Fix(f"{_title(side.here.action)} in {_them(facts, list(_stories(side.against()).values()))}", edits)


def _title(action: str) -> str:
    return "Wait for the user" if action == ACTION_LISTEN else f"Use {action}"


def _them(facts: Facts, places: list[Place]) -> str:
    if len(places) == 1:
        return told(facts, places[0])
    kinds = {story_at(facts, place).kind.value for place in places}
    return f"all {len(places)} {'rules' if kinds == {'rule'} else 'stories'}"


def _stories(deeds: Iterable[Deed]) -> dict[tuple[str, int], Place]:
    """The first place in each story or rule."""
    found: dict[tuple[str, int], Place] = {}
    for deed in deeds:
        found.setdefault((deed.place.path, deed.place.story), deed.place)
    return found
