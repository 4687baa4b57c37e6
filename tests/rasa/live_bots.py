"""A small project for each generation, quick to train: forms, rules, mapped intents, unhappy paths."""

from __future__ import annotations

BOT_1X = """\
=== config.yml
language: en
pipeline:
- name: WhitespaceTokenizer
- name: KeywordIntentClassifier
policies:
- name: MemoizationPolicy
  max_history: 5
- name: FormPolicy
- name: MappingPolicy
=== domain.yml
intents:
- greet
- request
- inform
- stop
- affirm
- bye: {triggers: utter_bye}
entities: [cuisine]
slots:
  cuisine: {type: unfeaturized}
  mood: {type: text}
  requested_slot: {type: unfeaturized}
responses:
  utter_greet: [{text: hi, custom: {wave: true}}]
  utter_bye: [{text: bye, image: bye.png}]
  utter_done: [{text: done}]
  utter_ask_continue: [{text: continue, buttons: [{title: Go on, payload: /affirm}]}]
actions: [action_mood, utter_bye]
forms: [table_form]
=== data/nlu.md
## intent:greet
- hello
- good morning
## intent:request
- book a table
## intent:inform
- [thai](cuisine)
## intent:stop
- enough
## intent:affirm
- yes
## intent:bye
- see you
=== data/stories.md
## happy
* greet
  - utter_greet
  - action_mood
  - slot{"mood": "good"}
* request
  - table_form
  - form{"name": "table_form"}
  - slot{"requested_slot": "cuisine"}
* form: inform{"cuisine": "thai"}
  - slot{"cuisine": "thai"}
  - form: table_form
  - form{"name": null}
  - utter_done
## stop and go on
* request
  - table_form
  - form{"name": "table_form"}
  - slot{"requested_slot": "cuisine"}
* stop
  - utter_ask_continue
* affirm
  - table_form
  - form{"name": null}
  - utter_done
## mapped
* greet
  - utter_greet
  - action_mood
* bye
  - utter_bye
"""

BOT_3X = """\
=== config.yml
recipe: default.v1
assistant_id: live
language: en
pipeline:
- name: WhitespaceTokenizer
- name: KeywordIntentClassifier
policies:
- name: MemoizationPolicy
  max_history: 5
- name: RulePolicy
=== domain.yml
version: "3.1"
intents: [greet, request, inform, stop, affirm, bye]
entities: [cuisine]
slots:
  cuisine:
    type: text
    influence_conversation: false
    mappings: [{type: from_entity, entity: cuisine}]
  mood: {type: text, mappings: [{type: custom}]}
responses:
  utter_greet: [{text: hi, custom: {wave: true}}]
  utter_bye: [{text: bye, image: bye.png}]
  utter_done: [{text: done}]
  utter_ask_cuisine: [{text: what}]
  utter_ask_continue: [{text: continue, buttons: [{title: Go on, payload: /affirm}]}]
actions: [action_mood]
forms:
  table_form: {required_slots: [cuisine]}
=== data/nlu.yml
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
    - good morning
- intent: request
  examples: |
    - book a table
- intent: inform
  examples: |
    - [thai](cuisine)
- intent: stop
  examples: |
    - enough
- intent: affirm
  examples: |
    - yes
- intent: bye
  examples: |
    - see you
=== data/stories.yml
version: "3.1"
stories:
- story: happy
  steps:
  - intent: greet
  - action: utter_greet
  - action: action_mood
  - slot_was_set:
    - mood: good
  - intent: request
  - action: table_form
  - active_loop: table_form
  - active_loop: null
  - action: utter_done
- story: stop and go on
  steps:
  - intent: request
  - action: table_form
  - active_loop: table_form
  - intent: stop
  - action: utter_ask_continue
  - intent: affirm
  - action: table_form
  - active_loop: null
  - action: utter_done
- story: ruled
  steps:
  - intent: greet
  - action: utter_greet
  - action: action_mood
  - intent: bye
  - action: utter_bye
rules:
- rule: bye
  steps:
  - intent: bye
  - action: utter_bye
"""
