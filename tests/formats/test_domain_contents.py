"""What running actions ask of a domain: its values, responses, mappings and forms, whatever stands in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.formats.domain_forms import FormDefinition, read_forms
from teachback.formats.domain_json import written_domain
from teachback.formats.domain_responses import Variation, read_responses
from teachback.formats.domain_slot_mappings import CompleteMapping, LoopCondition, read_slot_mappings
from teachback.formats.domain_values import Json, domain_values, section
from teachback.formats.yaml_tree import parse_yaml


def values(*texts: str, dialect: Dialect = Dialect.RASA3) -> Json:
    return domain_values([parse_yaml(text) for text in texts], dialect)


def test_of_one_name_in_several_files_the_first_counts() -> None:
    merged = values(
        "version: '3.1'\nintents: [a]\nslots: {s: {type: text}}\n",
        "intents: [b, a]\nslots: {s: {type: bool}, t: {type: any}}\nunknown: 1\n",
    )
    assert merged == {"version": "3.1", "intents": ["a", "b"], "slots": {"s": {"type": "text"}, "t": {"type": "any"}}}


def test_forms_of_1x_are_a_list() -> None:
    assert values("forms: [f, g: {}]\n")["forms"] == {"f": None, "g": {}}


def test_the_old_name_of_responses_overrides_the_new_one_in_1x_alone() -> None:
    text = "responses: {utter_x: [{text: new}]}\ntemplates: {utter_x: [{text: old}]}\n"
    assert read_responses(values(text, dialect=Dialect.RASA1)) == {"utter_x": (Variation({"text": "old"}),)}
    assert read_responses(values(text)) == {"utter_x": (Variation({"text": "new"}),)}


def test_variations_in_all_their_shapes() -> None:
    text = """\
responses:
  utter_text: [hi]
  utter_alone: {text: hi}
  utter_nothing:
  utter_when:
  - text: hi
    channel: slack
    condition: [{type: slot, name: vip, value: true}]
    id: "1"
"""
    assert read_responses(values(text)) == {
        "utter_text": (Variation({"text": "hi"}),),
        "utter_alone": (Variation({"text": "hi"}),),
        "utter_nothing": (),
        "utter_when": (Variation({"text": "hi"}, "slack", (("vip", True),)),),
    }


def test_a_mapping_with_everything() -> None:
    text = """\
slots:
  s:
    mappings:
    - type: from_entity
      entity: city
      role: from
      group: "1"
      intent: go
      not_intent: [stay, sleep]
      conditions: [{active_loop: f, requested_slot: s}, {active_loop: null}]
    - no_type: 1
    - x
"""
    (mapping,) = read_slot_mappings(values(text))["s"]
    assert mapping == CompleteMapping(
        "from_entity",
        entity="city",
        role="from",
        group="1",
        intents=("go",),
        not_intents=("stay", "sleep"),
        conditions=(LoopCondition("f", "s"), LoopCondition(None)),
        written=mapping.written,
    )


def test_mappings_of_2x_forms_become_those_of_slots() -> None:
    text = """\
entities: [city]
slots: {city: {type: text}, note: {type: text}, other: {type: text}}
forms:
  f: {required_slots: {city: [{type: from_entity, entity: city}], note: [{type: from_text}]}}
  g: {note: [{type: from_text}]}
"""
    mappings = read_slot_mappings(values(text))
    assert [(each.type, each.conditions) for each in mappings["city"]] == [
        ("from_entity", (LoopCondition("f"),)),
        ("from_entity", ()),
    ]
    assert [each.conditions for each in mappings["note"]] == [
        (LoopCondition("f", "note"),),
        (LoopCondition("g", "note"),),
    ]
    assert mappings["other"] == ()
    assert read_forms(values(text)) == {
        "f": FormDefinition("f", ("city", "note")),
        "g": FormDefinition("g", ("note",)),
    }


def test_intents_that_a_form_ignores_are_one_or_many() -> None:
    text = (
        "forms: {f: {required_slots: [a], ignored_intents: chat}, g: {required_slots: [], ignored_intents: [x, y]}}\n"
    )
    assert read_forms(values(text)) == {
        "f": FormDefinition("f", ("a",), ("chat",)),
        "g": FormDefinition("g", (), ("x", "y")),
    }


NAMES = st.sampled_from(["slots", "forms", "responses", "intents", "mappings", "required_slots", "type", "text", "f"])
WRITTEN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), NAMES),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, WRITTEN), st.sampled_from(Dialect))
def test_any_domain_is_read(content: dict[str, object], dialect: Dialect) -> None:
    domain = values(repr(content).replace("None", "null"), dialect=dialect)
    assert set(read_responses(domain)) == set(section(domain, "responses"))
    read_slot_mappings(domain)
    read_forms(domain)
    written_domain(domain, Domain(dialect))
