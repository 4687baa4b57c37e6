"""Stories that run another action than a rule says (R3:core/policies/rule_policy.py:_check_prediction)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from teachback.checks.finding import Finding, Fix
from teachback.checks.rule import Facts, InAllFiles, Rule
from teachback.checks.rule_dispute_fixes import fixes_of
from teachback.checks.rule_disputes import findings, seen
from teachback.formats.problems import Severity

CODE = "rule-contradicts-story"


def find(facts: Facts) -> Iterator[Finding]:
    """One finding at each action of a story that a rule forbids, and one at each step of a rule that forbids any."""
    return findings(facts, CODE, in_rule=False)


def fixes(facts: Facts, finding: Finding) -> Iterable[Fix]:
    """The same action on both sides, or one side less."""
    return fixes_of(facts, finding, in_rule=False)


RULE = Rule(
    CODE,
    Severity.ERROR,
    "A story runs another action than a rule says; Rasa refuses to train",
    InAllFiles(find, seen(in_rule=False)),
    fixes,
    costly=True,
)
