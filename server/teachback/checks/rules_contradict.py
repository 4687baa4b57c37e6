"""Rules that run different actions in the same situation (R3:core/policies/rule_policy.py:_check_prediction)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from teachback.checks.finding import Finding, Fix
from teachback.checks.rule import Facts, InAllFiles, Rule
from teachback.checks.rule_dispute_fixes import fixes_of
from teachback.checks.rule_disputes import findings, seen
from teachback.formats.problems import Severity

CODE = "rules-contradict"


def find(facts: Facts) -> Iterator[Finding]:
    """One finding at each action of a rule that another rule, or Rasa itself, forbids, and one at each step that
    forbids another without being told so itself.
    """
    return findings(facts, CODE, in_rule=True)


def fixes(facts: Facts, finding: Finding) -> Iterable[Fix]:
    """The same action in both rules, or one rule less."""
    return fixes_of(facts, finding, in_rule=True)


RULE = Rule(
    CODE,
    Severity.ERROR,
    "Rules run different actions in the same situation; Rasa refuses to train",
    InAllFiles(find, seen(in_rule=True)),
    fixes,
    costly=True,
)
