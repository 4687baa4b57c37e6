"""Whatever a text looks like, completion answers, and what it offers replaces only what the cursor touches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from completing import CURSOR, offered
from teachback.completion.places import wanted_at
from teachback.text.document import Document

MARKDOWN = [
    "## one\n",
    "## intent:",
    "* ",
    "- ",
    "> ",
    "form: ",
    " OR ",
    "slot",
    "form",
    "greet",
    "utter_greet",
    "[x](",
    "<!--",
    "-->",
]
YAML = [
    "stories:\n",
    "- story: a\n",
    "  steps:\n",
    "  - ",
    "intent: ",
    "action: ",
    "slot_was_set:\n",
    "entities: ",
    "nlu:\n",
    "examples: |\n",
    "'",
    "[",
    "]",
    "|",
]
BOTH = [
    '{"',
    '"',
    "{",
    "}",
    ": ",
    ":",
    ",",
    "city",
    "price",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "打招呼",
    "😀",
    "\\",
    "#",
    "\u2028",
    "\x00",
]


def texts(pieces: list[str]) -> some.SearchStrategy[str]:
    return some.lists(some.sampled_from([*pieces, *BOTH]), max_size=24).map("".join)


FILES = some.one_of(
    some.tuples(some.just("data/stories.md"), texts(MARKDOWN).map(lambda text: f"## one\n{text}")),
    some.tuples(some.just("data/nlu.md"), texts(MARKDOWN).map(lambda text: f"## intent:greet\n{text}")),
    some.tuples(some.just("data/stories.yml"), texts(YAML)),
    some.tuples(some.just("data/stories.yml"), texts(YAML).map(lambda text: f"stories:\n- story: a\n  steps:\n{text}")),
    some.tuples(some.sampled_from(["a.md", "domain.yml", "a.txt"]), some.text()),
)


@given(FILES, some.data())
def test_an_offer_replaces_only_what_the_cursor_touches(file: tuple[str, str], data: some.DataObject) -> None:
    name, text = file
    cursor = data.draw(some.integers(0, len(text)))
    document = Document(text)
    wanted = wanted_at(name, document, cursor)
    if wanted is None:
        return
    line = document.lines.line_span(document.lines.line_of(cursor))
    assert line.start <= wanted.word.start <= cursor <= wanted.word.end <= line.end
    assert wanted.word.text_in(text) == wanted.word.text_in(text).rstrip() or wanted.word.end == cursor
    if CURSOR not in text:
        for offer in offered(name, f"{text[:cursor]}{CURSOR}{text[cursor:]}"):
            assert "\n" not in offer.text
            assert "\r" not in offer.text
