"""Completion in story Markdown and NLU Markdown. ``│`` is the cursor."""

from __future__ import annotations

import pytest

from completing import accepted, labels, offered
from teachback.completion.offers import MOST

STORIES = "data/stories.md"
INTENTS = ["greet", "inform", "打招呼"]
ELSEWHERE = "## other\n* chitchat{'city': 1}\n  - action_joke\n> asked\n"


def in_story(lines: str, other: str = "") -> list[str]:
    return labels(STORIES, f"## one\n{lines}", other=other)


def taken(lines: str, label: str) -> str:
    return accepted(STORIES, f"## one\n{lines}", label).removeprefix("## one\n")


@pytest.mark.parametrize("line", ["* │", "* gr│", "*   gr│eet", "* greet OR │", "  * │\r", "* greet│{"])
def test_intents_are_offered_to_a_user_line(line: str) -> None:
    assert in_story(line) == INTENTS


def test_names_used_elsewhere_come_after_those_of_the_domain() -> None:
    assert in_story("* │", other=ELSEWHERE) == [*INTENTS, "chitchat"]
    assert offered(STORIES, "## one\n* │", other=ELSEWHERE)[-1].note == "intent, not in the domain"


def test_a_word_that_is_only_being_typed_is_not_offered() -> None:
    assert "gre" not in in_story("* gre│")


@pytest.mark.parametrize("line", ["* greet │", "*│", "* greet{} │", "text │", "## two │", "<!-- * │ -->", "* │ greet"])
def test_nothing_is_offered_where_no_name_may_stand(line: str) -> None:
    assert in_story(line) == []


def test_a_blank_in_a_name_belongs_to_it() -> None:
    assert in_story("* ask │", other="## other\n* ask weather\n  - utter_greet\n") == ["ask weather"]


def test_inside_of_a_form_both_kinds_of_turns_are_offered() -> None:
    form = '* greet\n  - restaurant_form\n  - form{"name": "restaurant_form"}\n'
    assert in_story(form + "* │") == [*INTENTS, *(f"form: {name}" for name in INTENTS)]
    assert in_story(form + "* form: │") == INTENTS
    assert "form: restaurant_form" in in_story(form + "- │")
    assert in_story(form + '  - form{"name": null}\n* │') == INTENTS


def test_half_a_name_is_not_offered_with_the_prefix_either() -> None:
    assert in_story('* greet\n  - form{"name": "restaurant_form"}\n* gre│') == [
        *INTENTS,
        *(f"form: {name}" for name in INTENTS),
    ]


def test_of_very_many_names_those_are_offered_that_hold_what_was_typed() -> None:
    many = "".join(f"* name_{number}\n" for number in range(MOST + 1))
    assert in_story("* e_77│", other=f"## other\n{many}  - action_x\n") == [
        name for number in range(MOST + 1) if "e_77" in (name := f"name_{number}")
    ]


def test_actions_and_events_are_offered_to_an_event_line() -> None:
    found = in_story("* greet\n  - │")
    assert found[:4] == ["action_search", "utter_greet", "utter_again", "restaurant_form"]
    assert {"action_listen", "action_restart", 'slot{"', 'form{"name": "restaurant_form"}'} <= set(found)
    assert {offer.label: offer.about for offer in offered(STORIES, "## one\n- │")}["utter_greet"] == "Hello there!"
    assert {offer.label: offer.about for offer in offered(STORIES, "## one\n- │")}["utter_again"] == "Once more?"


def test_the_likely_action_comes_first_and_waiting_never() -> None:
    found = offered(STORIES, "## one\n- │", likely={"action_listen": 0.6, "utter_again": 0.3, "utter_greet": 0.1})
    assert [offer.label for offer in found][:3] == ["utter_again", "utter_greet", "action_search"]
    assert found[0].likelihood == 0.3


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ('* inform{"│', ["city", "cuisine"]),
        ('* inform{"ci│ty": "x"}', ["city", "cuisine"]),
        ('* inform{"city": "rome", "│', ["city", "cuisine"]),
        ('* inform{"city": "│', ["rome"]),
        ('* inform{"city": ["│', ["rome"]),
        ('* inform{"city": │', ["rome"]),
        ('* greet OR inform{"│', ["city", "cuisine"]),
        ('- slot{"│', ["city", "outside", "price", "requested_slot"]),
        ('- slot{"price": "│', ["cheap", "dear"]),
        ('- slot{"price": │', ["cheap", "dear", "null"]),
        ('- slot{"outside": │', ["true", "false", "null"]),
        ('- form{"│', ["name"]),
        ('- form{"name": "│', ["restaurant_form"]),
        ('- form{"name": │', ["restaurant_form", "null"]),
        ("> │", ["asked"]),
        ('> asked{"│', ["city", "outside", "price", "requested_slot"]),
        ('* inform{"city": "x"│', []),
        ('* inform{"city": {"│', []),
    ],
)
def test_what_is_in_an_object_depends_on_what_it_belongs_to(line: str, offers: list[str]) -> None:
    other = '## other\n* inform{"city": "rome"}\n  - action_search\n> asked\n'
    assert in_story(line, other=other) == offers


@pytest.mark.parametrize(
    ("line", "label", "after"),
    [
        ("* gr│", "greet", "* greet"),
        ("* gr│eeting", "greet", "* greet"),
        ("* │", "打招呼", "* 打招呼"),
        ("* 打│招", "打招呼", "* 打招呼"),
        ('* inf│{"city": "x"}', "inform", '* inform{"city": "x"}'),
        ("* g│ OR inform", "greet", "* greet OR inform"),
        ("* inform OR g│", "greet", "* inform OR greet"),
        ("* form: g│", "greet", "* form: greet"),
        ("  - utter_│\r\n* greet", "utter_greet", "  - utter_greet\r\n* greet"),
        ('- slot{"pr│": "cheap"}', "price", '- slot{"price": "cheap"}'),
        ("- slot{pr│", "price", '- slot{"price": '),
        ('- slot{"price": "ch│"}', "cheap", '- slot{"price": "cheap"}'),
        ('- slot{"price": ch│}', "cheap", '- slot{"price": "cheap"}'),
        ('- slot{"outside": t│}', "true", '- slot{"outside": true}'),
    ],
)
def test_an_offer_replaces_the_word_under_the_cursor(line: str, label: str, after: str) -> None:
    assert taken(line, label) == after


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("## intent:│", INTENTS),
        ("## intent:gr│", INTENTS),
        ("## intent:greet\n- hello from [Rome](│", ["city", "cuisine"]),
        ("## intent:greet\n- hello from [Rome](ci│ty) and more", ["city", "cuisine"]),
        ('## intent:greet\n- hello from [Rome]{"entity": "│', ["city", "cuisine"]),
        ('## intent:greet\n- hello from [Rome]{"│', ["entity", "role", "group", "value"]),
        ("## intent:greet\n- hello from [Rome](city:ro│", []),
        ("## intent:greet\n- hello (│", []),
        ("## intent:greet\n- │", []),
    ],
)
def test_nlu_data_gets_intents_and_entities(text: str, offers: list[str]) -> None:
    assert labels("data/nlu.md", text) == offers


def test_prose_gets_nothing() -> None:
    assert labels("README.md", "# A bot\n- │") == []
