"""Completion in stories, rules, domains and NLU data in YAML. ``│`` is the cursor."""

from __future__ import annotations

import pytest

from completing import accepted, labels, offered

INTENTS = ["greet", "inform", "打招呼"]
RASAS_OWN = ["restart", "back", "out_of_scope", "session_start", "nlu_fallback"]
STEPS = ["intent", "action", "slot_was_set", "active_loop", "checkpoint", "or", "entities", "user", "bot"]
SLOTS = ["city", "price", "outside", "requested_slot"]

HEAD = "stories:\n- story: one\n  steps:\n"
OTHER = """\
stories:
- story: other
  steps:
  - checkpoint: asked
  - intent: chitchat
    entities:
    - city: rome
  - slot_was_set:
    - city: paris
  - action: utter_joke
"""


def in_steps(steps: str) -> list[str]:
    return labels("data/stories.yml", HEAD + steps, other=OTHER)


def taken(steps: str, label: str) -> str:
    return accepted("data/stories.yml", HEAD + steps, label, other=OTHER).removeprefix(HEAD)


@pytest.mark.parametrize(
    ("steps", "offers"),
    [
        ("  - │", STEPS),
        ("  - in│", STEPS),
        ("  - intent: greet\n    │", STEPS),
        ("  - intent: │", [*INTENTS, "chitchat", *RASAS_OWN]),
        ("  - intent: gr│eet\r\n", [*INTENTS, "chitchat", *RASAS_OWN]),
        ('  - intent: "gr│', [*INTENTS, "chitchat", *RASAS_OWN]),
        ("  - intent: greet # │", []),
        ("  - intent: greet │", []),
        ("  - intent:│", []),
        ("  -│", []),
        ("  - or:\n    - intent: │", [*INTENTS, "chitchat", *RASAS_OWN]),
        ("  - or:\n    - │", STEPS),
        ("  - intent: greet\n    entities:\n    - │", ["city", "cuisine"]),
        ("  - intent: greet\n    entities: [│", ["city", "cuisine"]),
        ("  - intent: greet\n    entities:\n    - city: │", ["rome"]),
        ("  - checkpoint: │", ["asked"]),
        ("  - active_loop: │", ["restaurant_form", "null"]),
        ("  - slot_was_set:\n    - │", SLOTS),
        ("  - slot_was_set:\n    - price: │", ["cheap", "dear", "null"]),
        ("  - slot_was_set:\n    - outside: │", ["true", "false", "null"]),
        ("  - slot_was_set:\n    - requested_slot: │", ["city", "price", "outside", "null"]),
        ("  - slot_was_set:\n    - city: │", ["paris", "null"]),
        ("  - slot_was_set: [{price: │", ["cheap", "dear", "null"]),
        ("  - slot_was_set: [{price: cheap}, │", SLOTS),
        ("  - slot_was_set: [{price: cheap}]│", []),
        ("  - {intent: │", [*INTENTS, "chitchat", *RASAS_OWN]),
        ("  # - intent: │", []),
        ("  - user: |\n      │", []),
    ],
)
def test_a_step_gets_what_its_key_holds(steps: str, offers: list[str]) -> None:
    assert in_steps(steps) == offers


def test_actions_of_the_domain_come_first() -> None:
    found = in_steps("  - intent: greet\n  - action: │")
    assert found[:4] == ["action_search", "utter_greet", "restaurant_form", "utter_joke"]
    assert "action_listen" in found[4:]


def test_the_likely_action_comes_first() -> None:
    found = offered("data/stories.yml", HEAD + "  - action: │", likely={"restaurant_form": 0.8})
    assert (found[0].label, found[0].note, found[0].likelihood) == ("restaurant_form", "form", 0.8)


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("rules:\n- rule: x\n  steps:\n  - intent: │", [*INTENTS, *RASAS_OWN]),
        ("rules:\n  - rule: x\n    condition:\n      - │", ["active_loop", "slot_was_set"]),
        ("rules:\n- rule: x\n  condition:\n  - active_loop: │", ["restaurant_form", "null"]),
        ("rules:\n- │", ["rule", "condition", "steps", "conversation_start", "wait_for_user_input"]),
        ("stories:\n- story: x\n  │", ["story", "steps"]),
        ("nlu:\n- intent: │", [*INTENTS, *RASAS_OWN]),
        ("nlu:\n- intent: greet\n  examples: |\n    - from [Rome](│", ["city", "cuisine"]),
        ('nlu:\n- intent: greet\n  examples: |\n    - from: [Rome]{"entity": "│', ["city", "cuisine"]),
        ("nlu:\n- intent: greet\n  examples: |\n    - hello │", []),
        ("services:\n  - image: │", []),
        ("│", []),
    ],
)
def test_the_top_of_the_file_says_what_it_is_about(text: str, offers: list[str]) -> None:
    assert labels("data/stories.yml", text) == offers


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("intents:\n- │", ["chitchat"]),
        ("intents: [│]", ["chitchat"]),
        ("intents:\n- greet\n- chit│", ["chitchat"]),
        ("actions:\n- │", []),
        ("responses:\n  │", ["utter_joke"]),
        ("entities: [cuisine]\nslots:\n  │", ["city"]),
        ("slots:\n  city:\n    type: │", ["text", "bool", "categorical", "float", "list", "any"]),
        ("slots:\n  city:\n    mappings:\n    - type: from_entity\n      entity: │", ["city"]),
        ("slots: {city: {type: text}}\nforms:\n  find:\n    required_slots:\n    - │", ["city", "requested_slot"]),
        ("slots: {city: {type: text}}\nforms:\n  find:\n    required_slots: [│", ["city", "requested_slot"]),
        ("forms:\n  find:\n    │", ["required_slots", "ignored_intents"]),
    ],
)
def test_a_domain_gets_what_stories_use_and_it_does_not_list(text: str, offers: list[str]) -> None:
    assert labels("domain.yml", 'version: "3.1"\n' + text, other=OTHER) == offers


@pytest.mark.parametrize(
    ("steps", "label", "after"),
    [
        ("  - in│", "intent", "  - intent: "),
        ("  - in│tent: greet", "intent", "  - intent: greet"),
        ("  - intent: g│reeting # hello", "greet", "  - intent: greet # hello"),
        ("  - intent: 打│", "打招呼", "  - intent: 打招呼"),
        ("  - intent: 'g│'", "greet", "  - intent: 'greet'"),
        ("  - slot_was_set:\n    - pr│", "price", "  - slot_was_set:\n    - price: "),
        ("  - slot_was_set:\n    - pr│: cheap", "price", "  - slot_was_set:\n    - price: cheap"),
        ("  - slot_was_set: [{price: ch│}]", "cheap", "  - slot_was_set: [{price: cheap}]"),
        ("  - action: utter_│\r\n  - intent: greet", "utter_greet", "  - action: utter_greet\r\n  - intent: greet"),
    ],
)
def test_an_offer_replaces_the_word_under_the_cursor(steps: str, label: str, after: str) -> None:
    assert taken(steps, label) == after
