"""Whatever is answered, undone and forked: the conversation is the one that the final answers alone would give."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lessons_in_words import Classroom, Lesson
from test_steps import FORM

from bots import open_bot
from teachback.dialogue.transcript import UserSaid
from teachback.teaching.prompts import Choose, Confirm, Enter, Question
from teachback.teaching.session.conductor import replayed
from teachback.teaching.session.inputs import Agreed, Answer, Fork, StartFresh, Told, Undo
from teachback.teaching.session.machine import begins_step
from teachback.teaching.session.session import Session, started, unwritten

MESSAGES = ("/request", '/inform{"cuisine": "thai"}', "/stop", "/affirm", "/chitchat", "/dance")


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    return Classroom(open_bot(tmp_path_factory.mktemp("bot"), FORM))


def an_answer(question: Question, draw: st.DataObject) -> Answer:
    match question:
        case Confirm():
            return Agreed(draw.draw(st.booleans()))
        case Choose(title, _, choices, allow_new):
            names = [choice.value for choice in choices if choice.value not in {"again", "remove", "look again"}][:6]
            new = ["utter_new", "action_new"] if allow_new and title != "Intent" else []
            return Told(draw.draw(st.sampled_from([*names, *new])))
        case Enter(message):
            events = 'slot{"cuisine": "thai"}' if "events" in message else ""
            return Told(events or draw.draw(st.sampled_from(MESSAGES)))


class Walk:
    """A session, and beside it the answers that still count."""

    def __init__(self, classroom: Classroom) -> None:
        self.lesson = Lesson(classroom)
        self.classroom = classroom
        self.lesson.conductor.question()

    @property
    def session(self) -> Session:
        return self.lesson.session

    def answer(self, draw: st.DataObject) -> None:
        self.lesson.conductor.give(an_answer(self.lesson.question, draw))
        self.lesson.conductor.question()

    def undo(self) -> None:
        if self.session.before is not None:
            self.lesson.conductor.give(Undo())
            self.lesson.conductor.question()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.data())
def test_an_undo_leads_back_to_the_question_before(classroom: Classroom, draw: st.DataObject) -> None:
    walk = Walk(classroom)
    seen: list[Session] = []
    for _ in range(draw.draw(st.integers(1, 12))):
        seen.append(walk.session)
        walk.answer(draw)
    while walk.session.before is not None:
        walk.undo()
        assert any((each.conversation, each.phase) == (walk.session.conversation, walk.session.phase) for each in seen)
    assert walk.session.conversation == started().conversation


def back_to(before: Session, walk: Walk) -> None:
    while walk.session != before:
        assert walk.session.before is not None
        walk.undo()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.data())
def test_detours_leave_no_trace(classroom: Classroom, draw: st.DataObject) -> None:
    """Going some steps and taking them all back is as if they had never been gone."""
    straight, winding = Walk(classroom), Walk(classroom)
    for _ in range(draw.draw(st.integers(1, 8))):
        before = winding.session
        if begins_step(before):  # an undo leads back to the beginning of a step, never into the middle of one
            for _ in range(draw.draw(st.integers(0, 3))):
                winding.answer(draw)
            back_to(before, winding)
        answer = an_answer(straight.lesson.question, draw)
        for walk in (straight, winding):
            walk.lesson.conductor.give(answer)
            walk.lesson.conductor.question()
        assert winding.session.conversation == straight.session.conversation
        assert winding.session.phase == straight.session.phase


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.data())
def test_a_fork_goes_on_from_before_its_message_and_keeps_the_old_conversation(
    classroom: Classroom, draw: st.DataObject
) -> None:
    walk = Walk(classroom)
    for _ in range(draw.draw(st.integers(2, 12))):
        walk.answer(draw)
    before = walk.session.conversation
    places = [index for index, entry in enumerate(before) if isinstance(entry, UserSaid)]
    if not places:
        return
    message = draw.draw(st.integers(0, len(places) - 1))
    walk.lesson.conductor.give(Fork(message))
    assert walk.session.conversation == before[: places[message]]
    assert before in unwritten(walk.session)
    walk.undo()
    assert walk.session.conversation == before


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.data())
def test_what_was_written_down_makes_the_same_session_again(classroom: Classroom, draw: st.DataObject) -> None:
    walk = Walk(classroom)
    for _ in range(draw.draw(st.integers(1, 15))):
        match draw.draw(st.sampled_from(["answer", "answer", "answer", "undo", "fork", "fresh"])):
            case "undo":
                walk.undo()
            case "fork" if any(isinstance(entry, UserSaid) for entry in walk.session.conversation):
                walk.lesson.conductor.give(Fork(0))
            case "fresh":
                walk.lesson.conductor.give(StartFresh())
            case _:
                walk.answer(draw)
        walk.lesson.conductor.question()
        assert replayed(started(), walk.lesson.notes.inputs, classroom.domain) == walk.session
