"""Rules in which an action sets less than in other rules (rule_policy.py:_check_for_incomplete_rules)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import cast

from teachback.checks.finding import Finding, Related
from teachback.checks.incomplete_rule_fixes import fixes_of
from teachback.checks.places import action_name, describe, location_of
from teachback.checks.rule import Facts, InAllFiles, Rule
from teachback.checks.rule_words import name_at, story_at, told
from teachback.checks.standing import standing
from teachback.dialogue.values import Record, freeze
from teachback.formats.problems import Severity
from teachback.formats.story_tree import ActionStep, BotStep
from teachback.policies.placed_examples import Place
from teachback.policies.rules.disputes import Lack
from teachback.policies.rules.rule_states import NOT_SET

CODE = "incomplete-rule"
# So many steps that set what is missing are linked.
MOST_RELATED = 20


def find(facts: Facts) -> Iterator[Finding]:
    """One finding at each action that sets too little."""
    for lack in facts.objections.lacks:
        yield Finding(
            CODE,
            Severity.ERROR,
            location_of(facts.snapshot, lack.deed.place),
            _message(facts, lack),
            tuple(_related(facts, lack)),
            data_of(facts, lack),
        )


def data_of(facts: Facts, lack: Lack) -> Record:
    """The finding's own JSON; a loop of ``null`` is none."""
    loops = [None if loop == NOT_SET else loop for loop in lack.loops]
    data = {
        "in": name_at(facts, lack.deed.place),
        "action": lack.deed.action,
        "slots": list(lack.slots),
        "loops": loops,
        "set_in": list(dict.fromkeys(name_at(facts, place) for place in _places(lack))),
    }
    return cast("Record", freeze(data))  # freeze makes a Record of a dict


def _seen(facts: Facts) -> Hashable:
    lacks = facts.objections.lacks
    return (lacks, standing(facts, (place for lack in lacks for place in (lack.deed.place, *_places(lack)))))


def _places(lack: Lack) -> list[Place]:
    said = (place for effects in (lack.slots, lack.loops) for places in effects.values() for place in places)
    return list(dict.fromkeys(said))


def _message(facts: Facts, lack: Lack) -> str:
    action = action_name(lack.deed.action)
    clauses = [f"the slot `{slot}` in {_rule(facts, places)}" for slot, places in lack.slots.items()]
    if lack.loops:
        loops = " or ".join(f"`{'null' if loop == NOT_SET else loop}`" for loop in lack.loops)
        clauses.append(f"the `active_loop` ({loops}) in {_rule(facts, next(iter(lack.loops.values())))}")
    it = "it" if len(clauses) == 1 else "them"
    return (
        f"{action} sets {' and '.join(clauses)}, but this rule does not say what becomes of {it}. "
        f"Rasa refuses to train. Say it right after {action}, with `null` where nothing is set{_or_go_on(facts, lack)}."
    )


def _or_go_on(facts: Facts, lack: Lack) -> str:
    place = lack.deed.place
    following = story_at(facts, place).lines[place.step + 1 :]
    if any(isinstance(step, (ActionStep, BotStep)) for step in following):
        return ""
    return ", or write `wait_for_user_input: false` in the rule, which says nothing of what comes next"


def _rule(facts: Facts, places: tuple[Place, ...]) -> str:
    return f"{told(facts, places[0])} ({describe(facts.snapshot, places[0])})"


def _related(facts: Facts, lack: Lack) -> Iterator[Related]:
    for place in _places(lack)[:MOST_RELATED]:
        yield Related(location_of(facts.snapshot, place), f"{told(facts, place)} says it here")


RULE = Rule(
    CODE,
    Severity.ERROR,
    "A rule does not set what its action sets in other rules; Rasa refuses to train",
    InAllFiles(find, _seen),
    fixes_of,
    costly=True,
)
