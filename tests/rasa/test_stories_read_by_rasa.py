"""Written stories as real Rasa reads them: it learns from a story alone, and then does what was taught."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import odd_bots
import pytest
import taught_bots
from asking import asked, bot
from odd_bots import ODD, values_in
from taught_bots import CONFIG_1X, CONFIG_3X, LEFT_AND_BEGUN_ANEW, REQUESTED_SLOT_IS_SEEN, RULES_3X, TAUGHT, taught

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.transcript import Annotation, Transcript, UserSaid
from teachback.dialogue.values import thaw
from teachback.formats.markdown_story_writing import markdown_story, markdown_test_story
from teachback.formats.yaml_losses import lost_in_yaml
from teachback.formats.yaml_story_writing import UNSEEN_SLOTS, yaml_story, yaml_test_story

pytestmark = pytest.mark.rasa

# The bot of 3.x has no rules; or rules for forms and single turns, and the story leaves out a slot that no policy sees;
# or it lets policies see which slot a form asks for.
KINDS_3X = ("", " (rules)", " (seen)")


@pytest.fixture(scope="module")
def asked_1x(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return asked(tmp_path_factory.mktemp("taught-1"), "1.10.26", "live_1x.py", dict(bots_1x()))


def bots_1x() -> Iterator[tuple[str, str]]:
    for name in TAUGHT:
        yield name, bot_1x(name, taught_bots.DOMAIN_1X, taught(name, Dialect.RASA1))
    for name, told in ODD.items():
        yield name, bot_1x(name, odd_bots.DOMAIN_1X, told)


def bot_1x(name: str, domain: str, told: Transcript) -> str:
    files = {
        "domain.yml": domain,
        "config.yml": CONFIG_1X,
        "data/stories.md": markdown_story(name, told),
        "test_stories.md": markdown_test_story(name, told),
    }
    return bot(files, Dialect.RASA1, told)


@pytest.fixture(scope="module")
def asked_3x(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return asked(tmp_path_factory.mktemp("taught-3"), "3.6.21", "live_3x.py", dict(bots_3x()))


def bots_3x() -> Iterator[tuple[str, str]]:
    plain, seen = taught_bots.DOMAIN_3X, taught_bots.DOMAIN_3X + REQUESTED_SLOT_IS_SEEN
    for name in TAUGHT:
        told = taught(name, Dialect.RASA3)
        yield name, bot_3x(name, plain, told)
        yield f"{name} (rules)", bot_3x(name, plain, told, {*UNSEEN_SLOTS, "num"}, RULES_3X)
        yield f"{name} (seen)", bot_3x(name, seen, told, set())
    for name, told in ODD.items():
        yield name, bot_3x(name, odd_bots.DOMAIN_3X, told)


def bot_3x(
    name: str, domain: str, told: Transcript, unseen_slots: AbstractSet[str] = UNSEEN_SLOTS, rules: str = ""
) -> str:
    files = {
        "domain.yml": domain,
        "config.yml": CONFIG_3X,
        "data/stories.yml": f'version: "3.1"\nstories:\n{yaml_story(name, told, unseen_slots)}',
        "data/rules.yml": rules,
        "test_stories.yml": f'version: "3.1"\nstories:\n{yaml_test_story(name, told)}',
    }
    return bot(files, Dialect.RASA3, told)


@pytest.mark.parametrize("name", [name for name in TAUGHT if name != LEFT_AND_BEGUN_ANEW])
def test_rasa_1_exports_the_same_stories(name: str, asked_1x: dict[str, Any]) -> None:
    told = taught(name, Dialect.RASA1)
    assert markdown_story("taught", told) == asked_1x[name]["exported"]
    assert markdown_test_story("taught", told) == asked_1x[name]["exported_test"]


def test_the_exporter_of_rasa_1_forgets_that_a_form_begins_anew(asked_1x: dict[str, Any]) -> None:
    """It takes the first answer for a return to the form, although the tracker does not."""
    assert "    - action_listen\n" in asked_1x[LEFT_AND_BEGUN_ANEW]["exported"]
    assert "action_listen" not in markdown_story("taught", taught(LEFT_AND_BEGUN_ANEW, Dialect.RASA1))


@pytest.mark.parametrize("name", [*TAUGHT, *ODD])
def test_rasa_1_does_what_a_markdown_story_tells(name: str, asked_1x: dict[str, Any]) -> None:
    said = asked_1x[name]
    assert said.get("parse_error") is None
    assert said["warnings"] == []
    assert unlike_taught(said) == []


def test_rasa_1_validates_an_answer_as_it_was_taught(asked_1x: dict[str, Any]) -> None:
    for name, validates in (("stopped and continued without validation", False),
                            ("stopped and continued with validation", True)):  # fmt: skip
        returns = [each for each in asked_1x[name]["lived"] if each["taught"] == "restaurant_form"]
        assert [each["validates"] for each in returns[3:4]] == [validates]


@pytest.mark.parametrize("name", [*ODD, *(name + kind for name in TAUGHT for kind in KINDS_3X)])
def test_rasa_3_does_what_a_yaml_story_tells(name: str, asked_3x: dict[str, Any]) -> None:
    said = asked_3x[name]
    assert said.get("parse_error") is None
    assert (said["warnings"], said["errors"]) == ([], {})
    assert unlike_taught(said) == []


@pytest.mark.parametrize("kind", KINDS_3X)
def test_rasa_3_validates_no_return_that_a_story_tells(kind: str, asked_3x: dict[str, Any]) -> None:
    """Why ``lost_in_yaml`` says so: RulePolicy interrupts the loop, whatever was answered."""
    for name, lost in (("stopped and continued without validation", False),
                       ("stopped and continued with validation", True)):  # fmt: skip
        returns = [each for each in asked_3x[name + kind]["lived"] if each["taught"] == "restaurant_form"]
        assert [each["validates"] for each in returns[3:4]] == [False]
        assert bool(lost_in_yaml(taught(name, Dialect.RASA3))) == lost


@pytest.mark.parametrize("name", ODD)
def test_both_read_the_values_of_entities_and_slots(
    name: str, asked_1x: dict[str, Any], asked_3x: dict[str, Any]
) -> None:
    assert asked_1x[name]["values"] == asked_3x[name]["values"] == values_in(ODD[name])


@pytest.mark.parametrize("name", ODD)
def test_both_read_the_messages_of_test_stories(name: str, asked_1x: dict[str, Any], asked_3x: dict[str, Any]) -> None:
    said = [entry.understood for entry in ODD[name] if isinstance(entry, UserSaid)]
    meant = [(each.intent, each.text, marked(each.annotations)) for each in said]
    assert [tuple(each) for each in asked_3x[name]["test_messages"]] == meant
    assert [tuple(each) for each in asked_1x[name]["test_messages"]] == [
        (intent, on_a_line(text), entities) for intent, text, entities in meant
    ]


def on_a_line(text: str) -> str:
    """What Markdown has of a text: Rasa 1.10 would take the rest for its own."""
    return text.replace(" OR ", " OR\t").replace("`", "'").replace("<!--", "< !--")


def marked(annotations: Sequence[Annotation]) -> list[dict[str, Any]]:
    """The entities that stand somewhere in the text."""
    mentions = [each.mention for each in annotations if each.start < each.end]
    return [{"entity": each.type, "value": thaw(each.value), "role": each.role} for each in mentions]


def unlike_taught(said: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps at which something else is predicted, or the right thing without certainty."""
    return [each for each in said["lived"] if (each["predicted"], each["confidence"]) != (each["taught"], 1.0)]
