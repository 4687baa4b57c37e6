"""Stories that were told after the training are learnt on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from bots import open_bot
from teachback.dialogue.states import State
from teachback.policies.learnt import Group
from teachback.policies.statistical import catching_up
from teachback.policies.statistical.catching_up import caught_up
from teachback.policies.statistical.learner import Learner, learner_of
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import training_set
from teachback.policies.tables import Tables
from teachback.project.project import Project
from teachback.text.document import Document

STORIES = """\
=== data/stories.md
## one
* greet
    - utter_greet
* bye
    - utter_bye
## two
* chitchat
    - utter_chitchat
"""

ANOTHER = """\
## three
* deny
    - utter_done
"""

DOMAIN = """\
=== domain.yml
intents: [greet, bye, chitchat]
actions: [utter_greet, utter_bye, utter_chitchat, utter_new]
"""


@dataclass(frozen=True)
class Bot:
    """A project after its training."""

    folder: Path
    project: Project
    tables: Tables
    trained: frozenset[Group]
    learner: Learner

    def now(self, stories: str) -> Learner:
        """The learner after the file of stories has got another text."""
        path = (self.folder / "data/stories.md").as_posix()
        self.tables.update(self.project.overlay(path, Document(stories)))
        return caught_up(self.learner, self.tables, self.trained)

    @property
    def stories(self) -> str:
        return STORIES.partition("\n")[2]


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    project = open_bot(tmp_path, STORIES)
    tables = Tables(project.snapshot.domain, project.snapshot.max_history)
    tables.update(project.snapshot)
    lessons = training_set(tables.examples(), tables.domain, tables.max_history)
    groups = frozenset(group for group, _ in tables.walks())
    return Bot(tmp_path, project, tables, groups, learner_of(train(lessons), lessons))


def asked(tables: Tables, intent: str) -> tuple[State, ...]:
    """The states at the beginning of a story that starts with an intent."""
    return next(each.states for each in tables.examples() if each.states and each.states[-1].intent == intent)


def test_what_was_trained_on_is_not_learnt_again(bot: Bot) -> None:
    assert bot.now(bot.stories).model is bot.learner.model


def test_a_story_more_is_known_at_once(bot: Bot) -> None:
    learner = bot.now(bot.stories + ANOTHER)
    assert next(iter(learner.predict(asked(bot.tables, "deny")))) == "utter_done"
    assert next(iter(learner.predict(asked(bot.tables, "greet")))) == "utter_greet"


def test_a_changed_story_is_known_at_once(bot: Bot) -> None:
    learner = bot.now(bot.stories.replace("utter_chitchat", "utter_hello"))
    assert next(iter(learner.predict(asked(bot.tables, "chitchat")))) == "utter_hello"


def test_more_than_a_little_is_left_to_the_next_training(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "MOST_LESSONS", 2)  # listen, done, listen
    assert bot.now(bot.stories + ANOTHER).model is bot.learner.model


def test_the_limit_counts_lessons_and_not_stories(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "MOST_LESSONS", 3)
    same = ANOTHER * 30
    assert next(iter(bot.now(bot.stories + same).predict(asked(bot.tables, "deny")))) == "utter_done"


def test_the_actions_of_the_domain_can_be_predicted_whatever_was_trained_on(bot: Bot) -> None:
    tables = Tables(open_bot(bot.folder, DOMAIN + STORIES).snapshot.domain, bot.tables.max_history)
    likely = caught_up(bot.learner, tables, frozenset()).predict(asked(bot.tables, "greet"))
    assert "utter_new" in likely
    assert "utter_new" not in bot.learner.predict(asked(bot.tables, "greet"))
