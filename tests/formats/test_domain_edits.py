"""Adding names to domain files. The file read back holds the name, and everything else is as it was."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from teachback.dialogue.dialect import Dialect
from teachback.formats.domain_edits import add_name, add_names
from teachback.formats.domain_items import NewName
from teachback.formats.domain_tree import DomainFile, Section
from teachback.formats.domain_yaml import read_domain
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.edits import apply_edits


def read(text: str) -> DomainFile:
    return read_domain(parse_yaml(text), text)


def names(file: DomainFile, section: Section) -> list[str]:
    match section:
        case Section.RESPONSES | Section.ACTIONS:
            return [name.text for name in getattr(file, section.value)]
        case _:
            return [entry.name.text for entry in getattr(file, section.value)]


def added(text: str, section: Section, name: str = "new", dialect: Dialect = Dialect.RASA3) -> str:
    """The text after adding a name; checks what holds for every addition."""
    before = read(text)
    edits = add_name(text, before, section, name, dialect)
    assert edits is not None
    changed = apply_edits(text, edits)
    after = read(changed)
    assert not after.broken
    assert not after.problems
    for each in Section:
        expected = [*names(before, each), name] if each is section else names(before, each)
        assert sorted(names(after, each)) == sorted(expected)
    return changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("actions:\n- a\n", "actions:\n- a\n- new\n"),
        ("actions:\n  - a\n  - b # why\n\n# the end\n", "actions:\n  - a\n  - b # why\n  - new\n\n# the end\n"),
        ("actions:\n- a\nintents:\n- x\n", "actions:\n- a\n- new\nintents:\n- x\n"),
        ("actions:\n- a", "actions:\n- a\n- new"),
        ("actions:\r\n- a\r\n", "actions:\r\n- a\r\n- new\r\n"),
        ("actions: [a, b]\n", "actions: [a, b, new]\n"),
        ("actions: []\n", "actions: [new]\n"),
        ("actions: [\n  a,\n  b\n]\n", "actions: [\n  a,\n  b, new\n]\n"),
        ("actions: [\n  a,\n  b, # last\n]\n", "actions: [\n  a,\n  b, # last\n new]\n"),
        ("actions: [a, ]\n", "actions: [a, new ]\n"),
        ("actions:\nintents: [x]\n", "actions:\n  - new\nintents: [x]\n"),
        ("actions: # none yet\nintents: [x]\n", "actions: # none yet\n  - new\nintents: [x]\n"),
        ("actions: ['a #1', b]\n", "actions: ['a #1', b, new]\n"),
        ("intents: [x]\n", "intents: [x]\nactions:\n  - new\n"),
        ("intents: [x]", "intents: [x]\nactions:\n  - new\n"),
        ("actions:\n- a:\n    send_domain: true\n", "actions:\n- a:\n    send_domain: true\n- new\n"),
    ],
)
def test_an_action_is_added_in_the_style_of_the_file(before: str, after: str) -> None:
    assert added(before, Section.ACTIONS) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("responses:\n  a:\n  - text: hi\n", "responses:\n  a:\n  - text: hi\n  new:\n  - text: new\n"),
        ("responses:\n  a:\n    - text: hi\n", "responses:\n  a:\n    - text: hi\n  new:\n    - text: new\n"),
        ("responses: {a: [{text: hi}]}\n", "responses: {a: [{text: hi}], new: [{text: new}]}\n"),
        ("responses: {}\n", "responses: {new: [{text: new}]}\n"),
        ("intents: [x]\n", "intents: [x]\nresponses:\n  new:\n  - text: new\n"),
        (
            "responses:\n  a:\n  - text: |\n      two\n\n      lines\n\nactions: [b]\n",
            "responses:\n  a:\n  - text: |\n      two\n\n      lines\n  new:\n  - text: new\n\nactions: [b]\n",
        ),
    ],
)
def test_a_response_is_added_with_a_text(before: str, after: str) -> None:
    assert added(before, Section.RESPONSES) == after


@pytest.mark.parametrize(
    ("before", "dialect", "after"),
    [
        ("forms:\n- a\n", Dialect.RASA1, "forms:\n- a\n- new\n"),
        ("forms:\n  a:\n    required_slots: []\n", Dialect.RASA3, None),
        ("forms: {}\n", Dialect.RASA3, "forms: {new: {required_slots: []}}\n"),
        ("forms: []\n", Dialect.RASA1, "forms: [new]\n"),
        ("forms: [a]\n", Dialect.RASA1, "forms: [a, new]\n"),
    ],
)
def test_a_form_is_added_as_its_generation_writes_it(before: str, dialect: Dialect, after: str | None) -> None:
    expected = after or before + "  new:\n    required_slots: []\n"
    assert added(before, Section.FORMS, dialect=dialect) == expected


@pytest.mark.parametrize(
    ("before", "dialect", "below"),
    [
        ("slots:\n  a:\n    type: text\n", Dialect.RASA1, "    type: unfeaturized\n"),
        (
            "slots:\n  a:\n    type: text\n    mappings:\n    - type: from_text\n",
            Dialect.RASA3,
            "    type: any\n    mappings:\n    - type: custom\n",
        ),
        ('version: "2.0"\nslots:\n  a:\n    type: text\n', Dialect.RASA3, "    type: any\n"),
    ],
)
def test_a_slot_is_added_that_no_policy_sees(before: str, dialect: Dialect, below: str) -> None:
    assert added(before, Section.SLOTS, dialect=dialect) == f"{before}  new:\n{below}"


@pytest.mark.parametrize("section", [Section.INTENTS, Section.ENTITIES])
def test_intents_and_entities_are_lists(section: Section) -> None:
    before = (
        f"{section.value}:\n  - a:\n      use_entities: []\n" if section is Section.INTENTS else "entities:\n  - a\n"
    )
    assert added(before, section) == f"{before}  - new\n"


@pytest.mark.parametrize("name", ["no", "null", "7", "a: b", "a #b", "naïve", 'say "hi"', "faq/ask", "1e3", "[x"])
@pytest.mark.parametrize("text", ["actions:\n- a\n", "actions: [a]\n"])
def test_a_name_that_yaml_would_take_for_something_else_is_quoted(text: str, name: str) -> None:
    added(text, Section.ACTIONS, name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pipeline: []\n",
        "intents: [x\n",
        "{intents: [x]}\n",
        "intents: [x]\n---\nintents: [y]\n",
        "actions: 7\nintents: [x]\n",
        "actions: null # none yet\nintents: [x]\n",
    ],
)
def test_what_cannot_be_edited_with_certainty_is_not_edited(text: str) -> None:
    assert add_name(text, read(text), Section.ACTIONS, "new") is None


@given(
    st.lists(
        st.sampled_from(
            ["intents:", "actions:", "responses:", "- a", "  - b", "  c:", "  - text: x", "[]", "#", "\n", "{}"]
        )
    )
)
def test_an_edit_is_offered_only_where_it_works(parts: list[str]) -> None:
    text = "\n".join(parts)
    file = read(text)
    for section in (Section.ACTIONS, Section.RESPONSES, Section.INTENTS):
        edits = add_name(text, file, section, "new_name")
        if edits is not None and not file.problems:
            after = read(apply_edits(text, edits))
            assert not after.broken
            assert "new_name" in names(after, section)


def response(said: str) -> NewName:
    return NewName(Section.RESPONSES, "utter_new", said)


@pytest.mark.parametrize(
    "said",
    [
        "Hello",
        "Hello there!",
        "two\nlines\n\nand more\n",
        """She said "yes", it's 'fine'""",
        "您好: 日本 #1, {name}",
        "tab\tand \\ and \u0085 and \u2028 and \x7f",
        "no",
        "",
        " 7 ",
        "- a",
        "😀",
    ],
)
@pytest.mark.parametrize(
    "before", ["responses:\n  a:\n  - text: hi\n", "responses: {a: [{text: hi}]}\n", "intents: [x]"]
)
def test_a_response_says_what_it_was_given(before: str, said: str) -> None:
    edits = add_names(before, read(before), [response(said)])
    assert edits is not None
    changed = apply_edits(before, edits)
    assert yaml.safe_load(changed)["responses"]["utter_new"] == [{"text": said}]
    assert not parse_yaml(changed).broken


NAMES = (
    NewName(Section.INTENTS, "one"),
    NewName(Section.INTENTS, "two"),
    NewName(Section.RESPONSES, "utter_one", "One!"),
    NewName(Section.RESPONSES, "utter_two"),
    NewName(Section.ACTIONS, "action_one"),
    NewName(Section.ENTITIES, "city"),
    NewName(Section.SLOTS, "city", slot_type="text"),
    NewName(Section.SLOTS, "mood"),
)


@pytest.mark.parametrize(
    ("before", "dialect", "after"),
    [
        (
            "intents:\n- a\nactions: []\nresponses:\n  utter_a:\n    - text: a",
            Dialect.RASA1,
            (
                "intents:\n- a\n- one\n- two\nactions: [action_one]\nresponses:\n  utter_a:\n    - text: a\n"
                '  utter_one:\n    - text: "One!"\n  utter_two:\n    - text: utter_two\n'
                "entities:\n  - city\nslots:\n  city:\n    type: text\n  mood:\n    type: unfeaturized\n"
            ),
        ),
        (
            "intents: [a]\r\nentities:\r\n- a\r\nslots: {}\r\n",
            Dialect.RASA3,
            (
                "intents: [a, one, two]\r\nentities:\r\n- a\r\n- city\r\n"
                "slots: {city: {type: text, mappings: [{type: custom}]}, "
                "mood: {type: any, mappings: [{type: custom}]}}\r\n"
                'responses:\r\n  utter_one:\r\n  - text: "One!"\r\n  utter_two:\r\n  - text: utter_two\r\n'
                "actions:\r\n  - action_one\r\n"
            ),
        ),
    ],
)
def test_many_names_are_added_at_once(before: str, dialect: Dialect, after: str) -> None:
    edits = add_names(before, read(before), NAMES, dialect)
    assert edits is not None
    assert apply_edits(before, edits) == after
    places = [edit.span for edit in edits]
    assert len(set(places)) == len(places)
    changed = read(after)
    assert not changed.broken
    assert not changed.problems


def test_lists_below_names_and_lines_between_sections_are_those_of_the_file() -> None:
    before = (
        "intents:\n- a\n\nslots:\n  a:\n    type: text\n    mappings:\n      - type: from_text\n\n"
        "responses:\n  utter_a:\n      - text: a\n"
    )
    names = [NewName(Section.SLOTS, "b"), NewName(Section.RESPONSES, "utter_b", "b"), NewName(Section.ACTIONS, "c")]
    edits = add_names(before, read(before), names)
    assert edits is not None
    assert apply_edits(before, edits) == (
        "intents:\n- a\n\nslots:\n  a:\n    type: text\n    mappings:\n      - type: from_text\n"
        "  b:\n    type: any\n    mappings:\n      - type: custom\n\n"
        "responses:\n  utter_a:\n      - text: a\n  utter_b:\n      - text: b\n\nactions:\n  - c\n"
    )


def test_no_name_is_added_where_one_of_them_cannot_be() -> None:
    text = "actions: 7\nintents: [x]\n"
    assert add_names(text, read(text), NAMES) is None
