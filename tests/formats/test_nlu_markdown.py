"""NLU Markdown of Rasa 1.x."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachback.formats.nlu_markdown import is_nlu_markdown, read_nlu_markdown
from teachback.formats.problems import Severity

TEXT = """\
Some words <!-- ## intent:not_this -->
## intent:greet
- hello
* hi [Anna](name)
  + good <!-- very --> morning

## intent: faq/ask <!-- retrieval -->
- how old [are you]{"entity": "person", "role": "bot"}
<!--
- not this
## intent:nor_this
--!>
- why not
## synonym:Rome
- roma
- rom
## regex:zip
- [0-9]{5}
## lookup:cities
- Rome
- Paris
data/more_cities.txt
"""


def test_all_sections() -> None:
    file = read_nlu_markdown(TEXT)
    assert [(intent.name.text, len(intent.examples)) for intent in file.intents] == [("greet", 3), ("faq/ask", 2)]
    assert [(name.text, items) for name, items in file.synonyms] == [("Rome", ("roma", "rom"))]
    assert [(name.text, items) for name, items in file.regexes] == [("zip", ("[0-9]{5}",))]
    assert [(name.text, items) for name, items in file.lookups] == [("cities", ("Rome", "Paris"))]
    assert [(name.text, paths) for name, paths in file.lookup_files] == [("cities", ("data/more_cities.txt",))]
    assert (file.problems, file.broken) == ((), False)


def test_every_name_has_its_place() -> None:
    file = read_nlu_markdown(TEXT)
    greet, faq = file.intents
    assert [name.span.text_in(TEXT) for name in (greet.name, faq.name)] == ["greet", "faq/ask"]
    hello, anna, morning = greet.examples
    assert hello.text.span.text_in(TEXT) == "hello"
    assert (anna.plain, anna.entities[0].type.span.text_in(TEXT)) == ("hi Anna", "name")
    assert morning.plain == "good  morning"
    assert morning.text.span.text_in(TEXT) == "good <!-- very --> morning"
    (entity,) = faq.examples[0].entities
    assert (entity.type.span.text_in(TEXT), entity.role, entity.within.text_in(faq.examples[0].plain)) == (
        "person",
        "bot",
        "are you",
    )


@pytest.mark.parametrize(
    ("text", "severity", "marked"),
    [
        ("## entity:x\n- a\n", Severity.ERROR, "## entity"),
        ("### intent:x\n- a\n", Severity.ERROR, "### intent"),
        ('## intent:x\n- [a]{"entity" "b"}\n', Severity.ERROR, '{"entity" "b"}'),
        ("## intent:x\n- a\nb\n", Severity.WARNING, "b"),
        ("## intent:x\n- a\n## greet\n- b\n", Severity.WARNING, "## greet"),
        ("## synonym: x\n- a\n", Severity.WARNING, " "),
    ],
)
def test_problems(text: str, severity: Severity, marked: str) -> None:
    file = read_nlu_markdown(text)
    assert [(p.severity, p.span.text_in(text)) for p in file.problems] == [(severity, marked)]
    assert file.broken == (severity is Severity.ERROR)


def test_a_blank_before_an_intent_is_no_fault() -> None:
    """Rasa strips intents when it is done reading: R1:nlu/training_data/training_data.py, ``sanitize_examples``."""
    file = read_nlu_markdown("## intent: greet\n- hi\n")
    assert (file.intents[0].name.text, file.problems) == ("greet", ())


def test_lines_are_those_of_splitlines() -> None:
    file = read_nlu_markdown("## intent:a\r- b\u2028- c\x85## intent:d\f- e")
    assert [[example.plain for example in intent.examples] for intent in file.intents] == [["b", "c"], ["e"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("## intent:a", True), ("x ## lookup:y", True), ("##intent:a", False), ("## entity:a", False)],
)
def test_what_is_nlu_data(text: str, expected: bool) -> None:
    assert is_nlu_markdown(text) is expected


_PIECES = [
    "## intent:a",
    "## synonym: b",
    "## lookup:c",
    "## x:y",
    "##",
    "- d",
    "[e](f:g)",
    '{"entity": "h"}',
    "[",
    "]",
]
_OTHER = ["<!--", "-->", "--!>", "\n", "\r\n", "\r", "\u2028", "\0", " ", "\ufeff", "words", "(", ")", "{", "}"]


@given(st.lists(st.sampled_from(_PIECES + _OTHER), max_size=20).map("".join) | st.text(max_size=60))
def test_any_text_gives_a_tree(text: str) -> None:
    file = read_nlu_markdown(text)
    names = [name for kind in (file.synonyms, file.regexes, file.lookups) for name, _ in kind]
    names += [name for intent in file.intents for name in (intent.name, *(e.text for e in intent.examples))]
    names += [entity.type for intent in file.intents for e in intent.examples for entity in e.entities]
    for span in [*(name.span for name in names), *(problem.span for problem in file.problems)]:
        assert 0 <= span.start <= span.end <= len(text)
