"""After any edits, what is found equals what a fresh start finds."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from bots import CONFIG_1X, DOMAIN_1X
from teachback.checks.inspection import Inspection, Inspector
from teachback.checks.self_check import SelfCheckingInspector
from teachback.project.options import Options, WholeHistory
from teachback.project.project import Project
from teachback.text.document import Document

FILES: tuple[str, ...] = ("data/a.md", "data/b.md")

FRAGMENTS = (
    *("## one\n", "## two\n", "\n", "# x", "* greet\n", "* affirm OR deny\n", '* inform{"cuisine": "thai"}\n'),
    *("- utter_greet\n", "  - utter_hello\n", "- restaurant_form\n", '- form{"name": "restaurant_form"}\n'),
    *('- form{"name": null}\n', '- slot{"cuisine": "x"}\n', "> here\n", "> there\n", "* form: inform\n"),
    *(
        "- form: restaurant_form\n",
        "- action_listen\n",
        "- restart\n",
        "- rewind\n",
        "<!-- teachback: ignore syntax -->\n",
    ),
    *("<!--\n", "-->\n", "gibberish", "* gr", "- slot{", "`x`", "\r\n"),
)


class Typing(NamedTuple):
    """Text put in the place of a slice of a file; the slice is given as shares of the file's length."""

    file: str
    start: float
    length: float
    fragments: list[str]


typing = st.builds(
    Typing,
    st.sampled_from(FILES),
    st.floats(0, 1),
    st.floats(0, 0.3),
    st.lists(st.sampled_from(FRAGMENTS), max_size=6),
)


@settings(max_examples=60)
@given(st.lists(typing, min_size=1, max_size=12), st.sampled_from([None, 1, WholeHistory.ALL]))
def test_edits_equal_a_fresh_start(edits: list[Typing], history: int | WholeHistory | None) -> None:
    root = Path("/nowhere/bot")
    project = start(root, history)
    inspector = SelfCheckingInspector(project)
    texts = dict.fromkeys(FILES, "## one\n* greet\n- utter_greet\n\n## two\n* greet\n- utter_hello\n> here\n")
    for path, text in texts.items():
        project.overlay((root / path).as_posix(), Document(text))
    for edit in edits:
        text = texts[edit.file]
        at = int(edit.start * len(text))
        texts[edit.file] = text[:at] + "".join(edit.fragments) + text[at + int(edit.length * len(text)) :]
        snapshot = project.overlay((root / edit.file).as_posix(), Document(texts[edit.file]))
        assert told(inspector.inspect(snapshot)) == told(fresh(root, history, texts))


def test_a_story_that_is_gone_contradicts_no_cycle_any_more() -> None:
    root = Path("/nowhere/bot")
    project = start(root, WholeHistory.ALL)
    cycle = (
        "## loop\n> here\n* greet\n- utter_hello\n> here\n\n"
        "## start\n* affirm\n- utter_greet\n> here\n\n## exit\n> here\n* affirm\n- utter_done\n"
    )
    plain = "## plain\n* affirm\n- utter_greet\n* greet\n- utter_chitchat\n"
    project.overlay((root / FILES[0]).as_posix(), Document(cycle))
    inspector = SelfCheckingInspector(project)
    assert (
        len(inspector.inspect(project.overlay((root / FILES[1]).as_posix(), Document(plain))).facts.contradictions) == 1
    )
    gone = project.overlay((root / FILES[1]).as_posix(), Document(""))
    assert len(inspector.inspect(gone).facts.contradictions) == 0


def start(root: Path, history: int | WholeHistory | None) -> Project:
    options = Options(history, (root / "data",), (root / "domain.yml",), (root / "config.yml",))
    project = Project(root, options)
    project.overlay((root / "domain.yml").as_posix(), Document(DOMAIN_1X))
    project.overlay((root / "config.yml").as_posix(), Document(CONFIG_1X))
    return project


def fresh(root: Path, history: int | WholeHistory | None, texts: dict[str, str]) -> Inspection:
    project = start(root, history)
    for path, text in texts.items():
        project.overlay((root / path).as_posix(), Document(text))
    return Inspector().inspect(project.snapshot)


def told(inspection: Inspection) -> object:
    return dict(inspection.findings)
