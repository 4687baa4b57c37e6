"""Examples added to NLU data. Read back, the file has exactly these more, and every old byte."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml_texts import yaml_like

from teachback.formats.nlu_additions import NewExample, NluFormat, add_examples, new_nlu_file
from teachback.formats.nlu_markdown import read_nlu_markdown
from teachback.formats.nlu_tree import NluFile
from teachback.formats.nlu_yaml import read_nlu
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.edits import apply_edits

MARKDOWN, YAML = NluFormat.MARKDOWN, NluFormat.YAML


def read(text: str, notation: NluFormat) -> NluFile:
    return read_nlu_markdown(text) if notation is MARKDOWN else read_nlu(parse_yaml(text), text)


def told(file: NluFile) -> list[tuple[str, str]]:
    return sorted((intent.name.text, example.text.text) for intent in file.intents for example in intent.examples)


def added(text: str, notation: NluFormat, *examples: tuple[str, str]) -> str:
    """The text after adding (intent, text); checks what holds for every addition."""
    edits = add_examples(text, notation, [NewExample(*each) for each in examples], "3.1")
    assert all(
        edit.span.start == edit.span.end or text[edit.span.start : edit.span.end].strip() in "[]~" for edit in edits
    )
    after = apply_edits(text, edits)
    assert told(read(after, notation)) == sorted((*told(read(text, notation)), *examples))
    return after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("## intent:greet\n- hi\n", "## intent:greet\n- hi\n- NEW\n", id="alone"),
        pytest.param("## intent:greet\n- hi", "## intent:greet\n- hi\n- NEW", id="no line end"),
        pytest.param("## intent:greet\r\n  * hi\r\n", "## intent:greet\r\n  * hi\r\n  * NEW\r\n", id="CRLF and stars"),
        pytest.param(
            "<!-- mine -->\n## intent:greet\n- hi\n- [Rome](city) <!-- why -->\n\n## intent:bye\n- bye\n",
            "<!-- mine -->\n## intent:greet\n- hi\n- [Rome](city) <!-- why -->\n- NEW\n\n## intent:bye\n- bye\n",
            id="in the middle",
        ),
        pytest.param("## intent:bye\n- bye\n", "## intent:bye\n- bye\n\n## intent:greet\n- NEW\n", id="a new intent"),
        pytest.param(
            "## intent:bye\n+ bye\n\n## lookup:city\n+ Rome",
            "## intent:bye\n+ bye\n\n## lookup:city\n+ Rome\n\n## intent:greet\n+ NEW",
            id="a new intent behind a lookup",
        ),
        pytest.param("", "## intent:greet\n- NEW\n", id="empty"),
        pytest.param("## intent:greet\n", "## intent:greet\n- NEW\n", id="no example yet"),
        pytest.param(
            "## intent:greet\n- a\n## intent:greet\n- b\n- c\n## synonym:x\n- y\n",
            "## intent:greet\n- a\n## intent:greet\n- b\n- c\n- NEW\n## synonym:x\n- y\n",
            id="two sections",
        ),
    ],
)
def test_markdown_in_the_style_of_the_file(before: str, after: str) -> None:
    assert added(before, MARKDOWN, ("greet", "NEW")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "nlu:\n- intent: greet\n  examples: |\n    - hi\n",
            "nlu:\n- intent: greet\n  examples: |\n    - hi\n    - NEW\n",
            id="alone",
        ),
        pytest.param(
            "nlu:\n- intent: greet\n  examples: |\n    - hi",
            "nlu:\n- intent: greet\n  examples: |\n    - hi\n    - NEW",
            id="no line end",
        ),
        pytest.param(
            "nlu:\r\n  - intent: greet\r\n    examples: |-\r\n      -   hi\r\n\r\n# bye\r\n  - intent: bye\r\n",
            "nlu:\r\n  - intent: greet\r\n    examples: |-\r\n      -   hi\r\n      -   NEW\r\n\r\n"
            "# bye\r\n  - intent: bye\r\n",
            id="CRLF, in the middle",
        ),
        pytest.param(
            "nlu:\n- intent: greet\n  examples: |\n- lookup: city\n  examples: |\n    - Rome\n",
            "nlu:\n- intent: greet\n  examples: |\n    - NEW\n- lookup: city\n  examples: |\n    - Rome\n",
            id="no example yet",
        ),
        pytest.param(
            "nlu:\n- lookup: city\n  examples: |\n    - Rome\n",
            "nlu:\n- lookup: city\n  examples: |\n    - Rome\n\n- intent: greet\n  examples: |\n    - NEW\n",
            id="a new intent behind a lookup",
        ),
        pytest.param(
            "nlu:\n- intent: greet\n  examples:\n  - text: |\n      hi\n    metadata:\n      a: b\n- intent: bye\n",
            "nlu:\n- intent: greet\n  examples:\n  - text: |\n      hi\n    metadata:\n      a: b\n"
            "  - text: |\n      NEW\n- intent: bye\n",
            id="a list of texts",
        ),
        pytest.param(
            "nlu:\n- intent: greet\n  examples:\n    - text: hi\n",
            "nlu:\n- intent: greet\n  examples:\n    - text: hi\n    - text: NEW\n",
            id="a list of plain texts",
        ),
        pytest.param(
            "nlu:\n- intent: greet\n  examples: [{text: hi}]\n",
            "nlu:\n- intent: greet\n  examples: [{text: hi}, {text: NEW}]\n",
            id="brackets",
        ),
        pytest.param("", 'version: "3.1"\n\nnlu:\n- intent: greet\n  examples: |\n    - NEW\n', id="empty"),
        pytest.param(
            "version: '2.0'\nresponses: {}\n",
            "version: '2.0'\nresponses: {}\n\nnlu:\n- intent: greet\n  examples: |\n    - NEW\n",
            id="no NLU yet",
        ),
        pytest.param(
            'nlu:\n- intent: greet\n  examples: "- hi"\n',
            'nlu:\n- intent: greet\n  examples: "- hi"\n\n- intent: greet\n  examples: |\n    - NEW\n',
            id="a text in quotes is left alone",
        ),
        pytest.param(
            "nlu:\n- intent: greet\n  examples: |\n    - a\n- intent: greet\n  examples: |\n    - b\n    - c\n",
            "nlu:\n- intent: greet\n  examples: |\n    - a\n"
            "- intent: greet\n  examples: |\n    - b\n    - c\n    - NEW\n",
            id="two sections",
        ),
    ],
)
def test_yaml_in_the_style_of_the_file(before: str, after: str) -> None:
    assert added(before, YAML, ("greet", "NEW")) == after


@pytest.mark.parametrize(
    ("notation", "before", "after"),
    [
        (
            MARKDOWN,
            "## intent:bye\n- bye",
            "## intent:bye\n- bye\n- ciao\n- 再见\n\n## intent:greet\n- hi\n\n## intent:faq/ask\n- why?",
        ),
        (
            YAML,
            "nlu:\n- intent: bye\n  examples: |\n    - bye",
            (
                "nlu:\n- intent: bye\n  examples: |\n    - bye\n    - ciao\n    - 再见\n\n"
                "- intent: greet\n  examples: |\n    - hi\n\n- intent: faq/ask\n  examples: |\n    - why?"
            ),
        ),
    ],
)
def test_several_examples_of_several_intents_at_once(notation: NluFormat, before: str, after: str) -> None:
    examples = (("bye", "ciao"), ("greet", "hi"), ("bye", "再见"), ("faq/ask", "why?"))
    assert added(before, notation, *examples) == after


@pytest.mark.parametrize(
    "text", ["- a", "a # b", "a: b", '[Rome]{"entity": "city", "role": "to"}', "'quoted'", "no", "7"]
)
@pytest.mark.parametrize(
    ("notation", "before"),
    [
        (MARKDOWN, "## intent:greet\n- hi\n"),
        (YAML, "nlu:\n- intent: greet\n  examples: |\n    - hi\n"),
        (YAML, "nlu:\n- intent: greet\n  examples:\n  - text: hi\n"),
        (YAML, "nlu:\n- intent: greet\n  examples: [{text: hi}]\n"),
        (YAML, ""),
    ],
)
def test_a_text_that_looks_like_notation_stays_the_text(notation: NluFormat, before: str, text: str) -> None:
    added(before, notation, ("greet", text))


def test_a_new_file() -> None:
    assert new_nlu_file(MARKDOWN, [NewExample("greet", "hi")], "2.0") == "## intent:greet\n- hi\n"
    expected = 'version: "2.0"\n\nnlu:\n- intent: greet\n  examples: |\n    - hi\n'
    assert new_nlu_file(YAML, [NewExample("greet", "hi")], "2.0") == expected


@pytest.mark.parametrize(
    ("notation", "text", "reason"),
    [
        (MARKDOWN, "## intents:greet\n- hi\n", "no section `intents`"),
        (MARKDOWN, "## intent:greet\n- hi <!-- a\n b -->\n", "would not find"),
        (YAML, "nlu: [\n", "Rasa would refuse"),
        (YAML, "nlu: &x\n- intent: bye\n  examples: |\n    - bye\nother: *x\n", "more than one place"),
        (YAML, "version: '9.0'\nnlu: []\n", "would not find"),
    ],
)
def test_what_cannot_be_edited_with_certainty_is_refused_in_words(notation: NluFormat, text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        add_examples(text, notation, [NewExample("greet", "NEW")], "3.1")


def test_an_example_that_ends_its_line_is_refused() -> None:
    with pytest.raises(ValueError, match="would not find"):
        add_examples("", MARKDOWN, [NewExample("greet", "two\nlines")], "3.1")


_MARKDOWN_LINES = st.sampled_from(
    [
        "## intent:greet",
        "## intent:bye",
        "## lookup:city",
        "## regex:zip",
        "- hi",
        "* [Rome](city)",
        "+ a <!-- b -->",
        "<!--",
        "-->",
        "",
        "prose",
        "data/file.txt",
    ]
)


@given(st.lists(_MARKDOWN_LINES, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_markdown_is_added_to_or_refused(lines: list[str], line_end: str, final: bool) -> None:
    text = line_end.join(lines) + (line_end if final else "")
    for intent in ("greet", "other"):
        with suppress(ValueError):
            added(text, MARKDOWN, (intent, "NEW"))


_YAML_LINES = st.sampled_from(
    [
        "nlu:",
        "- intent: greet",
        "- lookup: city",
        "  examples: |",
        "  examples: |-",
        "    - hi",
        "    - [Rome](city)",
        "",
        "# c",
        "    # c",
        "  examples:",
        "  - text: hi",
        "stories:",
        "  metadata: {a: b}",
    ]
)


@given(st.lists(_YAML_LINES, max_size=12).map(lambda lines: "\n".join(["nlu:", *lines])) | yaml_like())
def test_any_yaml_is_added_to_or_refused(text: str) -> None:
    for intent in ("greet", "other"):
        with suppress(ValueError):
            added(text, YAML, (intent, "NEW"))
