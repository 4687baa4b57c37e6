"""Texts that look like story Markdown, whole, broken and half-typed, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = (
    "## story",
    "# ",
    ">> rule",
    "* greet",
    '* inform{"city": "Rome", "n": [1, null]}',
    "* greet OR bye",
    '* a{"x": "b OR c"}',
    "* /greet@0.5",
    "* form: inform",
    "*form:inform",
    "* form: inform: hello",
    "- utter_greet",
    "  - my_form",
    "- form: my_form",
    '- form{"name": "my_form"}',
    '- form{"name": null}',
    '- slot{"a": 1, "b": "\\u00e4\\ud800"}',
    "- slot",
    '- slot{"a": ',
    '- action{"name": "x"}',
    "- topic",
    "> check",
    '> check{"a": true}',
    "<!-- inline -->",
    "<!--",
    "-->",
    "`x`",
    "prose",
    "---",
    "{",
    '"}',
    " OR ",
    "\ufeff",
    "\u200b",
    "\xa0",
    "\x00",
    "\U0001d11e",
)
_ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", " ", "\t", ""])
_lines = st.tuples(st.sampled_from(_PIECES) | st.text(max_size=4), _ENDS).map("".join)

markdown_like = st.lists(_lines, max_size=25).map("".join) | st.text(max_size=80)
"""Anything, but more often than not something near to stories."""

_names = st.sampled_from(["greet", "utter_greet", "a-b.c", "日本語"])
_values = st.sampled_from(['"x"', "null", "2", '["a", "b"]'])
_user_lines = _names.map("* {}".format) | st.builds('* {}{{"city": {}}}'.format, _names, _values)
_event_lines = (
    _names.map("  - {}".format)
    | st.builds('    - slot{{"s": {}}}'.format, _values)
    | st.sampled_from(['- form{"name": "f"}', '- form{"name": null}', "-utter_bye", "- restart", "* a OR b"])
)
_comments = st.sampled_from(["<!-- a remark -->", "<!--\n * old\n-->", "  - utter_x <!-- here -->", "* form: x"])
_blocks = st.lists(_user_lines | _event_lines | _comments, min_size=1, max_size=8)
_gaps = st.sampled_from(["", "\n", "\n<!-- about the next -->", "\n\n", "\n<!-- teachback: ignore unknown-action -->"])


def _file(blocks: list[tuple[list[str], str]], line_end: str, final: bool) -> str:
    lines: list[str] = []
    for number, (block, gap) in enumerate(blocks):
        lines += (f"## story {number}", *block, *gap.split("\n")[1:])
    text = "\n".join(lines) + ("\n" if final else "")
    return text.replace("\n", line_end)


story_files = st.builds(
    _file,
    st.lists(st.tuples(_blocks, _gaps), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
"""Files that Rasa reads, each with a story at least, with comments, and with every kind of line end."""
