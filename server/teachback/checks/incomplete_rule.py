"""Rules in which an action sets less than in other rules (rule_policy.py:_check_for_incomplete_rules)."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding
from teachback.checks.rule import Facts, Rule
from teachback.checks.rule_places import location_in, name_of
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.policies.rules.rule_states import NOT_SET
from teachback.policies.rules.verdicts import Incompleteness

CODE = "incomplete-rule"


def find(facts: Facts) -> Iterator[Finding]:
    """One finding at each action that sets too little."""
    for lack in facts.verdicts.incomplete:
        data = Record((("in", name_of(facts, lack.place.story)), ("action", lack.place.action), ("slots", lack.slots)))
        yield Finding(CODE, Severity.ERROR, location_in(facts, lack.place), _message(facts, lack), data=data)


def _message(facts: Facts, lack: Incompleteness) -> str:
    missing = [*(f"the slot `{slot}`" for slot in lack.slots)]
    if lack.loops:
        missing.append(f"the `active_loop` ({' or '.join(_loop(loop) for loop in lack.loops)})")
    rule = name_of(facts, lack.place.story)
    told = f'In other rules `{lack.place.action}` sets {" and ".join(missing)}, but not in the rule "{rule}"'
    return (
        f"{told}. Rasa refuses to train. Add the missing step after the action (with `null` if nothing is set here), "
        "or `wait_for_user_input: false` to the rule if this is its last action."
    )


def _loop(loop: str) -> str:
    return "`null`" if loop == NOT_SET else f"`{loop}`"


RULE = Rule(
    CODE, Severity.ERROR, "A rule does not set what its action sets in other rules; Rasa refuses to train", find
)
