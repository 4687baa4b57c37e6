"""Stories that run another action than a rule says (R3:core/policies/rule_policy.py:_check_prediction)."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding
from teachback.checks.rule import Facts, Rule
from teachback.checks.rule_against import contradictions
from teachback.formats.problems import Severity

CODE = "rule-contradicts-story"


def find(facts: Facts) -> Iterator[Finding]:
    """One finding at each action of a story that a rule forbids."""
    return contradictions(facts, CODE, in_rule=False)


RULE = Rule(CODE, Severity.ERROR, "A story runs another action than a rule says; Rasa refuses to train", find)
