"""Stories asked of policies that learnt from the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaluated_bots import Counting, subject_of
from teachback.evaluation.cross_validation import Doing, Progress, Subject, cross_validate
from teachback.evaluation.examined import ExaminedAction, Familiarity
from teachback.evaluation.families import families
from teachback.evaluation.folds import folds
from teachback.policies.tables import Example

BOT = """\
=== config.yml
policies:
- name: MemoizationPolicy
  max_history: 2
- name: TEDPolicy
  max_history: 2
=== data/stories.md
## one
* greet
  - utter_greet
* affirm
  - utter_done
## two
* greet
  - utter_greet
* affirm
  - utter_bye
## three
* chitchat
  - utter_chitchat
"""


class Asking:
    """A cross-validation with one story a fold, and what it trained on and reported."""

    def __init__(self, subject: Subject) -> None:
        self.trained: list[list[Example]] = []
        self.reported: list[Progress] = []
        found = families(subject.tables).found
        self.examination = cross_validate(subject, folds(found, len(found)), self._fit, self.reported.append)

    def of(self, story: str) -> list[ExaminedAction]:
        return [each for each in self.examination.actions if each.story == story]

    def _fit(self, examples: Sequence[Example]) -> Counting:
        self.trained.append(list(examples))
        return Counting(examples)


def asked(folder: Path, text: str) -> Asking:
    return Asking(subject_of(folder, text))


def test_nothing_is_learnt_from_the_story_that_is_asked_for(tmp_path: Path) -> None:
    asking = asked(tmp_path, BOT)
    chitchat = [any(each.states[-1].intent == "chitchat" for each in examples) for examples in asking.trained]
    assert sorted(chitchat) == [False, True, True]
    assert [len(examples) for examples in asking.trained] == [8, 8, 10]


def test_every_action_is_asked_for_once_with_its_place(tmp_path: Path) -> None:
    asking = asked(tmp_path, BOT)
    assert [(each.action, each.place.step, each.place.implied) for each in asking.of("one")] == [
        ("action_listen", 0, True),
        ("utter_greet", 1, False),
        ("action_listen", 1, True),
        ("utter_done", 3, False),
        ("action_listen", 3, True),
    ]
    assert len(asking.examination.actions) == 13


def test_what_both_predictors_say_is_kept_apart(tmp_path: Path) -> None:
    _, greeted, _, done, _ = asked(tmp_path, BOT).of("one")
    assert (greeted.ensemble.action, greeted.ensemble.policy, greeted.ensemble.gave) == (
        "utter_greet",
        "MemoizationPolicy",
        1.0,
    )
    assert (greeted.statistics.action, greeted.statistics.policy) == ("utter_greet", "counting")
    assert (done.ensemble.action, done.ensemble.gave) == ("utter_bye", 0.0)
    assert (done.statistics.action, done.statistics.confidence, done.statistics.gave) == ("utter_bye", 1.0, 0.0)


def test_what_the_others_know_is_told(tmp_path: Path) -> None:
    asking = asked(tmp_path, BOT)
    _, greeted, _, done, _ = asking.of("one")
    assert (greeted.unseen, greeted.familiarity, greeted.after_user) == (False, Familiarity.KNOWN, True)
    assert (done.unseen, done.familiarity) == (False, Familiarity.OTHER_ACTION)
    assert dict(done.elsewhere) == {"utter_bye": 1}
    _, chatted, listened = asking.of("three")
    assert (chatted.unseen, chatted.familiarity) == (True, Familiarity.NEW_ACTION)
    assert (listened.unseen, listened.familiarity, listened.after_user) == (True, Familiarity.NEW_WINDOW, False)


def test_nobody_predicting_is_said_so(tmp_path: Path) -> None:
    _, chatted, _ = asked(tmp_path, BOT.replace("- name: TEDPolicy\n  max_history: 2\n", "")).of("three")
    assert (chatted.ensemble.action, chatted.ensemble.confidence) == (None, 0.0)


SHARED = """\
=== data/stories.md
## begin
* greet
  - utter_greet
> greeted
## goes on
> greeted
* affirm
  - utter_done
## goes on otherwise
> greeted
* deny
  - utter_bye
## apart
* chitchat
  - utter_chitchat
"""


def test_what_several_conversations_share_is_asked_for_once(tmp_path: Path) -> None:
    asking = asked(tmp_path, SHARED)
    assert [each.action for each in asking.of("begin")] == ["action_listen", "utter_greet"]
    assert [each.action for each in asking.of("goes on")] == ["action_listen", "utter_done", "action_listen"]


def test_an_action_before_anything_was_said_is_no_label(tmp_path: Path) -> None:
    text = "=== data/stories.md\n## first\n  - utter_hello\n* greet\n  - utter_greet\n## second\n* bye\n  - utter_bye\n"
    actions = [each.action for each in asked(tmp_path, text).of("first")]
    assert actions == ["action_listen", "utter_greet", "action_listen"]


def test_progress_is_reported_twice_a_fold(tmp_path: Path) -> None:
    assert asked(tmp_path, BOT).reported == [
        Progress(1, 3, Doing.TRAINING, 2),
        Progress(1, 3, Doing.ASKING, 1),
        Progress(2, 3, Doing.TRAINING, 2),
        Progress(2, 3, Doing.ASKING, 1),
        Progress(3, 3, Doing.TRAINING, 2),
        Progress(3, 3, Doing.ASKING, 1),
    ]


RULES = """\
=== domain.yml
version: "3.1"
intents: [greet, bye, affirm]
responses:
  utter_greet: [{text: hi}]
  utter_bye: [{text: bye}]
  utter_done: [{text: done}]
=== config.yml
policies:
- name: MemoizationPolicy
- name: RulePolicy
=== data/stories.yml
version: "3.1"
stories:
- story: one
  steps:
  - intent: greet
  - action: utter_greet
  - intent: bye
  - action: utter_bye
- story: two
  steps:
  - intent: affirm
  - action: utter_done
rules:
- rule: farewell
  steps:
  - intent: bye
  - action: utter_bye
"""


def test_rules_are_learnt_in_every_fold(tmp_path: Path) -> None:
    asking = asked(tmp_path, RULES)
    bye = next(each for each in asking.of("one") if each.action == "utter_bye")
    assert (bye.ensemble.action, bye.ensemble.policy) == ("utter_bye", "RulePolicy")
    assert (bye.unseen, bye.familiarity) == (True, Familiarity.NEW_WINDOW)
    greet = next(each for each in asking.of("one") if each.action == "utter_greet")
    assert greet.familiarity is Familiarity.NEW_ACTION
    assert not asking.examination.rules_refused


def test_rules_that_would_not_be_trained_on_take_no_part(tmp_path: Path) -> None:
    text = RULES.replace(
        "  - action: utter_done\n", "  - action: utter_done\n  - intent: bye\n  - action: utter_done\n"
    )
    asking = asked(tmp_path, text)
    assert asking.examination.rules_refused
    bye = next(each for each in asking.of("one") if each.action == "utter_bye")
    assert bye.ensemble.policy != "RulePolicy"
