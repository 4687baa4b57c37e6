"""Small domains and what real Rasa did with them.

``rasa1`` and ``rasa3`` are what ``Domain.load`` of 1.10.26 and of 3.6.21 did: ``ok``, ``dropped`` (it raised
InvalidDomain, which the importer answers with a warning and an empty domain), or ``stopped`` (any other exception).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """A domain and both verdicts."""

    name: str
    rasa1: str
    rasa3: str
    text: str


CASES = (
    Case(
        "action_bool",
        "dropped",
        "stopped",
        """\
actions:
- yes
- true
""",
    ),
    Case(
        "action_map",
        "dropped",
        "ok",
        """\
actions:
- x: {send_domain: true}
""",
    ),
    Case(
        "action_map_bad",
        "dropped",
        "stopped",
        """\
actions:
- x: {other: true}
""",
    ),
    Case(
        "action_null",
        "dropped",
        "stopped",
        """\
actions:
- x
-
""",
    ),
    Case(
        "action_number",
        "dropped",
        "stopped",
        """\
actions:
- 1
""",
    ),
    Case(
        "actions_map",
        "dropped",
        "stopped",
        """\
actions:
  x: y
""",
    ),
    Case(
        "actions_null",
        "stopped",
        "stopped",
        """\
actions:
""",
    ),
    Case(
        "actions_scalar",
        "dropped",
        "stopped",
        """\
actions: x
""",
    ),
    Case(
        "bare_entity",
        "dropped",
        "dropped",
        """\
entities:
- e:
""",
    ),
    Case(
        "bare_intent",
        "stopped",
        "dropped",
        """\
intents:
- a:
""",
    ),
    Case(
        "config_list",
        "dropped",
        "stopped",
        """\
config: [x]
""",
    ),
    Case(
        "config_null",
        "dropped",
        "stopped",
        """\
config:
""",
    ),
    Case(
        "config_store_text",
        "dropped",
        "stopped",
        """\
config:
  store_entities_as_slots: maybe
""",
    ),
    Case(
        "config_unknown",
        "stopped",
        "ok",
        """\
config:
  other: 1
""",
    ),
    Case(
        "e2e_map",
        "ok",
        "stopped",
        """\
e2e_actions:
  a: b
""",
    ),
    Case(
        "e2e_ok",
        "ok",
        "ok",
        """\
e2e_actions:
- hello you
""",
    ),
    Case(
        "entities_map",
        "dropped",
        "stopped",
        """\
entities:
  e: {}
""",
    ),
    Case(
        "entities_null",
        "ok",
        "stopped",
        """\
entities:
""",
    ),
    Case(
        "entity_map_roles",
        "dropped",
        "ok",
        """\
entities:
- e:
    roles: [r]
""",
    ),
    Case(
        "entity_number",
        "dropped",
        "stopped",
        """\
entities:
- 1
""",
    ),
    Case(
        "entity_role_number",
        "dropped",
        "ok",
        """\
entities:
- e:
    roles: [1]
""",
    ),
    Case(
        "entity_roles_str",
        "dropped",
        "ok",
        """\
entities:
- e:
    roles: r
""",
    ),
    Case(
        "form_ignored_only",
        "dropped",
        "dropped",
        """\
forms:
  f:
    ignored_intents: a
""",
    ),
    Case(
        "form_name_digit",
        "dropped",
        "stopped",
        """\
forms:
  1:
    required_slots: x
""",
    ),
    Case(
        "form_null",
        "dropped",
        "stopped",
        """\
forms:
  f:
""",
    ),
    Case(
        "form_old_keys",
        "dropped",
        "stopped",
        """\
forms:
  f:
    s:
    - type: from_text
""",
    ),
    Case(
        "form_scalar",
        "dropped",
        "stopped",
        """\
forms:
  f: x
""",
    ),
    Case(
        "form_slot_undeclared",
        "dropped",
        "ok",
        """\
forms:
  f:
    required_slots: [s]
""",
    ),
    Case(
        "form_slots_str",
        "dropped",
        "stopped",
        """\
forms:
  f:
    required_slots: s
""",
    ),
    Case(
        "form_unknown_key",
        "dropped",
        "stopped",
        """\
forms:
  f:
    required_slots: []
    other: x
""",
    ),
    Case(
        "forms_list",
        "ok",
        "stopped",
        """\
forms:
- f
""",
    ),
    Case(
        "forms_map",
        "dropped",
        "ok",
        """\
forms:
  f:
    required_slots: []
""",
    ),
    Case(
        "forms_map_slots",
        "dropped",
        "stopped",
        """\
forms:
  f:
    required_slots:
      s:
      - type: from_text
""",
    ),
    Case(
        "forms_null",
        "stopped",
        "stopped",
        """\
forms:
""",
    ),
    Case(
        "ignore_entities_null",
        "stopped",
        "stopped",
        """\
intents:
- a:
    ignore_entities:
""",
    ),
    Case(
        "ignore_entities_num",
        "stopped",
        "stopped",
        """\
intents:
- a:
    ignore_entities: 3
""",
    ),
    Case(
        "intent_bool",
        "dropped",
        "stopped",
        """\
intents:
- true
""",
    ),
    Case(
        "intent_list_item",
        "dropped",
        "stopped",
        """\
intents:
- [a]
""",
    ),
    Case(
        "intent_null",
        "ok",
        "ok",
        """\
intents:
-
""",
    ),
    Case(
        "intent_number",
        "dropped",
        "stopped",
        """\
intents:
- 1
""",
    ),
    Case(
        "intent_scalar_settings",
        "stopped",
        "stopped",
        """\
intents:
- a: x
""",
    ),
    Case(
        "intent_settings_beside",
        "stopped",
        "dropped",
        """\
intents:
- a:
  use_entities: []
""",
    ),
    Case(
        "intents_map",
        "dropped",
        "stopped",
        """\
intents:
  a: {}
""",
    ),
    Case(
        "intents_null",
        "stopped",
        "stopped",
        """\
intents:
""",
    ),
    Case(
        "intents_scalar",
        "dropped",
        "stopped",
        """\
intents: a
""",
    ),
    Case(
        "mapping_condition_bad",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: text
    mappings:
    - type: from_text
      conditions:
      - loop: f
""",
    ),
    Case(
        "mapping_conditions_map",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: text
    mappings:
    - type: from_text
      conditions:
        active_loop: f
""",
    ),
    Case(
        "mapping_entity_missing",
        "stopped",
        "dropped",
        """\
slots:
  s:
    type: text
    mappings:
    - type: from_entity
""",
    ),
    Case(
        "mapping_entity_number",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: text
    mappings:
    - type: from_entity
      entity: 3
""",
    ),
    Case(
        "mapping_entity_unknown",
        "stopped",
        "ok",
        """\
slots:
  s:
    type: text
    mappings:
    - type: from_entity
      entity: zz
""",
    ),
    Case(
        "mapping_intent_value_missing",
        "stopped",
        "dropped",
        """\
slots:
  s:
    type: text
    mappings:
    - type: from_intent
      intent: a
intents: [a]
""",
    ),
    Case(
        "mapping_no_type",
        "stopped",
        "dropped",
        """\
slots:
  s:
    type: text
    mappings:
    - entity: e
""",
    ),
    Case(
        "mapping_scalar",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: text
    mappings:
    - custom
""",
    ),
    Case(
        "mapping_trigger_value_missing",
        "stopped",
        "dropped",
        """\
slots:
  s:
    type: text
    mappings:
    - type: from_trigger_intent
      intent: a
intents: [a]
""",
    ),
    Case(
        "mapping_unknown",
        "stopped",
        "dropped",
        """\
slots:
  s:
    type: text
    mappings:
    - type: from_nowhere
""",
    ),
    Case(
        "mapping_unknown_key",
        "stopped",
        "ok",
        """\
slots:
  s:
    type: text
    mappings:
    - type: custom
      other: 1
""",
    ),
    Case(
        "ok",
        "ok",
        "ok",
        """\
intents: [a, {b: {use_entities: [e]}}]
entities: [e]
actions: [x]
""",
    ),
    Case(
        "response_button_no_payload",
        "ok",
        "ok",
        """\
responses:
  utter_a:
  - text: hi
    buttons:
    - title: a
""",
    ),
    Case(
        "response_buttons_str",
        "ok",
        "stopped",
        """\
responses:
  utter_a:
  - text: hi
    buttons: x
""",
    ),
    Case(
        "response_custom",
        "ok",
        "ok",
        """\
responses:
  utter_a:
  - custom: {x: y}
""",
    ),
    Case(
        "response_dash_text",
        "ok",
        "stopped",
        """\
responses:
  utter_a:
    -text: hi
""",
    ),
    Case(
        "response_empty",
        "ok",
        "ok",
        """\
responses:
  utter_a: []
""",
    ),
    Case(
        "response_map",
        "ok",
        "stopped",
        """\
responses:
  utter_a:
    text: hi
""",
    ),
    Case(
        "response_no_prefix",
        "ok",
        "ok",
        """\
responses:
  hello:
  - text: hi
""",
    ),
    Case(
        "response_no_text",
        "dropped",
        "stopped",
        """\
responses:
  utter_a:
  - image: x.png
""",
    ),
    Case(
        "response_null",
        "dropped",
        "stopped",
        """\
responses:
  utter_a:
""",
    ),
    Case(
        "response_str",
        "ok",
        "stopped",
        """\
responses:
  utter_a: hi
""",
    ),
    Case(
        "response_str_item",
        "ok",
        "stopped",
        """\
responses:
  utter_a:
  - hi
""",
    ),
    Case(
        "response_text_number",
        "ok",
        "stopped",
        """\
responses:
  utter_a:
  - text: 3
""",
    ),
    Case(
        "response_unknown_key",
        "ok",
        "stopped",
        """\
responses:
  utter_a:
  - text: hi
    other: x
""",
    ),
    Case(
        "responses_list",
        "dropped",
        "stopped",
        """\
responses:
- utter_a
""",
    ),
    Case(
        "responses_null",
        "dropped",
        "stopped",
        """\
responses:
""",
    ),
    Case(
        "session_carry_text",
        "dropped",
        "stopped",
        """\
session_config:
  carry_over_slots_to_new_session: maybe
""",
    ),
    Case(
        "session_list",
        "dropped",
        "stopped",
        """\
session_config: [1]
""",
    ),
    Case(
        "session_negative",
        "dropped",
        "stopped",
        """\
session_config:
  session_expiration_time: -1
""",
    ),
    Case(
        "session_null",
        "dropped",
        "stopped",
        """\
session_config:
""",
    ),
    Case(
        "session_text",
        "dropped",
        "stopped",
        """\
session_config:
  session_expiration_time: soon
""",
    ),
    Case(
        "session_unknown",
        "ok",
        "ok",
        """\
session_config:
  other: 1
""",
    ),
    Case(
        "slot_any",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: any
""",
    ),
    Case(
        "slot_any_influence",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: any
    influence_conversation: true
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_categorical_no_values",
        "stopped",
        "ok",
        """\
slots:
  s:
    type: categorical
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_categorical_values_str",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: categorical
    values: abc
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_float_min_max",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: float
    min_value: 3
    max_value: 1
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_float_min_max_1x",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: float
    min_value: 3
    max_value: 1
""",
    ),
    Case(
        "slot_float_min_text",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: float
    min_value: x
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_float_min_text_1x",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: float
    min_value: x
""",
    ),
    Case(
        "slot_influence_text",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: text
    influence_conversation: 'maybe'
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_mappings_empty",
        "stopped",
        "ok",
        """\
slots:
  s:
    type: text
    mappings: []
""",
    ),
    Case(
        "slot_mappings_map",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: text
    mappings:
      type: custom
""",
    ),
    Case(
        "slot_mappings_null",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: text
    mappings:
""",
    ),
    Case(
        "slot_min_on_text_1x",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: text
    min_value: 1
""",
    ),
    Case(
        "slot_name_digit",
        "stopped",
        "stopped",
        """\
slots:
  1:
    type: text
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_name_digit_1x",
        "ok",
        "stopped",
        """\
slots:
  1:
    type: text
""",
    ),
    Case(
        "slot_name_underscore",
        "ok",
        "stopped",
        """\
slots:
  _1:
    type: text
""",
    ),
    Case(
        "slot_no_mappings",
        "ok",
        "stopped",
        """\
slots:
  s:
    type: text
""",
    ),
    Case(
        "slot_no_type",
        "stopped",
        "stopped",
        """\
slots:
  s:
    initial_value: x
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_null",
        "stopped",
        "stopped",
        """\
slots:
  s:
""",
    ),
    Case(
        "slot_scalar",
        "stopped",
        "stopped",
        """\
slots:
  s: text
""",
    ),
    Case(
        "slot_type_null",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type:
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_unfeaturized",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: unfeaturized
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_unfeaturized_1x",
        "ok",
        "stopped",
        """\
slots:
  s:
    type: unfeaturized
""",
    ),
    Case(
        "slot_unknown_key",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: text
    other: x
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_unknown_key_1x",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: text
    other: x
""",
    ),
    Case(
        "slot_unknown_type",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: nonsense
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_values_on_text",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: text
    values: [a]
    mappings:
    - type: custom
""",
    ),
    Case(
        "slot_values_on_text_1x",
        "stopped",
        "stopped",
        """\
slots:
  s:
    type: text
    values: [a]
""",
    ),
    Case(
        "slots_list",
        "dropped",
        "stopped",
        """\
slots:
- s
""",
    ),
    Case(
        "slots_null",
        "dropped",
        "stopped",
        """\
slots:
""",
    ),
    Case(
        "slots_scalar",
        "dropped",
        "stopped",
        """\
slots: s
""",
    ),
    Case(
        "templates_list",
        "stopped",
        "ok",
        """\
templates:
- utter_a
""",
    ),
    Case(
        "templates_str_item",
        "ok",
        "ok",
        """\
templates:
  utter_a:
  - hi
""",
    ),
    Case(
        "trigger_known",
        "ok",
        "ok",
        """\
intents:
- a:
    triggers: x
actions: [x]
""",
    ),
    Case(
        "trigger_response",
        "ok",
        "ok",
        """\
intents:
- a:
    triggers: utter_x
responses:
  utter_x:
  - text: x
""",
    ),
    Case(
        "trigger_unknown",
        "dropped",
        "dropped",
        """\
intents:
- a:
    triggers: action_none
""",
    ),
    Case(
        "unknown_top",
        "ok",
        "ok",
        """\
intents: [a]
nonsense: x
""",
    ),
    Case(
        "use_and_ignore",
        "ok",
        "ok",
        """\
intents:
- a:
    use_entities: [e]
    ignore_entities: [e]
entities: [e]
""",
    ),
    Case(
        "use_entities_false",
        "ok",
        "ok",
        """\
intents:
- a:
    use_entities: false
""",
    ),
    Case(
        "use_entities_num",
        "stopped",
        "stopped",
        """\
intents:
- a:
    use_entities: 3
""",
    ),
    Case(
        "use_entities_str",
        "ok",
        "ok",
        """\
intents:
- a:
    use_entities: e
entities: [e]
""",
    ),
    Case(
        "use_entities_unknown",
        "ok",
        "ok",
        """\
intents:
- a:
    use_entities: [zz]
""",
    ),
    Case(
        "version_new",
        "ok",
        "ok",
        """\
version: "4.0"
intents: [a]
""",
    ),
    Case(
        "version_number",
        "ok",
        "stopped",
        """\
version: 3.1
intents: [a]
""",
    ),
    Case(
        "version_text",
        "ok",
        "ok",
        """\
version: "3.1"
intents: [a]
""",
    ),
    Case(
        "action_two",
        "dropped",
        "stopped",
        """\
actions:
- x
- [y]
""",
    ),
    Case(
        "entities_scalar",
        "dropped",
        "stopped",
        """\
entities: e
""",
    ),
    Case(
        "forms_scalar",
        "dropped",
        "stopped",
        """\
forms: f
""",
    ),
    Case(
        "ignore_bool",
        "stopped",
        "stopped",
        """\
intents:
- a:
    ignore_entities: true
""",
    ),
    Case(
        "item_null",
        "stopped",
        "stopped",
        """\
responses:
  utter_a:
  -
""",
    ),
    Case(
        "required_null",
        "dropped",
        "ok",
        """\
forms:
  f:
    required_slots:
""",
    ),
    Case(
        "session_null_time",
        "ok",
        "ok",
        """\
session_config:
  session_expiration_time:
""",
    ),
    Case(
        "slot_list",
        "stopped",
        "stopped",
        """\
slots:
  s: [a]
""",
    ),
    Case(
        "slot_no_type_1",
        "ok",
        "stopped",
        """\
slots:
  s:
    initial_value: x
""",
    ),
    Case(
        "templates_notext",
        "dropped",
        "ok",
        """\
templates:
  utter_a:
  - image: x
""",
    ),
    Case(
        "templates_null",
        "stopped",
        "ok",
        """\
templates:
""",
    ),
    Case(
        "templates_utter_null",
        "dropped",
        "ok",
        """\
templates:
  utter_a:
""",
    ),
    Case(
        "text_null",
        "ok",
        "stopped",
        """\
responses:
  utter_a:
  - text:
""",
    ),
    Case(
        "trigger_null",
        "dropped",
        "dropped",
        """\
intents:
- a:
    triggers:
""",
    ),
    Case(
        "umlaut_slot",
        "stopped",
        "ok",
        """\
slots:
  größe:
    type: text
    mappings:
    - type: custom
  öl:
    type: text
    mappings:
    - type: custom
""",
    ),
    Case(
        "use_zero",
        "ok",
        "ok",
        """\
intents:
- a:
    use_entities: 0
""",
    ),
    Case(
        "value_null",
        "stopped",
        "dropped",
        """\
slots:
  s:
    type: text
    mappings:
    - type: from_intent
      value:
""",
    ),
)
