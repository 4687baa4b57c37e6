"""Entities in `[value](type)` notation: written, read, and corrected by a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.dialogue.events import EntityMention
from teachback.dialogue.transcript import Annotation, RankedIntent, Understanding
from teachback.dialogue.values import Record
from teachback.teaching.understanding.corrections import corrected
from teachback.teaching.understanding.marking import UnreadableMarksError, marked, read_marked


def said(text: str, *annotations: Annotation) -> Understanding:
    return Understanding(text, "inform", 0.9, annotations)


def entity(text: str, words: str, mention: EntityMention | str, extractor: str | None = None) -> Annotation:
    """The entity on some words of a text; one of which only the type is given has these words for its value."""
    start = text.index(words)
    full = mention if isinstance(mention, EntityMention) else EntityMention(mention, words)
    return Annotation(full, start, start + len(words), extractor)


TRIP = "from Rome to 東京 🚄 now"


@pytest.mark.parametrize(
    ("understanding", "text"),
    [
        (said(TRIP), TRIP),
        (said(TRIP, entity(TRIP, "Rome", "city")), "from [Rome](city) to 東京 🚄 now"),
        (
            said(TRIP, entity(TRIP, "東京", EntityMention("city", "Tokyo"))),
            'from Rome to [東京]{"entity": "city", "value": "Tokyo"} 🚄 now',
        ),
        (
            said(TRIP, entity(TRIP, "Rome", EntityMention("city", "Rome", "from", "1"))),
            'from [Rome]{"entity": "city", "role": "from", "group": "1"} to 東京 🚄 now',
        ),
        (said("2 now", entity("2 now", "2", EntityMention("number", 2))), "[2](number) now"),
        (
            said("two", entity("two", "two", EntityMention("number", 2)), entity("two", "two", "size")),
            '[two][{"entity": "number", "value": 2}, {"entity": "size"}]',
        ),
        (said("a", entity("a", "a", "x:y")), '[a]{"entity": "x:y"}'),
        (said("a", entity("a", "a", EntityMention("t", "{}"))), r'[a]{"entity": "t", "value": "\u007b\u007d"}'),
        (said('/inform{"a": "b"}', Annotation(EntityMention("a", "b"), 7, 17)), '/inform{"a": "b"}'),
        (said("see [1](2)"), r"see \[1\](2)"),
        (said("see [1] there"), "see [1] there"),
        (said(r"C:\[x](y)"), r"C:\\\[x\](y)"),
        (said("a]b", entity("a]b", "a]b", "t")), r"[a\]b](t)"),
    ],
)
def test_a_message_is_marked(understanding: Understanding, text: str) -> None:
    assert marked(understanding) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("to [Rome](city", "half a mark"),
        ("to [Rome]()", "half a mark"),
        ("to [](city)", "half a mark"),
        ("to Rome](city)", "half a mark"),
        ("to [Rome(city)", "never closed"),
        ("to Rome] now", "never opened"),
        ("to [Rome]( )", "has no type"),
        ('to [Rome]{"entity": ""}', "has no type"),
        ('to [Rome]{"role": "to"}', "does not name an entity"),
        ("to [Rome]{'entity': 'city'}", "not valid JSON"),
        ("to [[New York](city) pizza](dish)", "another inside"),
        ("[a](b)" + "x" * 5_000, "longer than"),
    ],
)
def test_marks_that_cannot_be_read_are_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(UnreadableMarksError, match=words):
        read_marked(text)


SCRIPTS = st.sampled_from('ab é東京กำשלום👩‍🚀🇮🇳\u0301\u200f []()[]{}\\":,\n/')
WORDS = st.text(SCRIPTS, max_size=8)
NAMES = st.text(SCRIPTS, min_size=1, max_size=4).filter(str.strip)


@st.composite
def understandings(draw: st.DrawFn) -> Understanding:
    """Any message with any entities that do not overlap."""
    text, annotations = draw(WORDS), list[Annotation]()
    for _ in range(draw(st.integers(0, 3))):
        words = draw(WORDS.filter(bool))
        start, text = len(text), text + words
        labels = st.tuples(NAMES, st.none() | NAMES, st.none() | WORDS, st.just(words) | WORDS)
        for kind, role, group, value in draw(st.lists(labels, min_size=1, max_size=2, unique_by=lambda each: each[0])):
            annotations.append(Annotation(EntityMention(kind, value, role, group), start, len(text)))
        text += draw(WORDS)
    return said(text, *annotations)


@given(understandings().filter(lambda each: not each.text.startswith("/")))
def test_marks_are_read_as_they_were_written(understanding: Understanding) -> None:
    assert read_marked(marked(understanding)) == (understanding.text, understanding.annotations)


@given(st.text(SCRIPTS))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        plain, annotations = read_marked(text)
    except UnreadableMarksError:
        return
    assert all(0 <= each.start < each.end <= len(plain) for each in annotations)


def test_what_was_not_changed_keeps_who_found_it() -> None:
    rome = entity(TRIP, "Rome", EntityMention("city", "Roma"), "DIETClassifier")
    original = Understanding(TRIP, "inform", 0.6, (rome,), (RankedIntent("inform", 0.6),))
    changed = corrected(original, 'from [Rome]{"entity": "city", "value": "Roma"} to [東京](city) 🚄 now')
    assert changed == Understanding(TRIP, "inform", 0.6, (rome, entity(TRIP, "東京", "city")), original.ranking)


@pytest.mark.parametrize(
    ("before", "after", "role", "group"),
    [
        (("a", None), '[Rome]{"entity": "city", "role": "b"}', "b", None),
        (("a", None), "[Rome](city)", None, None),
        ((None, None), '[Rome]{"entity": "city", "role": "b"}', "b", None),
        ((None, "1"), '[Rome]{"entity": "city", "group": "2"}', None, "2"),
        (("a", "a"), '[Rome]{"entity": "city", "group": "a"}', None, "a"),
        (("a", "1"), '[Rome]{"entity": "city", "role": "1", "group": "1"}', "1", "1"),
    ],
)
def test_a_change_of_role_or_group_is_taken(
    before: tuple[str | None, str | None], after: str, role: str | None, group: str | None
) -> None:
    rome = entity("Rome", "Rome", EntityMention("city", "Rome", *before), "DIETClassifier")
    assert corrected(said("Rome", rome), after).annotations == (
        entity("Rome", "Rome", EntityMention("city", "Rome", role, group)),
    )


def test_a_value_that_no_mark_can_tell_is_kept_whatever_else_changes() -> None:
    span = Record((("from", "now"), ("to", None)))
    original = said("two days", entity("two days", "two days", EntityMention("time", span), "DucklingEntityExtractor"))
    assert corrected(original, "[two days](time)") == original
    [changed] = corrected(original, '[two days]{"entity": "time", "role": "until"}').annotations
    assert (changed.mention.value, changed.extractor) == (span, None)


def test_an_entity_that_no_mark_shows_stays_as_long_as_the_one_around_it() -> None:
    days = entity("two days", "two days", EntityMention("time", 2), "DucklingEntityExtractor")
    two = entity("two days", "two", EntityMention("number", 2), "DucklingEntityExtractor")
    nowhere = Annotation(EntityMention("mood", "good"), 0, 0, "SentimentExtractor")
    original = said("two days", nowhere, days, two)
    shown = marked(original)
    assert shown == '[two days]{"entity": "time", "value": 2}'
    assert corrected(original, shown) == original
    assert corrected(original, "two days").annotations == (nowhere,)
    assert corrected(original, "[two](number) days").annotations == (nowhere, entity("two days", "two", "number"))


def test_other_words_are_refused() -> None:
    with pytest.raises(UnreadableMarksError, match="Change the marks only"):
        corrected(said("to Rome"), "to [Oslo](city)")


@given(understandings())
def test_a_text_left_as_it_was_changes_nothing(understanding: Understanding) -> None:
    assert corrected(understanding, marked(understanding)) == understanding
