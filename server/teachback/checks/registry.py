"""All rules, by code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from teachback.checks import (
    checkpoint_cycle,
    contradictory_stories,
    duplicate_name,
    duplicate_story,
    duplicate_story_name,
    example_of_two_intents,
    form_never_deactivated,
    form_prefix_conflict,
    form_prefix_missing,
    form_prefix_outside_form,
    incomplete_rule,
    intent_without_examples,
    invalid_domain,
    missing_policy,
    missing_response,
    rule_contradicts_story,
    rule_with_many_turns,
    rules_contradict,
    story_without_action,
    test_story_in_training,
    unfinished_checkpoint,
    unknown_action,
    unknown_entity,
    unknown_form,
    unknown_intent,
    unknown_slot,
    unknown_slot_value,
    unreachable_checkpoint,
    unused_action,
    unused_intent,
    unused_response,
    unused_slot,
)
from teachback.checks.reader_problems import READER_RULES
from teachback.checks.rule import Rule

_MODULES = (
    contradictory_stories,
    form_prefix_conflict,
    form_prefix_missing,
    form_prefix_outside_form,
    form_never_deactivated,
    rule_contradicts_story,
    rules_contradict,
    incomplete_rule,
    rule_with_many_turns,
    unknown_intent,
    unknown_action,
    missing_response,
    unknown_slot,
    unknown_slot_value,
    unknown_entity,
    unknown_form,
    invalid_domain,
    duplicate_name,
    duplicate_story_name,
    duplicate_story,
    unreachable_checkpoint,
    unfinished_checkpoint,
    checkpoint_cycle,
    story_without_action,
    test_story_in_training,
    missing_policy,
    intent_without_examples,
    example_of_two_intents,
    unused_intent,
    unused_action,
    unused_response,
    unused_slot,
)

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.code: rule for rule in (*(module.RULE for module in _MODULES), *READER_RULES)}
)
"""Every rule by its code, in the order in which they are explained."""
