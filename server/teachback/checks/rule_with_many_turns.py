"""Rules in which the user speaks more than once (R3:core/policies/rule_policy.py:_check_rule_restriction)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from teachback.checks.finding import Finding, Fix, Related
from teachback.checks.places import location_of
from teachback.checks.rule import Facts, InAllFiles, Rule
from teachback.checks.rule_faults import turn_faults
from teachback.checks.rule_words import name_at, opening, story_at
from teachback.checks.standing import standing
from teachback.checks.story_changes import change, removal
from teachback.checks.trial import mends
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.formats.story_edits import remove_steps_from
from teachback.formats.story_tree import OrStep, UserStep
from teachback.policies.placed_examples import Place

CODE = "rule-with-many-turns"


def find(facts: Facts) -> Iterator[Finding]:
    """One finding at the second message of each such rule."""
    for place in facts.objections.many_turns:
        message = (
            f"{opening(facts, place)} the user speaks a second time in this rule, and Rasa refuses to train on it: a "
            "rule is for one turn. Make a story of it, or a rule of each turn."
        )
        related = tuple(
            Related(location_of(facts.snapshot, first), "the first message of the rule")
            for first in _first(facts, place)
        )
        data = Record((("in", name_at(facts, place)),))
        yield Finding(CODE, Severity.ERROR, location_of(facts.snapshot, place), message, related, data)


def _seen(facts: Facts) -> Hashable:
    return standing(facts, facts.objections.many_turns)


def _first(facts: Facts, place: Place) -> Iterator[Place]:
    for index, step in enumerate(story_at(facts, place).lines[: place.step]):
        if isinstance(step, (UserStep, OrStep)):
            yield Place(place.path, place.story, index)
            return


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """The rule without all but its first turn, or no such rule."""
    for place in facts.objections.many_turns:
        if location_of(facts.snapshot, place) == finding.location:
            faults = turn_faults(facts.snapshot, facts.objections, place)
            yield from (fix for fix in _candidates(facts, place) if fix.edits and mends(facts, fix.edits, *faults))


def _candidates(facts: Facts, place: Place) -> Iterator[Fix]:
    shorter = change(facts, place, lambda text, _, placed: remove_steps_from(text, placed, place.step))
    yield Fix("Remove the steps after the first turn", shorter)
    yield Fix("Remove this rule", removal(facts, place))


RULE = Rule(
    CODE,
    Severity.ERROR,
    "A rule with more than one user message; Rasa refuses to train",
    InAllFiles(find, _seen),
    fixes,
    costly=True,
)
