"""Story YAML read block by block says what its whole tree says, and an edit costs one block."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.yaml_story_texts import edits_of, story_files
from formats.yaml_texts import yaml_like
from formats.yaml_verdicts import ACCEPTED_STORIES, REFUSED_STORIES
from teachback.formats.story_tree import Story, StoryKind
from teachback.formats.story_yaml import is_story_yaml, read_stories
from teachback.formats.story_yaml_alone import OddBlock
from teachback.formats.story_yaml_block import BlockReader
from teachback.formats.story_yaml_blocks import read_story_blocks
from teachback.formats.yaml_tree import parse_yaml

GREET = "- story: greet\n  steps:\n  - intent: greet\n  - action: utter_greet\n"
KEPT = "- story: kept\n  steps:\n  - slot_was_set:\n    - a: |+\n        x\n"
BYE = "- story: bye\n  steps:\n  - intent: bye\n  - action: utter_bye\n"


def compare(text: str, reader: BlockReader) -> bool:
    """Whether the text can be read by blocks; if so, all must be equal."""
    read = read_story_blocks(text, reader.read)
    if read is None:
        return False
    yaml = parse_yaml(text)
    assert is_story_yaml(yaml)
    assert read.stories == read_stories(yaml, text)
    assert read.yaml_problems == yaml.problems
    return True


def by_blocks(text: str) -> bool:
    """The same twice, the second time with every step known."""
    reader = BlockReader()
    first = compare(text, reader)
    assert compare(text, reader) is first
    return first


def test_files_and_edits_of_them_say_what_their_tree_says() -> None:
    reader = BlockReader()  # for all of them, so that no step of one file changes another

    @given(story_files().flatmap(lambda text: st.lists(edits_of(text), max_size=3).map(lambda edits: [text, *edits])))
    def check(texts: list[str]) -> None:
        for text in texts:
            compare(text, reader)

    check()


@given(yaml_like())
def test_any_text_says_what_its_tree_says(text: str) -> None:
    by_blocks(text)
    by_blocks(f"stories:\n{text}")


@pytest.mark.parametrize("text", [*ACCEPTED_STORIES, *REFUSED_STORIES])
def test_what_rasa_was_asked_says_what_its_tree_says(text: str) -> None:
    by_blocks(text)


@pytest.mark.parametrize(
    "text",
    [
        f"stories:\n{GREET}",
        f'version: "3.1"\n\n# all\nstories: # first\n# one\n{GREET}\n# two\n{BYE}rules: []\n',
        f"rules:\n- rule: r\n  condition:\n  - active_loop: f\n  steps:\n  - action: a\nstories:\n{GREET}",
        f"stories:\n{GREET}  - action: b".replace("\n", "\r\n"),
        "stories:\n    - story: deep\n      steps:\n        - intent: a\n        - bot: |\n            b\n",
        f"stories:\n{GREET}  -   intent: far\n  - # c\n    intent: q\n{BYE}",
        f"stories:\n{GREET}-\n{BYE}",
        f"stories:\n{GREET}- steps\n{BYE}",
        f"stories:\n{GREET}  - intent: /a\n  - metadata: a\n  - foo: a\n{BYE}",
        f"stories:\n{GREET}  - intent: a\n    intent: b\n{BYE}",
        f"stories:\n- story: null\n  steps:\n  - intent: a\n{BYE.replace('bye', 'true')}",
        f"stories:\n{BYE.replace('story', 'rule')}rules:\n{GREET}",
        "stories:\n  - story: a\n    steps:\n   - intent: a\n",
        "stories:\n  - story: a\n    steps:\n   - intent: a\n  - story: b\n    steps:\n    - intent: a\n",
        f"rules:\n- x\n{BYE.replace('story', 'rule')}  - 1\nstories:\n{GREET}  - 1\n- y\n",
        "stories:\n- story: a\n  steps:\n  - user: a\n      b\n- story: a\n  steps:\n    - user: a\n      b\n",
        f"stories:\n{KEPT}\n\n{KEPT}\n{KEPT}# c\n",
    ],
)
def test_files_of_stories_are_read_by_blocks(text: str) -> None:
    assert by_blocks(text)


@pytest.mark.parametrize("line", ["  - action: a: b", "  - actio: 'x' y", "  steps", "   - intent: a", "  - bot: @a"])
def test_a_fault_that_ends_with_its_line_costs_its_block(line: str) -> None:
    assert by_blocks(f"stories:\n{GREET}{line}\n{BYE}{line}\n")
    assert by_blocks(f"stories:\n{GREET}{line}\n  - action: b\n{BYE}")


@pytest.mark.parametrize(
    "text",
    [
        f"stories:\n{GREET}  - bot: 'a\n{BYE}  - bot: b'\n",  # one text over two stories
        f'stories:\n{GREET}  - bot: "a\n{BYE}  - bot: \\n\n',
        f"stories:\n{GREET}  - ? intent\n      : a\n{BYE}",
        f"stories: []\n{GREET}",
        f"stories:\n{GREET}\r{BYE}",
        f"stories:\n{GREET}\r- x\n",
        f"stories:\n{GREET}- story: a: b\n  - story: c\n",
        f"stories:\n{GREET}- story: a: b\n  - x\n",
        f"stories:\n{GREET}  - bot: [a\n{BYE}",
        f"stories:\n{GREET}  - &a\n    intent: b\n{BYE}  - *a\n",
        f"stories:\n{GREET}  - &a\n    intent: b\n  - *a\n",
        f"stories:\n{GREET}...\n{BYE}",
        f"stories:\n{GREET}---\n{BYE}",
        f"stories:\n{GREET}nlu: []\n",
        f"stories:\n{GREET}stories:\n{BYE}",
        f"version: '9.0'\nstories:\n{GREET}",
        f"stories:\n{GREET}  - bot: \\u00e9\n",
        f"stories:\n{GREET}  - bot:\ta\n",
        f"stories:\n{GREET}  - bot: \x00\n",
        f"\ufeffstories:\n{GREET}",
        "version: '3.1'\n",
        "",
    ],
)
def test_what_hangs_together_is_left_to_the_tree(text: str) -> None:
    assert not by_blocks(text)


@pytest.mark.parametrize("after", ["", "\n", f"\n{BYE}", "\n\n  # c", "\n  - action: b"])
def test_a_quote_that_nothing_closes_costs_its_line(after: str) -> None:
    assert by_blocks(f"stories:\n{GREET}  - bot: 'x{after}")
    assert by_blocks(f'stories:\n{GREET}  - bot: "x{after}')


def test_half_of_a_step_is_never_known_as_one() -> None:
    """``bot: 'x`` is what lies before a dash there, and the second dash has a step of its own."""
    reader = BlockReader()
    assert compare(f"stories:\n{GREET}  - bot: 'x\n  - y'\n  -\n    intent: z\n", reader)
    assert compare(f"stories:\n{GREET}  - bot: 'x\n  - intent: a\n", reader)


def test_what_follows_the_last_step_makes_no_other_step_of_it() -> None:
    read: list[Story] = []
    reader = BlockReader()
    for tail in ("", "\n", "\n\n", "\n  # c\n\n# é\n", "\n    \n", "  \n"):
        block = reader.read(StoryKind.STORY, GREET.removesuffix("\n") + tail)
        assert isinstance(block, Story)
        read.append(block)
    assert {id(story.lines[-1]) for story in read} == {id(read[0].lines[-1])}
    assert all(story == read[0] for story in read)


def test_a_step_of_a_story_is_not_known_as_one_of_a_rule() -> None:
    reader = BlockReader()
    assert compare("stories:\n- story: a\n  steps:\n  - checkpoint: c\n", reader)
    assert compare("rules:\n- rule: a\n  steps:\n  - checkpoint: c\n", reader)


def test_an_edit_costs_one_block() -> None:
    read: list[str] = []
    known: dict[tuple[StoryKind, str], Story | OddBlock | None] = {}
    reader = BlockReader()

    def counted(kind: StoryKind, block: str) -> Story | OddBlock | None:
        if (kind, block) not in known:
            read.append(block)
            known[kind, block] = reader.read(kind, block)
        return known[kind, block]

    text = "stories:\n" + "".join(GREET.replace("greet\n", f"greet {number}\n", 1) for number in range(50))
    assert read_story_blocks(text, counted)
    assert len(read) == 50
    read.clear()
    assert read_story_blocks(text.replace("greet 7\n", "greet 7 and\n\n  # more\n"), counted)
    assert read == [GREET.replace("greet\n", "greet 7 and\n\n  # more\n", 1)]
