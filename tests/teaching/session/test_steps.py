"""What a session asks, step by step, and what becomes of the answers."""

from pathlib import Path

import pytest
from lessons_in_words import lesson

from teachback.dialogue.events import ActionRejected, EntityMention, LoopInterrupted
from teachback.dialogue.transcript import Annotation, BotRan, RankedIntent, Understanding, UserSaid
from teachback.teaching.prompts import Choose, Confirm, Enter
from teachback.teaching.reason import in_words, place_in_words
from teachback.teaching.session.conductor import replayed
from teachback.teaching.session.inputs import Told, UnfitAnswerError
from teachback.teaching.session.session import started, unwritten

GREETING = """\
=== data/stories.md
## hello
* greet
    - utter_greet
* bye
    - utter_bye
"""


def test_a_session_begins_with_listening(tmp_path: Path) -> None:
    begun = lesson(tmp_path, GREETING)
    assert begun.told() == ["action_listen"]
    assert isinstance(begun.question, Enter)


def test_what_policies_know_is_proposed_and_confirmed(tmp_path: Path) -> None:
    taught = lesson(tmp_path, GREETING).do("> /greet")
    assert taught.asked == "The bot wants to run 'utter_greet', correct?"
    assert isinstance(question := taught.question, Confirm)
    assert [in_words(each) for each in question.why] == ['"hello" (stories.md:3)']
    taught.do("y")
    assert taught.asked == "The bot wants to run 'action_listen', correct?"
    taught.do("y")
    assert taught.told() == ["action_listen", "> /greet", "utter_greet", "hi", "action_listen"]


def test_another_action_is_chosen_from_all_of_them_the_likeliest_first(tmp_path: Path) -> None:
    taught = lesson(tmp_path, GREETING).do("> /greet\nn")
    question = taught.question
    assert isinstance(question, Choose)
    scores = [choice.score or 0.0 for choice in question.choices]
    assert question.choices[0].label == "utter_greet"
    assert question.choices[0].current
    assert scores[1:] == sorted(scores[1:], reverse=True)
    assert {"utter_bye", "action_listen", "restaurant_form"} <= {choice.value for choice in question.choices}
    taught.do("= utter_hello")
    assert "utter_hello" in taught.told()
    ran = [entry for entry in taught.session.conversation if isinstance(entry, BotRan)][-1]
    assert (ran.policy, ran.confidence) == (None, None)


def test_a_corrected_step_changes_the_very_next_prediction(tmp_path: Path) -> None:
    taught = lesson(tmp_path, GREETING, statistics=True)
    taught.do("> /greet\nn\n= utter_hello\n= action_listen\nfresh\n> /greet")
    assert taught.asked == "The bot wants to run 'utter_hello', correct?"
    assert isinstance(question := taught.question, Confirm)
    assert [in_words(each) for each in question.why][:1] == ["you taught this in this session"]
    assert in_words(question.why[-1]) == 'other stories run `utter_greet` here ("hello" (stories.md:3))'


def test_a_step_that_was_undone_is_unlearnt(tmp_path: Path) -> None:
    taught = lesson(tmp_path, GREETING, statistics=True).do("> /greet\nn\n= utter_hello\nundo")
    assert taught.asked == "The bot wants to run 'utter_greet', correct?"
    taught.do("fresh\n> /greet")
    assert taught.asked == "The bot wants to run 'utter_greet', correct?"


def test_a_new_response_gets_its_text_and_a_new_action_none(tmp_path: Path) -> None:
    taught = lesson(tmp_path, GREETING).do("> /greet\nn\n= utter_welcome")
    assert "utter_welcome" in taught.asked
    taught.do("= Welcome!")
    assert dict(taught.session.responses) == {"utter_welcome": "Welcome!"}
    assert taught.told()[-2:] == ["utter_welcome", "Welcome!"]
    taught.do("= action_new")
    assert isinstance(taught.question, Choose)  # nobody can run it: how shall it count?
    taught.do("= without events")
    assert "action_new" in taught.told()


@pytest.mark.parametrize("name", ["", "two words", "slot"])
def test_a_name_that_no_action_can_bear_is_refused_in_words(tmp_path: Path, name: str) -> None:
    taught = lesson(tmp_path, GREETING).do("> /greet\nn")
    asked = taught.question
    with pytest.raises(UnfitAnswerError):
        taught.conductor.give(Told(name))
    assert taught.question == asked


def test_where_no_policy_has_anything_to_say_a_person_chooses_at_once(tmp_path: Path) -> None:
    taught = lesson(tmp_path, GREETING).do("> /deny")
    assert taught.asked.startswith("No policy has anything to say here.")
    assert isinstance(taught.question, Choose)


def test_words_are_judged_and_corrected(tmp_path: Path) -> None:
    taught = lesson(tmp_path, GREETING)
    ranking = (RankedIntent("bye", 0.6), RankedIntent("greet", 0.3))
    taught.classroom.understood["hello thai"] = Understanding("hello thai", "bye", 0.6, (), ranking)
    taught.do("> hello thai")
    assert taught.asked == (
        "Your NLU model classified 'hello thai' with intent 'bye' and there are no entities, is this correct?"
    )
    taught.do("n")
    assert isinstance(question := taught.question, Choose)
    assert [choice.label for choice in question.choices[:3]] == ["bye", "greet", "affirm"]
    taught.do("= greet")
    assert isinstance(marks := taught.question, Enter)
    assert marks.initial == "hello thai"
    taught.do("= hello [thai](cuisine)")
    said = taught.session.conversation[1]
    assert isinstance(said, UserSaid)
    assert said.understood == Understanding(
        "hello thai", "greet", 1.0, (Annotation(EntityMention("cuisine", "thai"), 6, 10),)
    )
    assert isinstance(taught.question, Choose)  # no story has a cuisine here


def test_marks_that_cannot_be_read_are_refused_in_words(tmp_path: Path) -> None:
    taught = lesson(tmp_path, GREETING)
    taught.classroom.understood["hello"] = Understanding("hello", "bye")
    taught.do("> hello\nn\n= greet")
    with pytest.raises(UnfitAnswerError):
        taught.conductor.give(Told("[hello](cuisine"))


def test_a_command_with_an_unknown_intent_is_asked_about(tmp_path: Path) -> None:
    taught = lesson(tmp_path, GREETING).do("> /dance")
    assert taught.asked == "What intent is it?"
    taught.do("= greet")
    assert taught.asked == "The bot wants to run 'utter_greet', correct?"


FORM = """\
=== domain.yml
intents: [request, inform, stop, chitchat, affirm, deny]
entities: [cuisine]
slots:
  cuisine: {type: unfeaturized, auto_fill: false}
  requested_slot: {type: unfeaturized}
responses:
  utter_ask_cuisine: [{text: which?}]
  utter_ask_continue: [{text: go on?}]
  utter_chitchat: [{text: lovely}]
  utter_done: [{text: done}]
forms: [restaurant_form]
=== data/stories.md
## happy
* request
    - restaurant_form
    - form{"name": "restaurant_form"}
    - slot{"requested_slot": "cuisine"}
* form: inform{"cuisine": "greek"}
    - form: restaurant_form
    - slot{"cuisine": "greek"}
    - form{"name": null}
    - slot{"requested_slot": null}
    - utter_done

## stop, but go on
* request
    - restaurant_form
    - form{"name": "restaurant_form"}
    - slot{"requested_slot": "cuisine"}
* stop
    - utter_ask_continue
* affirm
    - restaurant_form
    - slot{"requested_slot": "cuisine"}
"""

STOPPED = """\
> /request
y
y
> /stop
n
= utter_ask_continue
y
> /affirm
y
"""


def test_an_action_that_leaves_a_form_rejects_it(tmp_path: Path) -> None:
    taught = lesson(tmp_path, FORM).do("> /request\ny\ny\n> /stop\nn\n= utter_ask_continue")
    at = taught.told().index("utter_ask_continue")
    assert taught.session.conversation[at - 1] == ActionRejected("restaurant_form")


def test_a_form_that_returns_may_validate_or_not(tmp_path: Path) -> None:
    taught = lesson(tmp_path, FORM).do(STOPPED)
    assert taught.asked == "Should 'restaurant_form' validate user input to fill the slot 'cuisine'?"
    taught.do("n")
    assert LoopInterrupted(True) in taught.events()
    assert taught.told()[-1] == "SlotSet(slot='requested_slot', value='cuisine')"
    assert "'action_listen'" in taught.asked


def test_a_form_that_was_not_left_asks_nothing(tmp_path: Path) -> None:
    taught = lesson(tmp_path, FORM).do('> /request\ny\ny\n> /inform{"cuisine": "thai"}\ny')
    assert "utter_done" in taught.asked
    assert "LoopChanged(loop=None)" in taught.told()


def test_stories_that_say_the_opposite_are_shown_until_they_are_gone(tmp_path: Path) -> None:
    taught = lesson(tmp_path, FORM).do(f"{STOPPED}y")
    assert isinstance(question := taught.question, Choose)
    assert question.message == (
        "WARNING: FormPolicy predicted no form validation based on previous training stories. Make sure to remove "
        "contradictory stories from training data."
    )
    assert [place_in_words(each) for each in question.stories] == ['"stop, but go on" (stories.md:21)']
    for answer in ("look again", "open"):
        taught.do(f"= {answer}")
        assert taught.question == question
    stories = tmp_path / "data/stories.md"
    stories.write_text(stories.read_text().split("## stop")[0])
    taught.classroom.project.refresh([stories.as_posix()])
    taught.do("= look again")
    assert LoopInterrupted(False) in taught.events()


def test_whoever_wants_goes_on_all_the_same(tmp_path: Path) -> None:
    taught = lesson(tmp_path, FORM).do(f"{STOPPED}y\n= go on")
    assert LoopInterrupted(False) in taught.events()


def test_what_holds_for_the_whole_session_is_said_once(tmp_path: Path) -> None:
    taught = lesson(tmp_path, FORM).do("> /request\ny")
    assert "without its own code" in (taught.question.message + taught.session.remark)
    taught.do('y\n> /inform{"cuisine": "thai"}\ny')
    assert "without its own code" not in (taught.question.message + taught.session.remark)


def test_buttons_are_suggested(tmp_path: Path) -> None:
    bot = FORM.replace("[{text: go on?}]", "[{text: go on?, buttons: [{title: Yes, payload: /affirm}]}]")
    taught = lesson(tmp_path, bot).do("> /request\ny\ny\n> /stop\nn\n= utter_ask_continue\ny")
    assert isinstance(question := taught.question, Enter)
    assert [(each.label, each.value) for each in question.suggestions] == [("Yes", "/affirm")]


def test_a_restart_ends_the_conversation_and_keeps_it(tmp_path: Path) -> None:
    taught = lesson(tmp_path, GREETING).do("> /greet\ny\nn\n= action_restart")
    assert taught.told() == ["action_listen"]
    [kept] = unwritten(taught.session)
    last = kept[-1]
    assert isinstance(last, BotRan)
    assert last.event.name == "action_restart"


def test_the_questions_of_one_lesson_are_those_of_another(tmp_path: Path) -> None:
    """What was written down makes the same session again."""
    taught = lesson(tmp_path, FORM).do(STOPPED + "n\ny\nundo\nundo\nfork 0")
    assert replayed(started(), taught.notes.inputs, taught.classroom.domain) == taught.session
