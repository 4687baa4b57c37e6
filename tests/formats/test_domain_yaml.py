"""Domains of all generations, and where a new name goes."""

from __future__ import annotations

import pytest
from hypothesis import given

from formats.yaml_texts import yaml_like
from teachback.formats.domain_tree import DomainFile, Section
from teachback.formats.domain_yaml import is_domain_yaml, read_domain
from teachback.formats.problems import Severity
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.edits import Edit, apply_edits
from teachback.text.spans import Span


def read(text: str) -> DomainFile:
    return read_domain(parse_yaml(text), text)


RASA3 = """\
version: "3.1"
intents:
  - greet
  - inform:
      use_entities: [city]
      ignore_entities:
      - time
  - bye: {use_entities: false}
  - ask:
      use_entities: true
      triggers: utter_ask
entities:
- city:
    roles: [from, to]
    groups: ["1"]
    influence_conversation: false
- time
slots:
  size:
    type: categorical
    values: [yes, 012, null]
    influence_conversation: false
    mappings:
    - type: from_entity
      entity: city
      role: to
      intent: [inform, ask]
      conditions:
      - active_loop: trip_form
      - active_loop: null
      - requested_slot: size
  count: {type: float, min_value: 1, max_value: 2.5, initial_value: 1e1, auto_fill: false}
responses:
  utter_ask:
  - text: a
  'utter_bye':
  - text: |
      b

      c
actions:
- action_a
- action_b: {send_domain: true}
e2e_actions:
- Hello there
forms:
  trip_form:
    required_slots: [size, count]
  null_form:
config:
  store_entities_as_slots: false
"""


def test_a_domain_of_rasa_3() -> None:
    domain = read(RASA3)
    assert (domain.version, domain.is_domain, domain.broken, domain.problems) == ("3.1", True, False, ())
    greet, inform, bye, ask = domain.intents
    assert (greet.name.text, greet.use_entities) == ("greet", None)
    assert [name.text for name in inform.use_entities or ()] == ["city"]
    assert [name.text for name in inform.ignore_entities] == ["time"]
    assert (bye.use_entities, ask.use_entities) == ((), None)
    assert ask.trigger is not None
    assert ask.trigger.span.text_in(RASA3) == "utter_ask"
    city, time = domain.entities
    assert (city.roles, city.groups, city.influences, time.influences) == (("from", "to"), ("1",), False, True)
    assert [name.span.text_in(RASA3) for name in domain.responses] == ["utter_ask", "utter_bye"]
    assert [name.text for name in (*domain.actions, *domain.bot_texts)] == ["action_a", "action_b", "Hello there"]
    trip, empty = domain.forms
    assert ([slot.text for slot in trip.required_slots], empty.required_slots) == (["size", "count"], ())
    assert not domain.store_entities_as_slots


def test_slots() -> None:
    size, count = read(RASA3).slots
    assert size.type is not None
    assert (size.type.text, size.values, size.influences, size.auto_fill) == (
        "categorical",
        ("yes", 12, None),
        False,
        True,
    )
    assert (count.min_value, count.max_value, count.initial_value, count.auto_fill) == (1.0, 2.5, 10.0, False)
    (mapping,) = size.mappings
    assert mapping.entity is not None
    assert (mapping.type.text, mapping.entity.text, mapping.role) == ("from_entity", "city", "to")
    assert [name.text for name in mapping.intents] == ["inform", "ask"]
    assert [name and name.text for name in mapping.conditions] == ["trip_form", None]


def test_a_domain_of_rasa_1() -> None:
    text = "intents:\n- greet\nslots:\n  a:\n    type: unfeaturized\nforms:\n- f\ntemplates:\n  utter_x:\n  - text: y\n"
    domain = read(text)
    assert [form.name.text for form in domain.forms] == ["f"]
    assert [name.text for name in domain.responses] == ["utter_x"]
    (problem,) = domain.problems
    assert (problem.rule, problem.severity, problem.replacement) == ("deprecated-syntax", Severity.HINT, "responses")
    assert problem.span.text_in(text) == "templates"


@pytest.mark.parametrize(
    "form", ["{required_slots: {a: [{type: from_text}]}}", "{a: [{type: from_text}]}", "{ignored_intents: x, a: []}"]
)
def test_forms_of_rasa_2(form: str) -> None:
    (entry,) = read(f"forms:\n  f: {form}\n").forms
    assert [slot.text for slot in entry.required_slots] == ["a"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("intents: {greet: 1}\n", Severity.WARNING),
        ("intents:\n-\n", Severity.WARNING),
        ("intents:\n- 12\n", Severity.ERROR),
        ("intents:\n- greet:\n  use_entities: []\n", Severity.WARNING),
        ("slots: []\n", Severity.WARNING),
        ("slots:\n  a:\n", Severity.ERROR),
        ("slots:\n  a:\n    type: text\n    mappings: x\n", Severity.WARNING),
        ("slots:\n  a:\n    type: categorical\n    values: x\n", Severity.WARNING),
        ("forms:\n  f: x\n", Severity.WARNING),
    ],
)
def test_a_faulty_piece_costs_itself(text: str, severity: Severity) -> None:
    domain = read(text + "actions:\n- a\n")
    assert [problem.severity for problem in domain.problems] == [severity]
    assert [name.text for name in domain.actions] == ["a"]


def added(text: str, section: Section, block: str, flow: str) -> str:
    """The text with an item added in the place of a section."""
    (place,) = (place for place in read(text).places if place.section is section)
    inside = text[place.end : place.end + 1] in ("]", "}")
    new = (flow if place.empty else f", {flow}") if inside else "\n" + " " * place.indent + block
    return apply_edits(text, [Edit(Span(place.end, place.end), new)])


@pytest.mark.parametrize(
    "text",
    [
        "intents:\n- a\n",
        "intents:\n    - a   # yes\n\n\nactions: []\n",
        "intents:\n  - a:\n      use_entities:\n      - b\n# end\nslots: {}\n",
        "intents: [a]\n",
        "intents: [\n  a ]\n",
        "intents: []\n",
        "intents: [ ]\n",
        "intents:\n",
        "intents:",
        "intents:   # none yet\nactions:\n- b\n",
        "actions:\n    - b\nintents:\n",
    ],
)
def test_a_new_intent_becomes_the_last(text: str) -> None:
    before = [intent.name.text for intent in read(text).intents]
    result = read(added(text, Section.INTENTS, "- new", "new"))
    assert [intent.name.text for intent in result.intents] == [*before, "new"]
    assert not result.problems


@pytest.mark.parametrize(
    "text", ["responses:\n  a:\n  - text: |\n      b\n\n      c\n\n\nslots: {}\n", "responses: {}\n"]
)
def test_a_new_response_becomes_the_last(text: str) -> None:
    before = [name.text for name in read(text).responses]
    result = read(added(text, Section.RESPONSES, "new: []", "new: []"))
    assert [name.text for name in result.responses] == [*before, "new"]


def test_no_place_where_an_edit_would_spoil_the_section() -> None:
    assert read("intents: null\nactions: [a\n").places == ()


@given(yaml_like())
def test_any_text_is_read_with_places_inside(text: str) -> None:
    domain = read(text)
    names = [intent.name for intent in domain.intents] + [slot.name for slot in domain.slots]
    names += [*domain.responses, *domain.actions, *(place.key for place in domain.places)]
    assert all(0 <= name.span.start <= name.span.end <= len(text) for name in names)
    assert all(0 <= place.end <= len(text) and place.indent >= 0 for place in domain.places)
    assert all(0 <= problem.span.start <= problem.span.end <= len(text) for problem in domain.problems)


def test_which_files_are_domains() -> None:
    assert is_domain_yaml(parse_yaml("session_config: {}\n"))
    assert not is_domain_yaml(parse_yaml("nlu: []\nversion: '3.1'\n"))


def test_a_broken_domain_says_so() -> None:
    domain = read("intents:\n- a\n- 'b\nactions:\n- c\n")
    assert domain.broken
    assert [intent.name.text for intent in domain.intents] == ["a"]
    assert [name.text for name in domain.actions] == ["c"]
