"""Files of stories in YAML, most parts of them ordinary, and edits that spoil them, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

# What stands behind the dash of a step; ``{i}`` is the column of the dash as blanks.
_USUAL_STEPS = (
    "intent: greet",
    "intent: greet",
    "action: utter_greet",
    "action: utter_greet",
    "action: restart",
    "active_loop: form",
    "active_loop: null",
    "checkpoint: c",
    "slot_was_set:\n{i}  - a: 1\n{i}  - b",
    "slot_was_set:\n{i}    - a: x",
    "intent: inform\n{i}  entities:\n{i}  - city: Rome\n{i}    role: to",
    "or:\n{i}  - intent: a\n{i}  - slot_was_set:\n{i}    - b: true",
    "bot: 'hello there'",
    'bot: "a|b > c"',
    "user: |\n{i}    hello [Rome](city)\n{i}    - x",
    "user: hi there\n{i}    you",
)
_ODD_STEPS = (
    "intent: /greet",
    "intent: a\n{i}  intent: b",
    "intent: a # c",
    "intent: a   ",
    "intent",
    "",
    "metadata: x",
    "  intent: far",
    "# c\n{i}  intent: q",
    "{{intent: a}}",
    "[a]",
    "slot_was_set: [a, {{b: c}}]",
    "bot: |+\n{i}    keep\n",
    "bot: >-\n{i}    fold\n\n{i}    ed",
    "bot: >\n",
    'bot: "a\n{i}  b"',
    'bot: "a\n{i}- intent: b"',
    'bot: "x',
    'bot: y"',
    "bot: [a",
    "bot: b]",
    "bot: a: b",
    'bot: "\\u00e9"',
    "bot: \\u00e9",
    "bot: a\tb",
    "intent:\tb",
    "bot: a\x85b",
    'bot: "x\u2028y"',
    "action: slot",
    "action: 1",
    "action: !x 3",
    "&x intent: a",
    "*x",
    "intent: &y z",
    "<<: {{intent: a}}",
    "? intent\n{i}  : x",
    "intent: é😀",
)
_USUAL_NAMES = ("a", "greet user", "happy (path) + more")
_ODD_NAMES = ("'q' ", '"q"', "12", "null", "a: b", "x # c", "a#b", "é", "", "&a n", "a\n{k}  more", "|\n{k}    text")
_OTHER_KEYS = (
    "metadata: x",
    "condition:\n{k}- active_loop: f",
    "conversation_start: true",
    "wait_for_user_input: false",
    "steps: []",
    "story: twice",
    "foo: bar",
    "steps:\n{k}- intent: again",
)
_ODD_LINES = ("", "  ", "# c", "  # c", "      # c", "---", "...", "-", "- x", "foo", "nlu: []", "rules:", "stories:")
_HEADS = ('version: "3.1"\n', "version: '2.0' # c\n", "# c\n\n", "", "version: 3.1\n", 'version: "9"\n', "nlu: []\n")
_INSERTED = (*"\"'-:#|>[]{},&*!%@`\n\r\t \\?a.", "\n\n", "\n  ", "\n- ", "- ", ": ", " #", "  ", "\x85", "\x00", "'x'")


def _mostly(usual: tuple[str, ...], odd: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.integers(0, 9).flatmap(lambda roll: st.sampled_from(odd if roll == 0 else usual))


def _step(indent: str) -> st.SearchStrategy[str]:
    return _mostly(_USUAL_STEPS, _ODD_STEPS).map(lambda step: f"{indent}- {step.format(i=indent)}\n")


@st.composite
def _story(draw: st.DrawFn, kind: str, column: str) -> str:
    inside = column + "  "
    other = [f"{inside}{draw(st.sampled_from(_OTHER_KEYS))}\n".format(k=inside)] if draw(st.integers(0, 7)) == 0 else []
    name = draw(_mostly(_USUAL_NAMES, _ODD_NAMES)).format(k=inside)
    steps = draw(st.lists(_step(inside + draw(st.sampled_from(("", "", "  ", " ")))), max_size=4))
    parts = draw(st.permutations([*other, f"{inside}steps:\n{''.join(steps)}"]))
    after = draw(_mostly(("", "", "\n"), tuple(f"{line}\n" for line in _ODD_LINES)))
    return f"{column}- {kind}: {name}\n{''.join(parts)}{after}"


@st.composite
def story_files(draw: st.DrawFn) -> str:
    """A whole file: what it begins with, stories, rules."""
    text = draw(_mostly(_HEADS[:1], _HEADS))
    for key, kind in draw(st.permutations([("stories", "story"), ("rules", "rule")])):
        column = draw(st.sampled_from(("", "", "  ")))
        text += f"{key}:\n" + "".join(draw(st.lists(_story(kind, column), max_size=3)))
    text = text[: len(text) - draw(st.integers(0, 1))]
    return text.replace("\n", draw(_mostly(("\n",), ("\r\n", "\r"))))


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> str:
    """The text with characters put in and left out anywhere, as while somebody types."""
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(("", *_INSERTED))) + text[at + draw(st.integers(0, 3)) :]
    return text
