"""``teachback rules``: the list of rules, or the page of one."""

from __future__ import annotations

import sys

from teachback.checks.registry import RULES
from teachback.checks.rule_pages import explanation


def explain(code: str | None) -> int:
    """Print all rules with a line each, or everything about one; 2 for a rule that does not exist."""
    if code is None:
        width = max(len(each) for each in RULES)
        for rule in RULES.values():
            print(f"{rule.code:<{width}}  {rule.severity.value:<11}  {rule.summary}")
        return 0
    if code not in RULES:
        print(f"teachback rules: there is no rule {code!r}; without a name all are listed.", file=sys.stderr)
        return 2
    print(explanation(code), end="")
    return 0
