"""Why an action is likely: which places of the stories stand behind it, and in what words. ``$0`` is the cursor."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import open_bot
from teachback.checks.inspection import Inspector
from teachback.checks.rule import Facts
from teachback.policies.statistical.learner import Learner, learner_of
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import training_set
from teachback.teaching.expectation import Expectation, expectation_at
from teachback.teaching.next_action import begin, forecast_by
from teachback.teaching.prompts import Choose
from teachback.teaching.reason import in_words
from teachback.teaching.reasons import feature_in_words

STORIES = """\
=== domain.yml
intents: [inform, greet, bye]
actions: [action_search, action_other, utter_ask_cuisine, utter_greet, utter_bye]
=== data/stories.md
## one
* greet
    - utter_ask_cuisine
* inform
    - action_search

## two
* bye
    - utter_bye
* greet
    - utter_ask_cuisine
* inform
    - action_search

## three
* inform
    - action_other
"""


def learnt(folder: Path, text: str) -> tuple[Facts, Learner, int]:
    project = open_bot(folder, text.replace("$0", ""))
    snapshot = project.snapshot
    facts = Inspector().inspect(snapshot).facts
    training = training_set(facts.tables.examples(), snapshot.domain, snapshot.max_history)
    return facts, learner_of(train(training), training), text.partition("=== data/stories.md\n")[2].find("$0")


def stories_file(facts: Facts) -> str:
    return next(path for path in facts.snapshot.files if path.endswith("stories.md"))


def asked(folder: Path, text: str) -> Choose:
    facts, learner, offset = learnt(folder, text)
    _, prompt = begin(facts, forecast_by(facts, learner), stories_file(facts), offset)
    assert isinstance(prompt, Choose)
    return prompt


def expected(folder: Path, text: str) -> Expectation | None:
    facts, learner, offset = learnt(folder, text)
    return expectation_at(facts, forecast_by(facts, learner), stories_file(facts), offset)


def test_a_new_situation_is_explained_by_the_stories_that_are_most_like_it(tmp_path: Path) -> None:
    prompt = asked(tmp_path, STORIES + "\n## new\n* bye\n    - utter_ask_cuisine\n* inform$0\n")
    first = prompt.choices[0]
    assert first.value == "action_search"
    assert first.why
    assert "after `utter_ask_cuisine` with intent `inform`: 2 stories" in in_words(first.why[0])
    assert '"one" (stories.md:5)' in in_words(first.why[0])


def test_what_speaks_against_it_is_counted(tmp_path: Path) -> None:
    prompt = asked(tmp_path, STORIES + "\n## new\n* bye\n    - utter_bye\n* inform$0\n")
    [why] = [choice.why for choice in prompt.choices if choice.value == "action_search"]
    told = next(each for each in map(in_words, why) if "with intent `inform`" in each)
    assert "with intent `inform`: 2 stories, and 1 place against it" in told
    assert 'against it "three" (stories.md:17)' in told


def test_a_situation_that_a_story_tells_of_is_explained_by_that_story_alone(tmp_path: Path) -> None:
    prompt = asked(tmp_path, STORIES.replace("## three\n* inform", "## three\n* inform$0"))
    told = next(choice for choice in prompt.choices if choice.value == "action_other")
    assert told.why == ()
    assert '"three"' in told.detail


def test_only_the_first_choices_have_reasons(tmp_path: Path) -> None:
    prompt = asked(tmp_path, STORIES + "\n## new\n* bye\n    - utter_ask_cuisine\n* inform$0\n")
    assert not any(choice.why for choice in prompt.choices[3:])


def test_a_name_may_be_the_reason(tmp_path: Path) -> None:
    goodbye = STORIES.replace("intents: [", "intents: [goodbye, ").replace("utter_bye]", "utter_bye, utter_goodbye]")
    prompt = asked(tmp_path, goodbye + "\n## new\n* goodbye$0\n")
    namesake = next(choice for choice in prompt.choices if choice.value == "utter_goodbye")
    assert "its name is like what the user said" in map(in_words, namesake.why)


def test_the_hover_tells_what_would_rather_be_expected(tmp_path: Path) -> None:
    found = expected(tmp_path, STORIES + "\n## odd\n* greet\n    - utter_ask_cuisine\n* bye\n    - action_o$0ther\n")
    assert found is not None
    assert found.told.action == "action_other"
    assert found.rather is None or found.rather.probability > found.told.probability
    agreed = expected(tmp_path / "b", STORIES.replace("- utter_bye", "- utter_b$0ye"))
    assert agreed is not None
    assert agreed.rather is None
    assert agreed.told.probability > 0.5
    assert agreed.told.why


@pytest.mark.parametrize("text", ["## t$0wo", "* g$0reet\n    - utter_ask"])
def test_only_an_action_is_explained(tmp_path: Path, text: str) -> None:
    assert expected(tmp_path, STORIES.replace(text.replace("$0", ""), text, 1)) is None


@pytest.mark.parametrize(
    ("feature", "words"),
    [
        (("intent+bot before", "inform", "utter_ask"), "after `utter_ask` with intent `inform`"),
        (
            ("intent+bot before+loop", "inform", None, "a_form"),
            "at the start with intent `inform` while `a_form` is active",
        ),
        (("intent+entities", "inform", "city,date"), "with intent `inform` and `city`, `date`"),
        (("intent+entities", "inform", ""), "with intent `inform` and no entity"),
        (
            ("turn+intent", "utter_a utter_b", "greet"),
            "with only `utter_a`, `utter_b` since the user spoke with intent `greet`",
        ),
        (("action+slots", "utter_a", "name=1 city=1,0"), "after `utter_a` with `name`, `city` set"),
        (("action+slots", "utter_a", ""), "after `utter_a` with no slot set"),
        (("action+asked", "action_x", "utter_ask"), "after `action_x` in answer to `utter_ask`"),
        (("action+loop", "utter_a", None), "after `utter_a` outside any form"),
        (("relation", "going on: is the active loop"), "it is the active form"),
        (("relation", "going on: ran in this turn"), None),
        (("at", 0, "intent", "greet"), None),
        (("states", "0123456789abcdef"), None),
    ],
)
def test_features_in_words(feature: tuple[str | int | None, ...], words: str | None) -> None:
    assert feature_in_words(feature) == words
