"""What the user is likely to say next, by the training stories."""

from __future__ import annotations

from teachback.teaching.graph.told import Move, Told
from teachback.teaching.session.likely_messages import likely_intents


def told(text: str) -> Told:
    """A conversation from one line: `*` marks what the user says."""
    return Told("", tuple(Move(word.lstrip("*"), by_user=word.startswith("*")) for word in text.split()))


STORIES = (
    told("*greet utter_hi *search run *thanks"),
    told("*greet utter_hi *search run *bye"),
    told("*bye utter_bye"),
)


def test_stories_that_came_the_same_way_count() -> None:
    assert likely_intents(STORIES, told("action_listen *greet utter_hi action_listen")) == (("search", 1.0),)
    assert likely_intents(STORIES, told("*greet utter_hi *search run")) == (("thanks", 0.5), ("bye", 0.5))


def test_at_the_beginning_stories_say_how_they_begin() -> None:
    intents = dict(likely_intents(STORIES, told("action_listen")))
    assert intents == {"greet": 2 / 3, "bye": 1 / 3}


def test_where_nothing_is_in_common_every_message_counts() -> None:
    assert sum(share for _, share in likely_intents(STORIES, told("*greet action_dance"))) == 1
    assert likely_intents((), told("*greet")) == ()
