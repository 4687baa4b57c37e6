"""Edits of stories, in Markdown and in YAML: what they change, and what they leave alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from formats.markdown_texts import story_files
from teachback.formats.story_edits import insert_action_after, remove_step, remove_story, replace_action
from teachback.formats.story_markdown import read_story_markdown
from teachback.formats.story_tree import ActionStep, PlacedStory, Step, StoryFile, StoryFormat
from teachback.formats.story_yaml import is_story_yaml, read_stories
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.edits import Edit, apply_edits

Change = Callable[[str, StoryFormat, PlacedStory], tuple[Edit, ...]]


def read(text: str) -> StoryFile:
    yaml = parse_yaml(text)
    if not is_story_yaml(yaml):
        return read_story_markdown(text)
    assert not yaml.broken, yaml.problems
    return read_stories(yaml, text)


def changed(text: str, change: Change, story: str = "s") -> str:
    """The text after a change of the story of that name; the file must still be read without an error."""
    file = read(text)
    (placed,) = (placed for placed in file.stories if placed.story.name.text == story)
    result = apply_edits(text, change(text, file.format, placed))
    assert not read(result).broken
    return result


def without_step(index: int) -> Change:
    return lambda text, form, placed: remove_step(text, form, placed, index)


def with_action(index: int | None, action: str = "utter_new") -> Change:
    return lambda text, form, placed: insert_action_after(text, form, placed, index, action)


def with_other_action(index: int, action: str = "utter_new") -> Change:
    return lambda text, form, placed: replace_action(text, form, placed, index, action)


MARKDOWN = """\
<!-- all about s -->
## s <!-- why -->
* greet <!-- remark -->
    - utter_greet{"confidence": 1} <!-- kept -->
    - action{"name": "old"}
    - restart
<!-- a comment
over lines -->
* bye OR ciao
"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (with_other_action(1), "    - utter_greet{", "    - utter_new{"),
        (with_other_action(2, 'a"b'), '"old"', '"a\\"b"'),
        (with_other_action(3), "- restart", "- utter_new"),
        (with_action(None), "<!-- why -->\n", "<!-- why -->\n    - utter_new\n"),
        (with_action(0), "<!-- remark -->\n", "<!-- remark -->\n    - utter_new\n"),
        (with_action(3), "    - restart\n", "    - restart\n    - utter_new\n"),
        (with_action(4), "ciao\n", "ciao\n    - utter_new\n"),
        (without_step(1), '    - utter_greet{"confidence": 1} <!-- kept -->\n', ""),
        (without_step(4), "* bye OR ciao\n", ""),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("below", ["", "\n## t\n* x"])
def test_markdown_lines(change: Change, old: str, new: str, line_end: str, below: str) -> None:
    text, expected = MARKDOWN + below, MARKDOWN.replace(old, new) + below
    assert changed(text.replace("\n", line_end), change) == expected.replace("\n", line_end)


@pytest.mark.parametrize(
    ("text", "change", "expected"),
    [
        ("## s\n* x", with_action(0), "## s\n* x\n  - utter_new"),
        ("## s", with_action(None), "## s\n  - utter_new"),
        ("## s\n* x\n* y\n\t-a", with_action(0), "## s\n* x\n\t-utter_new\n* y\n\t-a"),
        ("## s\n* x\n## t\n*   y\n -  a", with_action(0), "## s\n* x\n -  utter_new\n## t\n*   y\n -  a"),
        ("## s\n* x\n- a", without_step(1), "## s\n* x"),
        ("## s\n* x\n- a\n", without_step(1), "## s\n* x\n"),
        ("## s\n* x\n\n- a\n\n- b\n", without_step(1), "## s\n* x\n\n- b\n"),
        ("## s\n* x\n\n- a\n## t\n", without_step(1), "## s\n* x\n\n## t\n"),
    ],
)
def test_markdown_style(text: str, change: Change, expected: str) -> None:
    assert changed(text, change) == expected


def test_an_action_in_front_of_a_markdown_rule_comes_after_its_conditions() -> None:
    text = '>> s\n- slot{"b": 1}\n- ...\n* x\n- a\n'
    assert changed(text, with_action(None)) == text.replace("* x", "- utter_new\n* x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## s\n* x\n", ""),
        ("## s\n* x\n\n## t\n* y\n", "## t\n* y\n"),
        ("## t\n* y\n\n## s\n* x\n", "## t\n* y\n"),
        ("## t\n* y\n\n## s\n* x", "## t\n* y"),
        ("## t\n* y\n## s\n* x\n", "## t\n* y\n"),
        ("## t\n* y\n\n## s\n* x\n\n\n## u\n* z", "## t\n* y\n\n## u\n* z"),
        ("## t\n* y\n## s\n* x\n\n## u\n* z", "## t\n* y\n\n## u\n* z"),
        ("## t\n* y\n\n<!-- of s -->\n## s\n* x\n\n<!-- of u -->\n## u\n", "## t\n* y\n\n<!-- of u -->\n## u\n"),
        ("## t\n* y\n<!-- of t -->\n## s\n* x\n", "## t\n* y\n<!-- of t -->\n"),
        ("## t\n* y\n<!-- teachback: ignore a -->\n## s\n* x\n## u", "## t\n* y\n## u"),
        ("<!-- of the file -->\n## s\n* x\n\n## t\n", "<!-- of the file -->\n\n## t\n"),
        ("## s\n* x\n- slot{\nprose\n<!--\n\n## old\n-->\n## t\n", "<!--\n\n## old\n-->\n## t\n"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_markdown_story_removed(text: str, expected: str, line_end: str) -> None:
    text = text.replace("\n", line_end)
    file = read_story_markdown(text)
    (placed,) = (placed for placed in file.stories if placed.story.name.text == "s")
    assert apply_edits(text, remove_story(text, file.format, placed)) == expected.replace("\n", line_end)


YAML = """\
version: "3.1"
stories:
# all about s
- story: s   # why
  steps:
  # first
  - intent: greet   # remark
    entities:
    - city: Rome   # here
  - or:
    - intent: a
    - intent: b
  # before the action

  - action: "old"   # kept
  - bot: |
      hello
      there
"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (with_other_action(2), '"old"', "utter_new"),
        (with_other_action(2, "no"), '"old"', '"no"'),
        (with_other_action(3), "bot: |\n      hello\n      there", "action: utter_new"),
        (with_action(None), "  - intent: greet", "  - action: utter_new\n  - intent: greet"),
        (with_action(0), "# here\n", "# here\n  - action: utter_new\n"),
        (with_action(1), "intent: b\n", "intent: b\n  - action: utter_new\n"),
        (with_action(2, "say: it"), "# kept\n", '# kept\n  - action: "say: it"\n'),
        (with_action(3), "      there\n", "      there\n  - action: utter_new\n"),
        (without_step(0), "  - intent: greet   # remark\n    entities:\n    - city: Rome   # here\n", ""),
        (without_step(2), '  - action: "old"   # kept\n', ""),
        (without_step(3), "  - bot: |\n      hello\n      there\n", ""),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("below", ["", "\n- story: t\n  steps:\n  - intent: x", "rules: []\n"])
def test_yaml_items(change: Change, old: str, new: str, line_end: str, below: str) -> None:
    text, expected = YAML + below, YAML.replace(old, new) + below
    assert changed(text.replace("\n", line_end), change) == expected.replace("\n", line_end)


@pytest.mark.parametrize(
    ("steps", "change", "expected"),
    [
        ("steps:\n    -   intent: x", with_action(0), "steps:\n    -   intent: x\n    -   action: utter_new"),
        ("steps:\n  -\n    intent: x", with_action(0), "steps:\n  -\n    intent: x\n  - action: utter_new"),
        ("steps:\n  - intent: x", without_step(0), "steps: []"),
        ("steps: # c\n  - intent: x\n", without_step(0), "steps: [] # c\n"),
        ("steps:\n  - {intent: x}\n", with_action(0), "steps:\n  - {intent: x}\n  - action: utter_new\n"),
        ("steps: [{intent: x}]", with_action(0), "steps: [{intent: x}, {action: utter_new}]"),
        ("steps: [{intent: x}]", with_action(None), "steps: [{action: utter_new}, {intent: x}]"),
        ("steps: [intent: x, action: y]", without_step(0), "steps: [action: y]"),
        ("steps: [{intent: x}, {action: y}]", without_step(1), "steps: [{intent: x}]"),
        ("steps: [{intent: x} , ]", without_step(0), "steps: []"),
        ("steps: [{intent: x}, {bot: y}]", with_other_action(1), "steps: [{intent: x}, {action: utter_new}]"),
        ("steps: []  # none", with_action(None), "steps: [{action: utter_new}]  # none"),
        ("steps:  # none\n", with_action(None), "steps:  # none\n  - action: utter_new\n"),
        ("steps: ~", with_action(None), "steps: \n  - action: utter_new"),
        ("metadata: 1", with_action(None), "steps:\n  - action: utter_new\n  metadata: 1"),
    ],
)
@pytest.mark.parametrize("key", ["stories", '"stories"'])
def test_yaml_style(steps: str, change: Change, expected: str, key: str) -> None:
    head = f"{key}:\n- story: s\n  "
    assert changed(head + steps, change) == head + expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stories:\n- story: s\n  steps: []\n", "stories: []\n"),
        ("stories: # c\n- story: s\nrules: []\n", "stories: [] # c\nrules: []\n"),
        ("stories:\n- story: s\n- story: t", "stories:\n- story: t"),
        ("stories:\n- story: t\n- story: s", "stories:\n- story: t"),
        ("stories:\n- story: t\n\n- story: s\n\n- story: u\n", "stories:\n- story: t\n\n- story: u\n"),
        ("stories:\n\n# of s\n- story: s\n\n# of t\n- story: t\n", "stories:\n\n# of t\n- story: t\n"),
        ("stories:\n# of all\n- story: s\n- story: t\n", "stories:\n# of all\n- story: t\n"),
        ("stories:\n# teachback: ignore a\n- story: s\n- story: t\n", "stories:\n- story: t\n"),
        ("stories:\n  - story: t\nrules:\n  - rule: s\n", "stories:\n  - story: t\nrules: []\n"),
        ("stories: [{story: s}, {story: t}]", "stories: [{story: t}]"),
    ],
)
def test_yaml_story_removed(text: str, expected: str) -> None:
    assert changed(text, remove_story) == expected


STEPS = '## s\n* x\n- slot{"a": 1}\n'


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (STEPS, with_other_action(0)),
        (STEPS, with_other_action(1)),
        (STEPS, with_action(0, "two\nlines")),
        (STEPS, with_action(0, "")),
        (STEPS, with_action(0, "slot")),
        (STEPS, with_action(0, "form: x")),
        (YAML, with_other_action(0)),
        ("stories:\n- {story: s}\n", with_action(None)),
        ("stories:\n- story: s\n  steps: &a\n  - intent: x\n- story: t\n  steps: *a\n", with_action(0)),
    ],
)
def test_what_cannot_be_done_is_refused(text: str, change: Change) -> None:
    last = read(text).stories[-1]
    with pytest.raises(ValueError, match=r"\w+"):
        change(text, read(text).format, last)


def test_a_story_of_another_text_is_refused() -> None:
    file = read(YAML)
    with pytest.raises(ValueError, match="does not stand"):
        remove_story("stories: []", file.format, file.stories[0])


Outline = list[tuple[str, list[str]]]


def outline(text: str) -> Outline:
    """The stories with their steps, each as its source text."""
    return [
        (placed.story.name.text, [step.span.shifted(placed.offset).text_in(text) for step in placed.story.steps])
        for placed in read(text).stories
    ]


def _yaml_file(stories: list[tuple[list[str], str]], indent: str, dash: str, line_end: str, final: bool) -> str:
    lines = ["stories:"]
    for number, (steps, gap) in enumerate(stories):
        lines += (f"{indent}- story: story {number}  # name", f"{indent}  steps:")
        inner = "\n" + " " * (len(dash) + 1)
        items = (f"{dash} {step}".replace("\n  ", inner) for step in steps)
        lines += (f"{indent}  {line}" for item in items for line in item.split("\n"))
        lines += gap.split("\n")[1:]
    return ("\n".join(lines) + "\n" * final).replace("\n", line_end)


_yaml_steps = st.sampled_from(
    [
        "intent: greet  # c",
        "{intent: a, entities: [b]}",
        "action: utter_greet",
        "action: 'utter_bye'  # c",
        "or:\n  - intent: a\n  - intent: b",
        "slot_was_set:\n  - a: 1\n# below",
        "active_loop: null",
        "checkpoint: c\n",
    ]
)
yaml_files = st.builds(
    _yaml_file,
    st.lists(
        st.tuples(st.lists(_yaml_steps, min_size=1, max_size=5), st.sampled_from(["", "\n", "\n# next", "\n\n# t"])),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(["", "  ", "    "]),
    st.sampled_from(["-", "-  "]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)


def some_step(text: str, data: st.DataObject, kind: type[Step] | None = None) -> tuple[int, int, PlacedStory]:
    """A story of a file, its number, and one of its steps; one of a kind, where that is given."""
    stories = read(text).stories
    steps = [
        (number, index)
        for number, placed in enumerate(stories)
        for index, step in enumerate(placed.story.steps)
        if kind is None or isinstance(step, kind)
    ]
    assume(steps)
    number, index = data.draw(st.sampled_from(steps))
    return number, index, stories[number]


@given(story_files | yaml_files, st.data())
def test_an_inserted_action_is_the_only_change(text: str, data: st.DataObject) -> None:
    number, index, placed = some_step(text, data)
    at = data.draw(st.sampled_from([None, index]))
    result = apply_edits(text, insert_action_after(text, read(text).format, placed, at, "utter_new"))
    new = 0 if at is None else at + 1
    step = read(result).stories[number].story.steps[new]
    assert isinstance(step, ActionStep)
    assert step.action.text == "utter_new"
    left = outline(result)
    del left[number][1][new]
    assert left == outline(text)
    assert len(result.splitlines()) == len(text.splitlines()) + 1
    assert result[-1:] in "\r\n" or text[-1:] not in "\r\n"


@given(story_files | yaml_files, st.data())
def test_a_removed_step_is_the_only_change(text: str, data: st.DataObject) -> None:
    number, index, placed = some_step(text, data)
    result = apply_edits(text, remove_step(text, read(text).format, placed, index))
    expected = outline(text)
    del expected[number][1][index]
    assert outline(result) == expected
    assert is_ended(result) == is_ended(text)


@given(story_files | yaml_files, st.data())
def test_a_removed_story_is_the_only_change(text: str, data: st.DataObject) -> None:
    number, _, placed = some_step(text, data)
    result = apply_edits(text, remove_story(text, read(text).format, placed))
    expected = outline(text)
    del expected[number]
    assert outline(result) == expected
    assert not result or is_ended(result) == is_ended(text)
    assert most_blank_lines(result) <= most_blank_lines(text)


@given(story_files | yaml_files, st.data())
def test_a_replaced_action_is_the_only_change(text: str, data: st.DataObject) -> None:
    number, index, placed = some_step(text, data, ActionStep)
    edits = replace_action(text, read(text).format, placed, index, "utter_new")
    result = apply_edits(text, edits)
    expected = outline(text)
    actual = outline(result)
    assert "utter_new" in actual[number][1][index]
    actual[number][1][index] = expected[number][1][index]
    assert actual == expected


def is_ended(text: str) -> bool:
    return text.endswith(("\n", "\r"))


def most_blank_lines(text: str) -> int:
    blank = "".join(" " if line.strip() else "b" for line in text.splitlines())
    return max(map(len, blank.split(" ")))
