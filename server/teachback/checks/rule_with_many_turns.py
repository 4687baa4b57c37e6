"""Rules in which the user speaks more than once (R3:core/policies/rule_policy.py:_check_rule_restriction)."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding
from teachback.checks.places import location_of
from teachback.checks.rule import Facts, Rule
from teachback.checks.rule_places import name_of, place_of
from teachback.formats.problems import Severity

CODE = "rule-with-many-turns"


def find(facts: Facts) -> Iterator[Finding]:
    """One finding at the second message of each such rule."""
    for story, step in facts.verdicts.many_turns:
        message = (
            f'The user speaks more than once in the rule "{name_of(facts, story)}", and Rasa refuses to train on it. '
            "A rule is for one turn: make a story of it, or a rule of each turn."
        )
        yield Finding(CODE, Severity.ERROR, location_of(facts.snapshot, place_of(facts, story, step)), message)


RULE = Rule(CODE, Severity.ERROR, "A rule with more than one user message; Rasa refuses to train", find)
