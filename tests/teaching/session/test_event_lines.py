"""Events as lines: each generation of Rasa has its own word for an active form."""

from __future__ import annotations

from pathlib import Path

import pytest
from lessons_in_words import lesson

from bots import open_bot
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.dialogue.events import LoopChanged, SlotSet
from teachback.teaching.session.chat_history import BotRow, chat_history
from teachback.teaching.session.event_lines import line_of, typed_events
from teachback.teaching.session.inputs import UnfitAnswerError

RASA1 = "=== data/stories.md\n## x\n* greet\n  - utter_greet\n"
RASA3 = """\
=== domain.yml
version: "3.1"
intents: [book]
entities: [date]
slots:
  date: {type: text, mappings: [{type: from_entity, entity: date}]}
responses:
  utter_ask_date: [{text: When?}]
forms:
  book_form: {required_slots: [date]}
=== data/stories.yml
version: "3.1"
stories:
- story: book
  steps:
  - intent: book
  - action: book_form
  - active_loop: book_form
=== config.yml
policies: [{name: MemoizationPolicy}]
"""


def domain_of(folder: Path, bot: str) -> Domain:
    return open_bot(folder, bot).snapshot.domain


@pytest.mark.parametrize(
    ("dialect", "begun", "over"),
    [
        (Dialect.RASA1, 'form{"name": "book_form"}', 'form{"name": null}'),
        (Dialect.RASA3, 'active_loop{"name": "book_form"}', 'active_loop{"name": null}'),
    ],
)
def test_a_form_is_called_as_its_rasa_calls_it(dialect: Dialect, begun: str, over: str) -> None:
    assert line_of(LoopChanged("book_form"), dialect) == begun
    assert line_of(LoopChanged(None), dialect) == over


def test_the_chat_history_of_a_project_says_what_its_rasa_says(tmp_path: Path) -> None:
    taught = lesson(tmp_path, RASA3).do("> /book\ny")
    assert "book_form" in taught.told()
    rows = chat_history(taught.session.conversation, Dialect.RASA3)
    assert 'active_loop{"name": "book_form"}' in [
        line.text for row in rows if isinstance(row, BotRow) for line in row.lines
    ]


@pytest.mark.parametrize("line", ['active_loop{"name": "book_form"}', 'form{"name": "book_form"}'])
def test_what_is_shown_can_be_typed(tmp_path: Path, line: str) -> None:
    typed = typed_events(f'{line}; slot{{"date": "active_loop{{"}}', domain_of(tmp_path, RASA3))
    assert typed == (LoopChanged("book_form"), SlotSet("date", "active_loop{"))


def test_a_rasa_that_knows_no_loops_reads_none(tmp_path: Path) -> None:
    with pytest.raises(UnfitAnswerError):
        typed_events('active_loop{"name": "book_form"}', domain_of(tmp_path, RASA1))
