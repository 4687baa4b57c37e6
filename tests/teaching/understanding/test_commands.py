"""Commands such as `/greet` mean what they were recorded to mean in real Rasa, and are told again."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain, Entity, Intent
from teachback.dialogue.events import EntityMention, UserUttered
from teachback.dialogue.values import Value, freeze, thaw
from teachback.teaching.understanding.commands import command_of, is_command, read_command

RECORD = Path(__file__).parents[2] / "parity" / "messages" / "commands.json"
GENERATIONS = {"rasa-1.10": Dialect.RASA1, "rasa-3.6": Dialect.RASA3}
CASES: list[dict[str, Any]] = json.loads(RECORD.read_text(encoding="utf-8"))


def domain(dialect: Dialect) -> Domain:
    """The domain that was recorded with."""
    intents = {name: Intent(name) for name in ("greet", "inform", "faq")}
    entities = {name: Entity(name) for name in ("city", "n", "a")}
    return Domain(dialect, MappingProxyType(intents), MappingProxyType(entities))


@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_command_means_what_it_means_in_rasa(case: dict[str, Any], generation: str) -> None:
    dialect = GENERATIONS[generation]
    assert meaning(case["text"], dialect) == case[generation]


def meaning(text: str, dialect: Dialect) -> list[Any] | None:
    if not is_command(text, dialect):
        return None
    told = read_command(text, domain(dialect)).understanding
    if told.intent is None:
        return None
    assert [(each.name, each.confidence) for each in told.ranking] == [(told.intent, told.confidence)]
    assert {each.extractor for each in told.annotations} <= {
        None if dialect is Dialect.RASA1 else "RegexMessageHandler"
    }
    entities = [[each.mention.type, thaw(each.mention.value), each.start, each.end] for each in told.annotations]
    return [told.text, told.intent, told.confidence, entities]


@pytest.mark.parametrize(
    ("text", "dialect", "said"),
    [
        ("/inform{'city': 'Rome'}", Dialect.RASA1, "is not a JSON object"),
        ('/inform{"city": "Rome"} please', Dialect.RASA1, "is not a JSON object"),
        ('/inform{"city": "Rome"} please', Dialect.RASA3, "Rasa ignores ` please`"),
        ("/inform@1.2.3", Dialect.RASA1, "is not a confidence"),
        ("/nothing", Dialect.RASA3, "no intent `nothing`"),
        ('/inform{"stranger": 1}', Dialect.RASA3, "no entity `stranger`"),
        ("/", Dialect.RASA3, "names no intent"),
        ('/inform{"a": ' + "[" * 200 + "]" * 200 + "}", Dialect.RASA1, "nested more than"),
    ],
)
def test_what_rasa_ignores_is_told_in_words(text: str, dialect: Dialect, said: str) -> None:
    [remark] = read_command(text, domain(dialect)).remarks
    assert said in remark


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (UserUttered("greet"), "/greet"),
        (UserUttered("inform", (EntityMention("city", "東京"),)), '/inform{"city": "東京"}'),
        (
            UserUttered(
                "inform", (EntityMention("city", "Rome"), EntityMention("n", 2), EntityMention("city", "Oslo"))
            ),
            '/inform{"city": ["Rome", "Oslo"], "n": 2}',
        ),
        (UserUttered("inform", (EntityMention("city", freeze(["a", "b"])),)), '/inform{"city": [["a", "b"]]}'),
        (UserUttered(None, (), "hello"), "hello"),
    ],
)
def test_a_message_known_only_as_event_becomes_a_command(event: UserUttered, text: str) -> None:
    assert command_of(event) == text


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(), inner, max_size=3).map(freeze),
    max_leaves=5,
)


@given(st.sampled_from(list(Dialect)), st.lists(st.tuples(st.sampled_from(["city", "n", "a"]), VALUES), max_size=4))
def test_a_command_says_what_the_event_says(dialect: Dialect, entities: list[tuple[str, Value]]) -> None:
    mentions = tuple(EntityMention(kind, value) for kind, value in sorted(entities, key=lambda each: each[0]))
    told = read_command(command_of(UserUttered("inform", mentions)), domain(dialect)).understanding
    assert (told.intent, told.mentions) == ("inform", mentions)


@given(st.sampled_from(list(Dialect)), st.text(alphabet='/abc@.0{}[]": ,\n\t\\'))
def test_any_text_is_read(dialect: Dialect, text: str) -> None:
    if is_command(text, dialect):
        read_command(text, domain(dialect))
