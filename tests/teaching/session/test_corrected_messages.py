"""A message that a person corrected is understood so when it is said again in the session."""

from __future__ import annotations

from pathlib import Path

import pytest
from lessons_in_words import Lesson, lesson

from teachback.dialogue.events import EntityMention
from teachback.dialogue.transcript import Annotation, RankedIntent, Understanding, UserSaid
from teachback.teaching.session.conductor import replayed
from teachback.teaching.session.phases import JudgingMessage
from teachback.teaching.session.session import started

BOT = """\
=== data/stories.md
## hello
* greet
    - utter_greet
"""
_LISTEN = "= utter_hello\n= action_listen"
CORRECTED = f"> hello thai\nn\n= greet\n= hello [thai](cuisine)\n{_LISTEN}"


def misunderstanding(folder: Path, *texts: str) -> Lesson:
    """A lesson whose interpreter takes all these texts for a goodbye."""
    taught = lesson(folder, BOT)
    for text in texts:
        taught.classroom.understood[text] = Understanding(text, "bye", 0.6, (), (RankedIntent("bye", 0.6),))
    return taught


def understood_again(taught: Lesson, text: str) -> Understanding:
    taught.do(f"> {text}")
    taught.conductor.question()
    phase = taught.session.phase
    assert isinstance(phase, JudgingMessage)
    return phase.understood


def greeting(text: str) -> Understanding:
    return Understanding(text, "greet", 1.0, (Annotation(EntityMention("cuisine", text[6:10]), 6, 10),))


@pytest.mark.parametrize("again", ["hello thai", "  hello thai ", "Hello THAI"])
def test_said_again_it_is_understood_as_it_was_corrected(tmp_path: Path, again: str) -> None:
    taught = misunderstanding(tmp_path, "hello thai", again.strip()).do(CORRECTED)
    assert understood_again(taught, again) == greeting(again.strip())
    assert taught.asked.startswith("Is the intent 'greet' correct for")


def test_a_value_that_is_not_in_the_words_stays(tmp_path: Path) -> None:
    marked = '= hello [thai]{"entity": "cuisine", "value": "Thai food"}'
    taught = misunderstanding(tmp_path, "hello thai", "HELLO THAI")
    taught.do(f"> hello thai\nn\n= greet\n{marked}\n{_LISTEN}")
    [annotation] = understood_again(taught, "HELLO THAI").annotations
    assert annotation.mention == EntityMention("cuisine", "Thai food")


@pytest.mark.parametrize("other", ["hello thai!", "hello  thai", "hello"])
def test_other_words_are_understood_anew(tmp_path: Path, other: str) -> None:
    taught = misunderstanding(tmp_path, "hello thai", other).do(CORRECTED)
    assert understood_again(taught, other).intent == "bye"


def test_it_counts_in_the_next_conversation_too(tmp_path: Path) -> None:
    taught = misunderstanding(tmp_path, "hello thai").do(f"{CORRECTED}\nfresh")
    assert understood_again(taught, "hello thai") == greeting("hello thai")


def test_the_latest_correction_counts(tmp_path: Path) -> None:
    taught = misunderstanding(tmp_path, "hello thai").do(
        f"{CORRECTED}\n> hello thai\nn\n= deny\n= hello thai\n{_LISTEN}"
    )
    assert understood_again(taught, "hello thai") == Understanding("hello thai", "deny")


def test_a_correction_that_was_undone_is_forgotten(tmp_path: Path) -> None:
    taught = misunderstanding(tmp_path, "hello thai").do("> hello thai\nn\n= greet\n= hello [thai](cuisine)")
    taught.conductor.question()
    taught.do("undo")
    assert understood_again(taught, "hello thai").intent == "bye"


def test_what_was_agreed_with_is_understood_anew(tmp_path: Path) -> None:
    taught = misunderstanding(tmp_path, "hello thai").do(f"> hello thai\ny\n{_LISTEN}")
    assert understood_again(taught, "hello thai").confidence == 0.6


def test_a_command_means_what_it_says(tmp_path: Path) -> None:
    taught = lesson(tmp_path, BOT).do("> /Greet\n= deny\n= utter_hello\n= action_listen\n> /greet")
    taught.conductor.question()
    said = [entry.understood for entry in taught.session.transcript if isinstance(entry, UserSaid)]
    assert [each.intent for each in said] == ["deny", "greet"]


def test_a_session_that_is_resumed_remembers(tmp_path: Path) -> None:
    taught = misunderstanding(tmp_path, "hello thai").do(f"{CORRECTED}\n> hello thai\ny")
    again = replayed(started(), taught.notes.inputs, taught.classroom.domain)
    assert again == taught.session
    last = [entry for entry in again.transcript if isinstance(entry, UserSaid)][-1]
    assert last.understood == greeting("hello thai")
