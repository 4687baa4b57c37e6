"""A running Rasa is asked in the place of the policies, but for what the session taught."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lessons_in_words import Classroom, Lesson
from test_steps import GREETING

from bots import open_bot
from teachback.dialogue.domain import Domain
from teachback.dialogue.events import Event
from teachback.policies.live.problems import LiveProblem
from teachback.policies.prediction import Answer, Prediction
from teachback.teaching.prompts import Choose


@dataclass
class Rasa:
    """Says one thing, whatever happens, or nothing at all."""

    domain: Domain
    says: Prediction | None
    asked: list[Sequence[Event]] = field(default_factory=list[Sequence[Event]])

    def after(
        self, events: Sequence[Event], chosen_by: str | None = None, confidences: tuple[float, ...] = ()
    ) -> Answer:
        del chosen_by, confidences
        self.asked.append(events)
        if self.says is None:
            raise LiveProblem("The server at http://localhost:1 does not answer.")
        return Answer(self.says, (self.says,))


def lesson_with(folder: Path, says: Prediction | None) -> tuple[Lesson, Rasa]:
    project = open_bot(folder, GREETING)
    rasa = Rasa(project.snapshot.domain, says)
    return Lesson(Classroom(project, live=rasa)), rasa


def test_what_rasa_says_is_proposed_with_its_scores(tmp_path: Path) -> None:
    says = Prediction("TEDPolicy", 1, {"utter_bye": 0.7, "utter_greet": 0.3})
    taught, rasa = lesson_with(tmp_path, says)
    taught.do("> /greet")
    assert taught.asked == "The bot wants to run 'utter_bye', correct?"
    assert rasa.asked
    taught.do("n")
    question = taught.question
    assert isinstance(question, Choose)
    scores = [(choice.value, choice.score) for choice in question.choices[:2]]
    assert scores == [("utter_bye", 0.7), ("utter_greet", 0.3)]


def test_what_the_session_taught_comes_first(tmp_path: Path) -> None:
    taught, _ = lesson_with(tmp_path, Prediction("TEDPolicy", 1, {"utter_bye": 0.7, "utter_greet": 0.3}))
    taught.do("> /greet\nn\n= utter_hello\nfresh\n> /greet")
    assert taught.asked == "The bot wants to run 'utter_hello', correct?"


def test_where_rasa_gives_no_answer_the_policies_do_and_say_so(tmp_path: Path) -> None:
    taught, _ = lesson_with(tmp_path, None)
    taught.do("> /greet")
    assert taught.asked == "The bot wants to run 'utter_greet', correct?"
    assert taught.session.remark.endswith("Teachback's own policies answer instead.")
