"""After any edits of any files of a project, each rule finds what a fresh start finds."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from teachback.checks import unknown_names
from teachback.checks.self_check import SelfCheckingInspector
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.text.document import Document

ROOT = Path("/nowhere/bot")

# Blocks of which a file is put together: its first lines, then any of the others in any order.
STORIES_1 = (
    *("## one\n* greet\n  - utter_greet\n", "## two\n* greet\n  - utter_grete\n", "## odd\n* helo\n  - utter_grete\n"),
    *("## from\n> here\n* bye\n  - action_x\n> there\n", "## to\n> there\n* bye\n  - action_x\n> here\n"),
    *('## slot\n* bye{"town": "x"}\n  - slot{"size": "big"}\n  - utter_bye\n', "## form\n* bye\n  - pizza\n"),
    *('## in\n* bye\n  - pizza\n  - form{"name": "pizza"}\n* form: greet\n  - form: pizza\n', "## idle\n* greet\n"),
    *(
        "\n",
        "## loop\n> a\n* greet\n  - utter_greet\n> a\n",
        '## e\n* faq/ask OR greet\n  - followup{"name": "action_z"}\n',
    ),
    "<!-- teachback: ignore missing-response -->\n",
)
NLU_1 = ("## intent:greet\n- hi\n", "## intent:bye\n- hi\n- see you\n", "## intent:faq/ask\n- [x](town)\n", "\n")
DOMAIN = (
    *("intents: [greet, bye]\n", "intents:\n- greet\n- greet\n- faq\n", "entities: [town]\n", "actions: [action_x]\n"),
    *("actions: [action_x, action_x, utter_bye]\n", "slots:\n  size: {type: categorical, values: [small, large]}\n"),
    *(
        "responses:\n  utter_greet: [{text: hi}]\n",
        "responses:\n  utter_bye: [{text: 'bye {size}'}]\n",
        "forms: [pizza]\n",
    ),
    *("forms: {pizza: {required_slots: [size]}}\n", "responses:\n  utter_faq/ask: [{text: x}]\n", "session: [\n"),
)
CONFIG = (
    "language: en\n",
    "policies:\n- name: MemoizationPolicy\n",
    "policies:\n- name: my.Policy\n",
    "pipeline: []\n",
)
STORIES_3 = (
    *(
        "- story: a\n  steps:\n  - intent: greet\n  - action: utter_greet\n",
        "- story: b\n  steps:\n  - intent: greet\n",
    ),
    *(
        "- story: c\n  steps:\n  - intent: greet\n  - action: utter_bye\n",
        "- story: d\n  steps:\n  - action: action_y\n",
    ),
    *(
        "- story: e\n  steps:\n  - checkpoint: x\n  - intent: helo\n  - action: pizza\n  - active_loop: pizza\n",
        "# x\n",
    ),
    "- story: f\n  steps:\n  - or:\n    - intent: bye\n    - intent: ask\n  - slot_was_set:\n    - size: big\n",
)
RULES_3 = (
    *("- rule: a\n  steps:\n  - intent: greet\n  - action: utter_greet\n", "\n"),
    *(
        "- rule: b\n  steps:\n  - intent: greet\n  - action: utter_bye\n",
        "- rule: c\n  steps:\n  - action: utter_greet\n",
    ),
    "- rule: d\n  steps:\n  - intent: bye\n  - action: pizza\n  - active_loop: pizza\n",
    "- rule: d\n  steps:\n  - intent: bye\n  - action: pizza\n  - slot_was_set:\n    - size: big\n",
    "- rule: e\n  steps:\n  - intent: bye\n  - action: utter_bye\n  - intent: greet\n  - action: pizza\n",
)


class Kind(NamedTuple):
    """What a file begins with, and of what it is put together."""

    head: str
    blocks: tuple[str, ...]


BOT_1 = {
    "data/a.md": Kind("", STORIES_1),
    "data/b.md": Kind("", STORIES_1),
    "data/nlu.md": Kind("", NLU_1),
    "domain.yml": Kind("", DOMAIN),
    "config.yml": Kind("", CONFIG),
}
BOT_3 = {
    "data/a.yml": Kind("stories:\n", STORIES_3),
    "data/b.yml": Kind("stories:\n", STORIES_3),
    "data/rules.yml": Kind("rules:\n", RULES_3),
    "domain.yml": Kind('version: "3.1"\n', DOMAIN),
    "config.yml": Kind("", (*CONFIG, "policies:\n- name: RulePolicy\n")),
}


class Edit(NamedTuple):
    """Blocks of a file that come into the place of some others, which are told by shares of the file's blocks."""

    file: str
    start: float
    length: float
    blocks: list[str]


def edits_of(bot: dict[str, Kind]) -> st.SearchStrategy[list[Edit]]:
    """Some edits of a bot's files."""

    def of_file(path: str) -> st.SearchStrategy[Edit]:
        blocks = st.lists(st.sampled_from(bot[path].blocks), max_size=4)
        return st.builds(Edit, st.just(path), st.floats(0, 1), st.floats(0, 1), blocks)

    return st.lists(st.sampled_from(sorted(bot)).flatmap(of_file), min_size=3, max_size=15)


def inspect_after_each(bot: dict[str, Kind], edits: list[Edit]) -> None:
    """Raises ``Discrepancy`` where an inspection is not what a fresh start comes to."""
    project = Project(ROOT, Options(None, (ROOT / "data",), (ROOT / "domain.yml",), (ROOT / "config.yml",)))
    inspector = SelfCheckingInspector(project)
    texts: dict[str, list[str]] = {path: list(kind.blocks[:3]) for path, kind in bot.items()}
    for path, blocks in texts.items():
        project.overlay((ROOT / path).as_posix(), Document(bot[path].head + "".join(blocks)))
    inspector.inspect(project.snapshot)
    for edit in edits:
        blocks = texts[edit.file]
        start = int(edit.start * len(blocks))
        blocks[start : start + int(edit.length * len(blocks))] = edit.blocks
        text = bot[edit.file].head + "".join(blocks)
        inspector.inspect(project.overlay((ROOT / edit.file).as_posix(), Document(text)))


@settings(max_examples=40)
@given(edits_of(BOT_1))
def test_edits_of_a_bot_of_1(edits: list[Edit]) -> None:
    inspect_after_each(BOT_1, edits)


@settings(max_examples=40)
@given(edits_of(BOT_3))
def test_edits_of_a_bot_of_3(edits: list[Edit]) -> None:
    inspect_after_each(BOT_3, edits)


@settings(max_examples=40)
@given(edits_of(BOT_1))
def test_edits_that_make_names_many_and_few_again(edits: list[Edit]) -> None:
    with patch.object(unknown_names, "MOST_PLACES", 2), patch.object(unknown_names, "MOST_NAMES", 3):
        inspect_after_each(BOT_1, edits)
