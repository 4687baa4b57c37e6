"""Rules that run different actions in the same situation (R3:core/policies/rule_policy.py:_check_prediction)."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding
from teachback.checks.rule import Facts, Rule
from teachback.checks.rule_against import contradictions
from teachback.formats.problems import Severity

CODE = "rules-contradict"


def find(facts: Facts) -> Iterator[Finding]:
    """One finding at each action of a rule that another rule, or Rasa itself, forbids."""
    return contradictions(facts, CODE, in_rule=True)


RULE = Rule(CODE, Severity.ERROR, "Rules run different actions in the same situation; Rasa refuses to train", find)
