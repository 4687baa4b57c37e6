"""Conversations as taught, with the bots they belong to."""

from __future__ import annotations

from formats.told_transcripts import transcript
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.transcript import Transcript

CONFIG_1X = "policies: [{name: MemoizationPolicy}, {name: FormPolicy}, {name: MappingPolicy}]\n"
DOMAIN_1X = """\
intents: [greet, request, inform, chitchat, stop, affirm, deny]
entities: [cuisine, number]
slots:
  cuisine: {type: text}
  num: {type: unfeaturized}
  requested_slot: {type: unfeaturized}
forms: [restaurant_form]
actions: [utter_greet, utter_chitchat, utter_continue, utter_done]
"""

CONFIG_3X = """\
recipe: default.v1
language: en
pipeline: []
policies:
- name: MemoizationPolicy
- name: RulePolicy
"""
DOMAIN_3X = """\
version: "3.1"
intents: [greet, request, inform, chitchat, stop, affirm, deny]
entities: [cuisine, number]
forms: {restaurant_form: {required_slots: [cuisine, num]}}
actions: [utter_greet, utter_chitchat, utter_continue, utter_done]
slots:
  cuisine: {type: text, mappings: [{type: from_entity, entity: cuisine}]}
  num: {type: any, mappings: [{type: from_entity, entity: number}]}
"""
# What an author may do, though it splits stories in many: forms' questions as a feature.
REQUESTED_SLOT_IS_SEEN = "  requested_slot: {type: text, influence_conversation: true, mappings: [{type: custom}]}\n"
RULES_3X = """\
version: "3.1"
rules:
- rule: greeting
  steps:
  - intent: greet
  - action: utter_greet
- rule: chitchat
  steps:
  - intent: chitchat
  - action: utter_chitchat
- rule: the form begins
  steps:
  - intent: request
  - action: restaurant_form
  - active_loop: restaurant_form
- rule: the form ends
  condition:
  - active_loop: restaurant_form
  steps:
  - action: restaurant_form
  - active_loop: null
  - slot_was_set:
    - requested_slot: null
  - action: utter_done
"""

ACTIVATED = """
    * request
    - restaurant_form
    form restaurant_form
    slot{"requested_slot": "cuisine"}
    - action_listen
"""
CUISINE = """
    * inform{"cuisine": "mexican"}
    slot{"cuisine": "mexican"}
    - restaurant_form
    slot{"cuisine": "mexican"}
    slot{"requested_slot": "num"}
    - action_listen
"""
NUMBER = """
    * inform{"number": "2"}
    - restaurant_form
    slot{"num": "2"}
    form null
    slot{"requested_slot": null}
    - utter_done
    - action_listen
"""
CHITCHAT = """
    * chitchat
    rejected restaurant_form
    - utter_chitchat
    - restaurant_form
    slot{"requested_slot": "num"}
    - action_listen
"""
STOPPED = """
    * stop
    rejected restaurant_form
    - utter_continue
    - action_listen
"""
WITHOUT_VALIDATION = """
    * affirm
    validate false
    - restaurant_form
    slot{"requested_slot": "num"}
    - action_listen
"""
WITH_VALIDATION = """
    * inform{"number": "2"}
    validate true
    - restaurant_form
    slot{"num": "2"}
    form null
    slot{"requested_slot": null}
    - utter_done
    - action_listen
"""
DEACTIVATED = """
    * deny
    - action_deactivate
    form null
    slot{"requested_slot": null}
    - action_listen
"""
GREETED = """
    * greet
    - utter_greet
    - action_listen
"""

LEFT_AND_BEGUN_ANEW = "left, and begun anew"
TAUGHT = {
    "no form": GREETED,
    "a happy path": ACTIVATED + CUISINE + NUMBER,
    "two forms in a row": GREETED + ACTIVATED + CUISINE + NUMBER + ACTIVATED + NUMBER + GREETED,
    "chitchat": ACTIVATED + CUISINE + CHITCHAT + NUMBER + GREETED,
    "stopped and continued without validation": ACTIVATED + CUISINE + STOPPED + WITHOUT_VALIDATION + NUMBER + GREETED,
    "stopped and left": ACTIVATED + CUISINE + STOPPED + DEACTIVATED + GREETED,
    "chitchat twice, then stopped": ACTIVATED + CHITCHAT + CUISINE + CHITCHAT + STOPPED + DEACTIVATED,
    "stopped and continued with validation": ACTIVATED + CUISINE + STOPPED + WITH_VALIDATION + GREETED,
    LEFT_AND_BEGUN_ANEW: ACTIVATED + STOPPED + DEACTIVATED + ACTIVATED + CUISINE + NUMBER,
    "active at the end": GREETED + ACTIVATED + CUISINE,
}

_DEACTIVATING = {Dialect.RASA1: "action_deactivate_form", Dialect.RASA3: "action_deactivate_loop"}


def taught(name: str, dialect: Dialect) -> Transcript:
    """One of these conversations, from the first listening."""
    return transcript(f"- action_listen\n{TAUGHT[name]}".replace("action_deactivate", _DEACTIVATING[dialect]))
