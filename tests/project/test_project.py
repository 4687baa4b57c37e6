"""Finding files and keeping a snapshot of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bots import CONFIG_1X, open_bot, write_bot
from teachback.dialogue.dialect import Dialect
from teachback.project.layout import find_roots, root_above
from teachback.project.options import Options, WholeHistory
from teachback.project.project import Project
from teachback.project.snapshot import Snapshot
from teachback.text.document import Document

STORY = "## one\n* greet\n  - utter_greet\n"


def read(folder: Path, text: str, **options: object) -> Snapshot:
    return Project(write_bot(folder, text), Options(**options)).read()  # type: ignore[arg-type]  # options by name


def trained(snapshot: Snapshot) -> list[str]:
    return [f"{snapshot.relative(file.path)}:{placed.story.name.text}" for file, placed in snapshot.trained_stories()]


def test_stories_outside_data_are_read_but_not_trained_on(tmp_path: Path) -> None:
    text = f"=== data/core/stories.md\n{STORY}=== tests/conversation_tests.md\n{STORY}"
    snapshot = read(tmp_path, text)
    assert trained(snapshot) == ["data/core/stories.md:one"]
    assert {snapshot.relative(path) for path, file in snapshot.files.items() if file.stories} == {
        "data/core/stories.md",
        "tests/conversation_tests.md",
    }


@pytest.mark.parametrize("folder", [".git", "node_modules", ".venv", "models"])
def test_folders_of_others_are_left_alone(tmp_path: Path, folder: str) -> None:
    snapshot = read(tmp_path, f"=== data/stories.md\n{STORY}=== {folder}/stories.md\n{STORY}")
    assert len([file for file in snapshot.files.values() if file.stories]) == 1


def test_prose_is_not_taken_for_stories(tmp_path: Path) -> None:
    snapshot = read(tmp_path, f"=== data/stories.md\n{STORY}=== README.md\n# A bot\n\n## Install\nRun it.\n")
    assert [snapshot.relative(path) for path, file in snapshot.files.items() if file.stories] == ["data/stories.md"]


@pytest.mark.parametrize(
    "domain",
    [
        'version: "2.0"\n',
        "slots:\n  size: {type: text, influence_conversation: false}\n",
        "slots:\n  size: {type: any}\n",
        "slots:\n  size:\n    type: text\n    mappings: [{type: from_text}]\n",
        "forms:\n  size_form:\n    required_slots: [size]\n",
    ],
)
def test_a_newer_domain_makes_markdown_stories_newer(tmp_path: Path, domain: str) -> None:
    files = f"=== domain.yml\nintents: [greet]\n{domain}=== config.yml\nlanguage: en\n=== data/stories.md\n{STORY}"
    assert read(tmp_path, files).dialect is Dialect.RASA3
    older = f"=== domain.yml\nintents: [greet]\n=== config.yml\nlanguage: en\n=== data/stories.md\n{STORY}"
    assert read(tmp_path / "older", older).dialect is Dialect.RASA1


def test_projects_within_a_project_are_their_own(tmp_path: Path) -> None:
    write_bot(tmp_path, f"=== data/stories.md\n{STORY}")
    write_bot(tmp_path / "examples" / "other", f"=== data/stories.md\n{STORY.replace('one', 'two')}")
    assert find_roots(tmp_path) == (tmp_path, tmp_path / "examples" / "other")
    assert trained(Project(tmp_path).read()) == ["data/stories.md:one"]
    assert root_above(tmp_path / "examples" / "other" / "data") == tmp_path / "examples" / "other"


def test_loose_files_are_a_project_too(tmp_path: Path) -> None:
    (tmp_path / "stories.md").write_text(STORY)
    snapshot = Project(tmp_path).read()
    assert trained(snapshot) == ["stories.md:one"]
    assert not snapshot.domain.complete


def test_prose_beside_loose_stories_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "stories.md").write_text(STORY)
    (tmp_path / "README.md").write_text("# A bot\n\n## Install\n- Python\n- Rasa\n")
    assert trained(Project(tmp_path).read()) == ["stories.md:one"]


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    write_bot(tmp_path, f"=== data/stories.md\n{STORY}")
    os.mkfifo(tmp_path / "data" / "pipe.md")
    assert trained(Project(tmp_path).read()) == ["data/stories.md:one"]


def test_a_domain_in_pieces(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for name, text in {
        "config.yml": "recipe: default.v1\npolicies: [{name: RulePolicy}]\n",
        "domain/intents.yml": "version: '3.1'\nintents: [greet]\n",
        "domain/more/responses.yml": "responses: {utter_greet: [{text: hi}]}\n",
        "data/stories.yml": "stories:\n- story: one\n  steps:\n  - intent: greet\n  - action: utter_greet\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    snapshot = project.read()
    assert "greet" in snapshot.domain.intents
    assert snapshot.domain.responses == ("utter_greet",)
    assert snapshot.dialect is Dialect.RASA3


@pytest.mark.parametrize(
    ("policies", "wanted", "expected"),
    [
        ("[{name: MemoizationPolicy, max_history: 3}]", None, 3),
        ("[{name: MemoizationPolicy}]", None, 5),
        ("[{name: MemoizationPolicy, max_history: 3}, {name: AugmentedMemoizationPolicy, max_history: 6}]", None, 6),
        ("[{name: KerasPolicy, max_history: 4}]", None, 4),
        ("[{name: TEDPolicy}]", None, None),
        ("[{name: MemoizationPolicy, max_history: 3}]", 2, 2),
        ("[{name: MemoizationPolicy, max_history: 3}]", WholeHistory.ALL, None),
    ],
)
def test_how_far_policies_look_back(
    tmp_path: Path, policies: str, wanted: int | WholeHistory | None, expected: int | None
) -> None:
    text = f"=== config.yml\nlanguage: en\npolicies: {policies}\n=== data/stories.md\n{STORY}"
    assert open_bot(tmp_path, text, wanted).snapshot.max_history == expected


def test_the_editor_s_text_comes_before_the_file(tmp_path: Path) -> None:
    project = open_bot(tmp_path, f"=== data/stories.md\n{STORY}")
    path = (tmp_path / "data" / "stories.md").as_posix()
    before = project.snapshot
    snapshot = project.overlay(path, Document(STORY.replace("one", "typed"), version=7))
    assert trained(snapshot) == ["data/stories.md:typed"]
    assert snapshot.generation > before.generation
    assert trained(before) == ["data/stories.md:one"]
    assert trained(project.read()) == ["data/stories.md:typed"]
    assert trained(project.overlay(path, None)) == ["data/stories.md:one"]


def test_files_that_come_and_go(tmp_path: Path) -> None:
    project = open_bot(tmp_path, f"=== data/stories.md\n{STORY}")
    other = tmp_path / "data" / "more.md"
    other.write_text(STORY.replace("one", "two"))
    assert trained(project.refresh([other.as_posix()])) == ["data/more.md:two", "data/stories.md:one"]
    other.unlink()
    assert trained(project.refresh([other.as_posix()])) == ["data/stories.md:one"]


def test_a_domain_that_appears_gives_the_folder_its_meaning(tmp_path: Path) -> None:
    (tmp_path / "stories.md").write_text(STORY)
    project = Project(tmp_path)
    project.read()
    (tmp_path / "config.yml").write_text(CONFIG_1X)
    (tmp_path / "domain.yml").write_text("intents: [greet]\n")
    (tmp_path / "data").mkdir()
    snapshot = project.refresh([(tmp_path / "domain.yml").as_posix()])
    assert snapshot.domain.complete
    assert trained(snapshot) == []


def test_bytes_that_are_no_text_cost_only_their_file(tmp_path: Path) -> None:
    write_bot(tmp_path, f"=== data/stories.md\n{STORY}")
    (tmp_path / "data" / "broken.md").write_bytes(b"## two\n* gr\xff\xfeet\n  - utter_greet\n")
    (tmp_path / "data" / "binary.yml").write_bytes(bytes(range(256)) * 20)
    snapshot = Project(tmp_path).read()
    assert "data/stories.md:one" in trained(snapshot)
    broken = snapshot.files[(tmp_path / "data" / "broken.md").as_posix()]
    (problem,) = broken.problems
    assert "not UTF-8" in problem.message
    assert problem.span.start == len("## two\n* gr")


def test_a_huge_file_is_named_and_left_out(tmp_path: Path) -> None:
    write_bot(tmp_path, f"=== data/stories.md\n{STORY}")
    with (tmp_path / "data" / "huge.md").open("wb") as huge:
        huge.truncate(17_000_000)
    snapshot = Project(tmp_path).read()
    (problem,) = snapshot.files[(tmp_path / "data" / "huge.md").as_posix()].problems
    assert (problem.rule, problem.message[:31]) == ("limit-reached", "This file has 17,000,000 bytes ")
    assert trained(snapshot) == ["data/stories.md:one"]


def test_the_domain_and_what_is_open_are_read_and_shown_before_the_rest(tmp_path: Path) -> None:
    text = f"=== data/a.md\n{STORY}=== data/b.md\n{STORY}=== data/c.md\n{STORY}"
    project = Project(write_bot(tmp_path, text))
    shown: list[set[str]] = []
    steps: list[int] = []

    def glance(snapshot: Snapshot) -> None:
        shown.append({snapshot.relative(path) for path in snapshot.files})
        steps.append(-1)

    whole = project.read(lambda done, _: steps.append(done), {(tmp_path / "data/b.md").as_posix()}, glance)
    assert shown == [{"config.yml", "domain.yml", "data/b.md"}]
    assert steps == [1, 2, 3, -1, 4, 5]
    assert whole.files.keys() == project.read().files.keys()
