"""The tables of the policies against those that real Rasa learnt, key by key."""

from __future__ import annotations

from typing import Any

import pytest
import recorded

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.states import State
from teachback.policies import augmented, form
from teachback.policies.configuration import PolicySetup, read_configuration
from teachback.policies.form import UnhappyPaths
from teachback.policies.memoization import Memory
from teachback.policies.rules import rule_policy
from teachback.policies.rules.rule_keys import as_rasa_writes
from teachback.policies.rules.training import RuleTraining

MEMORIES = ("MemoizationPolicy", augmented.POLICY)

ON_PURPOSE: dict[str, str] = {
    "rasa-3.6/45_checkpoints_between_forms": recorded.SHIFTED,
    "rasa-3.6/64_happy_loop_spelt_out": recorded.SHIFTED,
    "rasa-3.6/85_one_name_other_slots": recorded.GLUED,
}


def learnt(*policies: str) -> list[Any]:
    """Each case and each of these policies of which it holds a table."""
    trained = [*recorded.names("rasa-1.10", "lookups"), *recorded.names("rasa-3.6", "lookups")]
    return [
        recorded.param(name, policy, different=ON_PURPOSE if policy in MEMORIES else {})
        for name in trained
        for policy in recorded.expected_of(name)["lookups"]
        if policy in policies
    ]


@pytest.mark.parametrize(("name", "policy"), learnt(*MEMORIES))
def test_memory_holds_what_rasas_holds(name: str, policy: str) -> None:
    case = recorded.open_case(name)
    setup = setup_of(case, policy)
    dialect = case.snapshot.dialect
    ours = {
        recorded.as_rasa_writes(filled_up(window, setup.max_history, dialect), dialect): action
        for window, action in Memory(case.tables.examples(), setup.max_history).known().items()
    }
    assert ours == case.expected["lookups"][policy]


def filled_up(window: tuple[State, ...], length: int | None, dialect: Dialect) -> tuple[State | None, ...]:
    if dialect is Dialect.RASA3 or length is None:
        return window
    return (*(None for _ in range(length - len(window))), *window)


@pytest.mark.parametrize(("name", "policy"), learnt(form.POLICY))
def test_the_form_policy_knows_what_rasas_knows(name: str, policy: str) -> None:
    case = recorded.open_case(name)
    ours = {recorded.form_key(key): loop for key, loop in UnhappyPaths(case.tables.examples()).known().items()}
    assert ours == case.expected["lookups"][policy]


@pytest.mark.parametrize(("name", "policy"), learnt(rule_policy.POLICY))
def test_the_rule_policy_knows_what_rasas_knows(name: str, policy: str) -> None:
    case = recorded.open_case(name)
    memory = RuleTraining(case.tables).memory()
    theirs = case.expected["lookups"][policy]
    assert {as_rasa_writes(key): action for key, action in memory.actions.items()} == theirs["rules"]
    unhappy = {as_rasa_writes(key): turn.value for key, turn in memory.unhappy.items()}
    assert unhappy == theirs["rules_for_loop_unhappy_path"]


def setup_of(case: recorded.Case, policy: str) -> PolicySetup:
    configuration = read_configuration(case.snapshot.config, case.snapshot.dialect)
    return next(each for each in configuration.policies if each.name == policy)
