"""Stories put behind the last one of a file. Read back, the file has exactly these more, and every old byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_texts import markdown_like, story_files
from yaml_texts import yaml_like

from teachback.formats.story_additions import append_stories, new_story_file
from teachback.formats.story_markdown import is_story_markdown, read_story_markdown
from teachback.formats.story_shape import shape_of
from teachback.formats.story_tree import StoryFile, StoryFormat
from teachback.formats.story_yaml import read_stories
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.edits import apply_edits

MARKDOWN = "## taught\n* greet\n    - utter_greet\n"
YAML = "- story: taught\n  steps:\n  - intent: greet\n  - action: utter_greet\n"


def read(text: str, notation: StoryFormat) -> StoryFile:
    if notation is StoryFormat.MARKDOWN:
        return read_story_markdown(text)
    return read_stories(parse_yaml(text), text)


def told(file: StoryFile) -> list[tuple[str, str, str]]:
    return sorted(
        (placed.story.kind.value, placed.story.name.text, repr(shape_of(placed.story))) for placed in file.stories
    )


def added(text: str, notation: StoryFormat, *stories: str) -> str:
    """The text after adding stories; checks what holds for every addition."""
    edits = append_stories(text, notation, stories, "3.1")
    after = apply_edits(text, edits)
    alone = read(new_story_file(notation, stories, "3.1"), notation)
    assert len(alone.stories) == len(stories)
    assert told(read(after, notation)) == sorted((*told(read(text, notation)), *told(alone)))
    return after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "## taught\n* greet\n    - utter_greet\n"),
        ("## a\n* b\n    - c\n", "## a\n* b\n    - c\n\n## taught\n* greet\n    - utter_greet\n"),
        ("## a\n* b\n  - c\n", "## a\n* b\n  - c\n\n## taught\n* greet\n  - utter_greet\n"),
        ("## a\n*  b\n- c", "## a\n*  b\n- c\n\n## taught\n*  greet\n- utter_greet"),
        ("## a\n* b\n-c\n\n\n\n", "## a\n* b\n-c\n\n\n\n## taught\n* greet\n-utter_greet\n"),
        ("## a\r\n* b\r\n  - c\r\n", "## a\r\n* b\r\n  - c\r\n\r\n## taught\r\n* greet\r\n  - utter_greet\r\n"),
        ("## a\r* b\r\t- c", "## a\r* b\r\t- c\r\r## taught\r* greet\r\t- utter_greet"),
        ("## a\n* b\n  - c\n  ", "## a\n* b\n  - c\n  \n## taught\n* greet\n  - utter_greet"),
        ("## a\n* b\n - c\n<!-- end -->\n", "## a\n* b\n - c\n<!-- end -->\n\n## taught\n* greet\n - utter_greet\n"),
        ("\n", "\n## taught\n* greet\n    - utter_greet\n"),
    ],
)
def test_markdown_goes_to_the_end_in_the_style_of_the_file(before: str, after: str) -> None:
    assert added(before, StoryFormat.MARKDOWN, MARKDOWN) == after


STEPS = "  steps:\n  - intent: greet\n  - action: utter_greet\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", f'version: "3.1"\n\nstories:\n{YAML}', id="empty"),
        pytest.param("# mine\n", f'# mine\n\nversion: "3.1"\n\nstories:\n{YAML}', id="only a comment"),
        pytest.param("version: '2.0'\n", f"version: '2.0'\n\nstories:\n{YAML}", id="only a version"),
        pytest.param("stories:\n", f"stories:\n{YAML}", id="no story yet"),
        pytest.param("stories:", f"stories:\n{YAML}".rstrip(), id="no story and no line end"),
        pytest.param("stories: # mine\nrules: []\n", f"stories: # mine\n{YAML}rules: []\n", id="a comment at the key"),
        pytest.param("stories: []\n", f"stories:\n{YAML}", id="an empty list"),
        pytest.param("stories: [] # x\nrules: []\n", f"stories: # x\n{YAML}rules: []\n", id="empty with a comment"),
        pytest.param("stories: ~\n", f"stories:\n{YAML}", id="null"),
        pytest.param(
            "stories:\n- story: a\n  steps:\n  - intent: b\n",
            f"stories:\n- story: a\n  steps:\n  - intent: b\n\n{YAML}",
            id="column 0",
        ),
        pytest.param(
            "stories:\n  - story: a\n    steps:\n    - intent: b\n",
            "stories:\n  - story: a\n    steps:\n    - intent: b\n\n"
            "  - story: taught\n    steps:\n    - intent: greet\n    - action: utter_greet\n",
            id="column 2",
        ),
        pytest.param(
            "stories:\n    - story: a\n      steps:\n          - intent: b",
            "stories:\n    - story: a\n      steps:\n          - intent: b\n\n"
            "    - story: taught\n      steps:\n          - intent: greet\n          - action: utter_greet",
            id="column 4, steps deeper, no line end",
        ),
        pytest.param(
            "stories:\r\n- story: a\r\n  steps:\r\n  - intent: b\r\n",
            "stories:\r\n- story: a\r\n  steps:\r\n  - intent: b\r\n\r\n" + YAML.replace("\n", "\r\n"),
            id="CRLF",
        ),
        pytest.param(
            "stories:\n- story: a\n  steps:\n  - intent: b\n- story: c\n  steps:\n  - intent: d\n",
            f"stories:\n- story: a\n  steps:\n  - intent: b\n- story: c\n  steps:\n  - intent: d\n{YAML}",
            id="stories without lines between",
        ),
        pytest.param(
            "stories:\n- story: a\n  steps:\n  - intent: b\n  # - action: c\n\n# rules\nrules:\n- rule: r\n  steps:\n"
            "  - intent: x\n",
            f"stories:\n- story: a\n  steps:\n  - intent: b\n  # - action: c\n\n{YAML}\n# rules\nrules:\n"
            "- rule: r\n  steps:\n  - intent: x\n",
            id="rules last",
        ),
        pytest.param(
            "rules:\n- rule: r\n  steps:\n  - intent: x\n  - action: y\n",
            f"rules:\n- rule: r\n  steps:\n  - intent: x\n  - action: y\n\nstories:\n{YAML}",
            id="rules only",
        ),
        pytest.param(
            "stories:\n- story: a\n  steps:\n  - user: |\n      hi\n\n\nrules: []\n",
            f"stories:\n- story: a\n  steps:\n  - user: |\n      hi\n\n{YAML}\n\nrules: []\n",
            id="a block of text at the end",
        ),
        pytest.param(
            "stories: [{story: a, steps: [{intent: b}]}]\n",
            "stories: [{story: a, steps: [{intent: b}]}, "
            "{story: taught, steps: [{intent: greet}, {action: utter_greet}]}]\n",
            id="brackets",
        ),
        pytest.param(
            "{stories: []}\n",
            "{stories: [{story: taught, steps: [{intent: greet}, {action: utter_greet}]}]}\n",
            id="braces",
        ),
        pytest.param(
            "---\nstories:\n- story: a\n  steps:\n  - intent: b\n...\n",
            f"---\nstories:\n- story: a\n  steps:\n  - intent: b\n\n{YAML}...\n",
            id="document marks",
        ),
        pytest.param(
            "stories:\n- &a\n  story: a\n  steps: &s\n  - intent: b\n- story: c\n  steps: *s\n",
            f"stories:\n- &a\n  story: a\n  steps: &s\n  - intent: b\n- story: c\n  steps: *s\n{YAML}",
            id="anchors inside of stories",
        ),
    ],
)
def test_yaml_goes_behind_the_last_story_in_the_style_of_the_file(before: str, after: str) -> None:
    assert added(before, StoryFormat.YAML, YAML) == after


@pytest.mark.parametrize("notation", StoryFormat)
def test_several_stories_are_added_at_once(notation: StoryFormat) -> None:
    story = MARKDOWN if notation is StoryFormat.MARKDOWN else YAML
    text = added("", notation, story, story.replace("taught", "too"))
    again = added(text, notation, story.replace("taught", "three"))
    assert [placed.story.name.text for placed in read(again, notation).stories] == ["taught", "too", "three"]


def test_text_of_many_lines_and_names_of_any_kind_survive_brackets() -> None:
    story = '- story: "a: \\"b\\", 日本"\n  steps:\n  - user: |-\n      {one}\n      # two: [\n    intent: x\n'
    after = added("stories: []\nrules: [{rule: r, steps: []}]\n", StoryFormat.YAML, story)
    assert "日本" in after
    after = added("stories: [{story: b, steps: [{intent: c}]}]\n", StoryFormat.YAML, story)
    assert "日本" in after


def test_lists_inside_of_lists_stand_as_deep_as_those_of_the_file() -> None:
    before = "stories:\n- story: a\n  steps:\n    - intent: b\n"
    story = (
        "- story: taught\n  steps:\n  - user: |-\n      - a: b\n        - c\n\n      d\n    intent: b\n    entities:\n"
        "    - city: Rome\n      role: to\n  - or:\n    - intent: b\n    - intent: c\n  - action: d\n"
    )
    assert added(before, StoryFormat.YAML, story) == (
        before + "\n- story: taught\n  steps:\n    - user: |-\n        - a: b\n          - c\n\n        d\n"
        "      intent: b\n      entities:\n        - city: Rome\n          role: to\n"
        "    - or:\n        - intent: b\n        - intent: c\n    - action: d\n"
    )


def test_values_keep_their_type_in_brackets() -> None:
    values = ["-1", "+1", "1e-5", "null", "~", "true", "'true'", '"7"', "[a, -1]", "{}", "no", "-a", "a, b"]
    story = "- story: s\n  steps:\n  - intent: b\n  - slot_was_set:\n" + "".join(
        f"    - a: {each}\n" for each in values
    )
    added("stories: [{story: b, steps: [{intent: c}]}]\n", StoryFormat.YAML, story)


@pytest.mark.parametrize(
    ("text", "notation", "reason"),
    [
        ("stories:\n- story: a\n---\nstories: []\n", StoryFormat.YAML, "second document"),
        ("stories: &x\n- story: a\n  steps:\n  - intent: b\nother: *x\n", StoryFormat.YAML, "more than one place"),
        ("other: &x\n- story: a\n  steps:\n  - intent: b\nstories: *x\n", StoryFormat.YAML, "more than one place"),
        ("stories: 7\n", StoryFormat.YAML, "is not a list"),
        ("stories: [\n", StoryFormat.YAML, "Rasa would"),
        ("- a\n", StoryFormat.YAML, "no keys"),
        ("rules: []\n...\n", StoryFormat.YAML, "document mark"),
        ("---\n", StoryFormat.YAML, "document mark"),
        ("version: '9.0'\nstories: []\n", StoryFormat.YAML, "would not find the story"),
        ("stories: [{story: a, steps: [{intent: b}]} # c\n]\n", StoryFormat.YAML, "brackets"),
        ("## a\n* b\n<!-- never ended\n", StoryFormat.MARKDOWN, "would not find the story"),
        ("* b\n## a\n", StoryFormat.MARKDOWN, "Rasa would refuse"),
        ("## intent:greet\n- hi\n", StoryFormat.MARKDOWN, "not take the file for stories"),
    ],
)
def test_what_cannot_be_edited_with_certainty_is_refused_in_words(
    text: str, notation: StoryFormat, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        append_stories(text, notation, [MARKDOWN if notation is StoryFormat.MARKDOWN else YAML], "3.1")


@given(story_files | markdown_like)
def test_any_markdown_keeps_its_bytes_or_is_refused(text: str) -> None:
    try:
        after = added(text, StoryFormat.MARKDOWN, MARKDOWN)
    except ValueError:
        return
    assert after.startswith(text)
    assert is_story_markdown(after)


@given(yaml_like())
def test_any_yaml_is_added_to_or_refused(text: str) -> None:
    try:
        added(text, StoryFormat.YAML, YAML)
    except ValueError:
        return


_TITLES = st.sampled_from(["a", "日本", '"x: y"', "'it''s'"])
_STEPS = st.sampled_from(
    [
        "- intent: b",
        "- user: |\n    hi\n\n    there",
        "- action: c # why",
        "- or:\n  - intent: d\n  - intent: e",
        "- active_loop: null",
    ]
)


@st.composite
def yaml_files(draw: st.DrawFn) -> str:
    """Files of hand-written stories and rules with odd indentation, comments and line ends."""
    column, inner = draw(st.sampled_from([0, 2, 4])), draw(st.sampled_from([0, 2]))
    parts = ['version: "3.1"\n'] if draw(st.booleans()) else []
    for key, kind in draw(st.permutations([("stories", "story"), ("rules", "rule")])):
        parts.append(f"{key}:\n")
        for title in draw(st.lists(_TITLES, min_size=1, max_size=3)):
            lines = [f"- {kind}: {title}", "  steps:"]
            for step in draw(st.lists(_STEPS, min_size=1, max_size=3)):
                lines += [" " * (2 + inner) + line if line else line for line in step.split("\n")]
            parts += [" " * column + line + "\n" if line else "\n" for line in lines]
            parts.append(draw(st.sampled_from(["", "\n", "# between\n", "\n    # deep\n", "\n\n"])))
    text = "".join(parts)
    return (text if draw(st.booleans()) else text.rstrip()).replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(yaml_files())
def test_hand_written_yaml_takes_a_story_and_keeps_its_bytes(text: str) -> None:
    edits = append_stories(text, StoryFormat.YAML, [YAML], "3.1")
    assert all(edit.span.start == edit.span.end for edit in edits)
    added(text, StoryFormat.YAML, YAML)
