"""What the names of actions tell."""

import math

import pytest

from teachback.policies.statistical.actions import CUSTOM, LISTEN, LOOP, NONE, OTHER, RESPONSE, Actions, tokens


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (None, NONE),
        ("action_listen", LISTEN),
        ("utter_greet", RESPONSE),
        ("action_search", CUSTOM),
        ("booking_form", LOOP),
        ("BookForm_form", LOOP),
        ("chat_loop", LOOP),
        ("action_booking_form", CUSTOM),
        ("utter_submit_form", RESPONSE),
        ("weather", OTHER),
        ("action_loop", LOOP),
    ],
)
def test_the_kind_of_an_action(name: str | None, kind: str) -> None:
    assert Actions((), loops=("chat_loop", "action_loop")).kind(name) == kind


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("utter_ask_cuisine", ("utter", "ask", "cuisine")),
        ("bookFlight", ("book", "flight")),
        ("faq/ask-name again", ("faq", "ask", "name", "again")),
        ("ask_ask", ("ask",)),
        ("grüße_日本", ("grüße", "日本")),
        ("__", ()),
    ],
)
def test_the_words_of_a_name(name: str, words: tuple[str, ...]) -> None:
    assert tokens(name) == words


def test_names_resemble_each_other_by_the_words_they_share() -> None:
    actions = Actions(("utter_bye", "utter_ask_name", "utter_ask_age", "action_search"))
    # a word weighs ln(1 + 4 actions / (0.5 + its actions)); "ask" is everywhere and weighs 0.3 of that
    once, never = math.log(1 + 4 / 1.5), math.log(1 + 4 / 0.5)
    ask = 0.3 * math.log(1 + 4 / 2.5)
    numbers, degrees = actions.resembling("ask_name_politely")
    assert numbers == (1, 2)
    assert degrees == pytest.approx(((ask + once) / (ask + once + never), ask / (ask + 2 * once + never)))


def test_the_same_words_resemble_wholly_whatever_the_prefix() -> None:
    assert Actions(("utter_goodbye",)).resembling("goodbye") == ((0,), (1.0,))
    assert Actions(("utter_goodbye",)).resembling("action_goodbye") == ((0,), (1.0,))


@pytest.mark.parametrize("name", ["", "utter", "unheard_of", "🙂"])
def test_names_without_a_common_word_resemble_nothing(name: str) -> None:
    assert Actions(("utter_goodbye", "action_🙂")).resembling(name) == ((), ())
