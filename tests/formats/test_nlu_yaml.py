"""NLU data in YAML, and the annotations of its examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.yaml_texts import yaml_like
from formats.yaml_verdicts import ACCEPTED_NLU, REFUSED_NLU
from teachback.formats.nlu_markup import read_example
from teachback.formats.nlu_tree import NluFile
from teachback.formats.nlu_yaml import is_nlu_yaml, read_nlu
from teachback.formats.problems import Severity
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.spans import Span


def read(text: str) -> NluFile:
    return read_nlu(parse_yaml(text), text)


@pytest.mark.parametrize("text", ACCEPTED_NLU)
def test_no_error_on_what_rasa_accepts(text: str) -> None:
    assert not read(text).broken


@pytest.mark.parametrize("text", REFUSED_NLU)
def test_an_error_on_what_rasa_refuses(text: str) -> None:
    assert any(problem.severity is Severity.ERROR for problem in read(text).problems)
    assert read(text).broken


@given(yaml_like())
def test_any_text_is_read_with_spans_inside(text: str) -> None:
    file = read("nlu:\n- intent: a\n  examples: |\n    - " + text)
    length = len(text) + len("nlu:\n- intent: a\n  examples: |\n    - ")
    spans = [example.text.span for intent in file.intents for example in intent.examples]
    spans += [problem.span for problem in file.problems]
    assert all(0 <= span.start <= span.end <= length for span in spans)


@given(st.text(alphabet='[](){}:"abc é', max_size=40))
def test_any_example_is_read_with_spans_inside(text: str) -> None:
    example, problems = read_example(text, Span(5, 5 + len(text)))
    for entity in example.entities:
        assert 5 <= entity.type.span.start <= entity.type.span.end <= 5 + len(text)
        assert 0 <= entity.within.start <= entity.within.end <= len(example.plain)
    assert all(5 <= problem.span.start <= problem.span.end <= 5 + len(text) for problem in problems)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_examples_of_a_block_have_exact_places(line_end: str) -> None:
    text = (
        'nlu:\n- intent: inform\n  examples: |\n    -  in [Rome](city) \n    - \U0001f600 [x]{"entity": "y"}\n\n    -z'
    )
    text = text.replace("\n", line_end)
    (intent,) = read(text).intents
    assert [example.text.span.text_in(text) for example in intent.examples] == [
        "in [Rome](city)",
        '\U0001f600 [x]{"entity": "y"}',
        "z",
    ]
    entities = [entity for example in intent.examples for entity in example.entities]
    assert [entity.type.span.text_in(text) for entity in entities] == ["city", "y"]
    assert [example.plain for example in intent.examples] == ["in Rome", "\U0001f600 x", "z"]


def test_examples_as_a_list() -> None:
    text = "nlu:\n- intent: a\n  examples:\n  - text: |\n      in [Rome](city)\n  - text: 'two'\n    metadata: 1\n"
    (intent,) = read(text).intents
    assert [example.text.span.text_in(text) for example in intent.examples] == ["in [Rome](city)", "two"]


def test_examples_in_quotes() -> None:
    (intent,) = read('nlu:\n- intent: a\n  examples: "- one\\n- two"\n').intents
    assert [example.plain for example in intent.examples] == ["one", "two"]


def test_a_line_without_a_dash_is_skipped_with_a_warning() -> None:
    text = "nlu:\n- intent: a\n  examples: |\n    - one\n    two\n"
    file = read(text)
    assert [problem.span.text_in(text) for problem in file.problems] == ["two"]
    assert (len(file.intents[0].examples), file.broken) == (1, False)


def test_synonyms_regexes_and_lookups() -> None:
    kinds = ("synonym", "regex", "lookup")
    text = "nlu:\n" + "".join(f"- {kind}: {kind}-name\n  examples: |\n    - one\n    - two\n" for kind in kinds)
    file = read(text)
    for kind, found in zip(kinds, (file.synonyms, file.regexes, file.lookups), strict=True):
        ((name, lines),) = found
        assert (name.text, name.span.text_in(text), lines) == (f"{kind}-name", f"{kind}-name", ("one", "two"))


def test_which_files_hold_nlu_data() -> None:
    assert is_nlu_yaml(parse_yaml("nlu:\n"))
    assert not is_nlu_yaml(parse_yaml("stories: []\n"))


@pytest.mark.parametrize(
    ("text", "plain", "entities"),
    [
        ("a [b](c) d", "a b d", [("c", "b", None, None)]),
        ("[b](c:e)", "b", [("c", "e", None, None)]),
        ('[b]{"entity": "c", "role": "r", "group": "g", "value": "v"}', "b", [("c", "v", "r", "g")]),
        ('[b]{"entity": "c", "value": 3}', "b", [("c", "3", None, None)]),
        ('[b][{"entity": "c"}, {"entity": "d", "role": "r"}]', "b", [("c", "b", None, None), ("d", "b", "r", None)]),
        ("[b] (c)", "[b] (c)", []),
        ("[](c)", "[](c)", []),
    ],
)
def test_annotations(text: str, plain: str, entities: list[tuple[str, str, str | None, str | None]]) -> None:
    example, problems = read_example(text, Span(0, len(text)))
    assert (example.plain, problems) == (plain, ())
    found = [(entity.type.text, entity.value, entity.role, entity.group) for entity in example.entities]
    assert found == entities


@pytest.mark.parametrize(
    "annotation", ["{entity: c}", '{"role": "c"}', '{"entity": 1}', '{"entity": "c", "value": []}']
)
def test_a_faulty_annotation_is_an_error_at_its_braces(annotation: str) -> None:
    text = f"a [b]{annotation}"
    example, (problem,) = read_example(text, Span(0, len(text)))
    assert (example.plain, example.entities) == ("a b", ())
    assert (problem.severity, problem.span.text_in(text)) == (Severity.ERROR, annotation)
