"""What a model of NLU data understands."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nlu_bots import found, intents, learnt

from teachback.teaching.understanding.model import Model

GREETINGS = intents(
    greet="hello|hi there|good morning|good evening",
    bye="bye|good bye|see you later|see you",
    order="I want a pizza|bring me a pizza please|a soup please",
)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hello there", "greet"),
        ("helo", "greet"),
        ("see you tomorrow", "bye"),
        ("I would like a pizza", "order"),
        ("GOOD  BYE", "bye"),
    ],
)
def test_messages_that_no_example_says(tmp_path: Path, text: str, intent: str) -> None:
    assert learnt(tmp_path, GREETINGS).understand(text).intent == intent


CHINESE = intents(
    weather="今天天气怎么样|明天会下雨吗|北京的天气好吗",
    ticket="我想买一张去[上海](city)的票|帮我订去[北京](city)的机票|买票",
    thanks="谢谢|非常感谢你",
)
JAPANESE = intents(
    weather="今日の天気はどうですか|明日は雨ですか|天気を教えて",
    ticket="[東京](city)までの切符をください|[大阪](city)行きの切符が欲しい|切符を買いたい",
    thanks="ありがとう|ありがとうございます",
)
THAI = intents(
    weather="วันนี้อากาศเป็นอย่างไร|พรุ่งนี้ฝนจะตกไหม|อากาศดีไหม",
    ticket="ขอตั๋วไป[เชียงใหม่](city)|จองตั๋วไป[ภูเก็ต](city)หน่อย|ซื้อตั๋ว",
    thanks="ขอบคุณ|ขอบคุณมากครับ",
)


@pytest.mark.parametrize(
    ("nlu", "text", "intent", "entities"),
    [
        (CHINESE, "后天天气怎么样", "weather", []),
        (CHINESE, "我要买去上海的票", "ticket", [("上海", "city", "上海")]),
        (CHINESE, "谢谢你", "thanks", []),
        (JAPANESE, "明日の天気は", "weather", []),
        (JAPANESE, "大阪までの切符をください", "ticket", [("大阪", "city", "大阪")]),
        (JAPANESE, "どうもありがとう", "thanks", []),
        (THAI, "พรุ่งนี้อากาศเป็นอย่างไร", "weather", []),
        (THAI, "ซื้อตั๋วไปภูเก็ต", "ticket", [("ภูเก็ต", "city", "ภูเก็ต")]),
        (THAI, "ขอบคุณครับ", "thanks", []),
    ],
)
def test_scripts_without_blanks(
    tmp_path: Path, nlu: str, text: str, intent: str, entities: list[tuple[str, str, object]]
) -> None:
    understood = learnt(tmp_path, nlu).understand(text)
    assert (understood.intent, found(understood)) == (intent, entities)


def test_places_count_code_points(tmp_path: Path) -> None:
    model = learnt(tmp_path, intents(go="to [Rome](city)|to [Oslo](city) please|🚄 to [Paris](city)"))
    [city] = model.understand("🚄 to Oslo").annotations
    assert (city.start, city.end, city.extractor) == (5, 9, "CRFEntityExtractor")


TRIPS = intents(
    trip='from [Rome]{"entity": "city", "role": "from"} to [Oslo]{"entity": "city", "role": "to"}'
    '|to [Paris]{"entity": "city", "role": "to"} from [Oslo]{"entity": "city", "role": "from"}'
    '|I fly from [Paris]{"entity": "city", "role": "from"}'
    '|bring me to [Rome]{"entity": "city", "role": "to"}',
    order='[small]{"entity": "size", "group": "1"} pizza and [large]{"entity": "size", "group": "2"} soup'
    '|[large]{"entity": "size", "group": "1"} pizza and [small]{"entity": "size", "group": "2"} soup',
)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("from Oslo to Rome", [("Oslo", "city#from", "Oslo"), ("Rome", "city#to", "Rome")]),
        ("to Oslo from Berlin", [("Oslo", "city#to", "Oslo"), ("Berlin", "city#from", "Berlin")]),
        ("large pizza and large soup", [("large", "size@1", "large"), ("large", "size@2", "large")]),
    ],
)
def test_roles_and_groups(tmp_path: Path, text: str, entities: list[tuple[str, str, object]]) -> None:
    assert found(learnt(tmp_path, TRIPS).understand(text)) == entities


def test_synonyms_give_values(tmp_path: Path) -> None:
    nlu = (
        intents(go='to [Rome](city)|to [NYC]{"entity": "city", "value": "New York"}|to [Oslo](city) now')
        + "- synonym: Oslo\n  examples: |\n    - Kristiania\n"
    )
    model = learnt(tmp_path, nlu)
    assert found(model.understand("to nyc")) == [("nyc", "city", "New York")]
    assert found(model.understand("to Kristiania")) == [("Kristiania", "city", "Oslo")]
    assert found(model.understand("to rome")) == [("rome", "city", "Rome")]


PATTERNS = """\
=== config.yml
version: '3.1'
recipe: default.v1
pipeline:
- name: RegexEntityExtractor
policies: []
=== domain.yml
version: '3.1'
intents: [go, call]
entities: [city, phone]
=== data/nlu.yml
version: '3.1'
nlu:
- intent: go
  examples: |
    - travel please
    - I want to travel
- intent: call
  examples: |
    - call me
    - give me a ring
- lookup: city
  examples: |
    - New York
    - 東京
    - York
- regex: phone
  examples: |
    - \\d{3}-\\d{4}
- regex: broken
  examples: |
    - (
"""


def test_lookups_and_patterns_find_entities(tmp_path: Path) -> None:
    model = learnt(tmp_path, PATTERNS)
    understood = model.understand("travel from new york to 東京へ, call 555-1234; Yorkshire")
    assert found(understood) == [
        ("new york", "city", "new york"),
        ("東京", "city", "東京"),
        ("555-1234", "phone", "555-1234"),
    ]
    assert {each.extractor for each in understood.annotations} == {"RegexEntityExtractor"}
    [remark] = model.matcher.remarks
    assert "`(` of `broken` is left out" in remark


def test_a_lookup_helps_to_learn_what_stands_where(tmp_path: Path) -> None:
    places = "|".join(f"to [{city}](city)" for city in ("rome", "oslo", "paris", "bern"))
    nlu = intents(go=f"{places}|to be|to bring|to sleep|to wait") + (
        "- lookup: capitals\n  examples: |\n    - rome\n    - Oslo\n    - Paris\n    - Bern\n    - Quito\n"
    )
    model = learnt(tmp_path, nlu)
    assert found(model.understand("to quito")) == [("quito", "city", "quito")]
    assert found(model.understand("to run")) == []


def test_retrieval_intents_are_classified_as_their_base(tmp_path: Path) -> None:
    nlu = intents(**{"faq/ask_name": "what is your name|who are you", "faq/ask_age": "how old are you", "bye": "bye"})
    understood = learnt(tmp_path, nlu).understand("what are you called, who are you")
    assert understood.intent == "faq"
    assert {each.name for each in understood.ranking} == {"faq", "bye"}


def test_one_intent_is_all_there_is(tmp_path: Path) -> None:
    understood = learnt(tmp_path, intents(greet="hello")).understand("anything")
    assert (understood.intent, understood.confidence) == ("greet", 1.0)


def test_an_example_is_its_own_intent_whatever_the_others_are_like(tmp_path: Path) -> None:
    nlu = intents(
        order="pizza|a pizza|pizza please|one pizza|big pizza", cancel="no pizza|Pizza  No More", praise="good pizza"
    )
    model = learnt(tmp_path, nlu)
    for text, intent in (("no pizza", "cancel"), ("pizza no more", "cancel"), (" GOOD pizza ", "praise")):
        understood = model.understand(text)
        assert understood.intent == intent
        assert understood.confidence > 0.98


def test_an_example_of_two_intents_may_be_either(tmp_path: Path) -> None:
    understood = learnt(tmp_path, intents(a="yes|sure", b="yes|fine", c="no")).understand("yes")
    first, second, third = understood.ranking
    assert {first.name, second.name} == {"a", "b"}
    assert second.confidence > 0.4 > third.confidence


def test_without_words_there_is_no_intent(tmp_path: Path) -> None:
    model = learnt(tmp_path, GREETINGS)
    assert {model.understand(text).intent for text in ("", "  ", "\u200f\n")} == {None}


def test_unknown_words_are_no_certainty(tmp_path: Path) -> None:
    assert learnt(tmp_path, GREETINGS).understand("ξψω").confidence < 0.6


@pytest.fixture(scope="module")
def trips(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return learnt(tmp_path_factory.mktemp("trips"), TRIPS)


@given(text=st.text(st.characters(codec=None)) | st.text("toRmelsp 京0\u0301👍"))
def test_any_message_is_ranked_to_a_sum_of_one(trips: Model, text: str) -> None:
    understood = trips.understand(text)
    assert all(0 <= each.start < each.end <= len(text) for each in understood.annotations)
    assert all(one.end <= other.start for one, other in pairwise(understood.annotations))
    if understood.intent is None:
        assert not understood.ranking
        return
    assert abs(sum(each.confidence for each in understood.ranking) - 1) < 1e-9
    assert [each.confidence for each in understood.ranking] == sorted(
        (each.confidence for each in understood.ranking), reverse=True
    )
