"""What any file has of some kind is kept up to date file by file."""

from __future__ import annotations

from pathlib import Path

from bots import open_bot
from teachback.project.file_names import FileNames
from teachback.project.project import Project
from teachback.project.symbol_kind import SymbolKind
from teachback.project.symbols import SymbolIndex
from teachback.text.document import Document

TWO_FILES = "=== data/a.md\n## a\n* hi\n  - utter_hi\n=== data/b.md\n## b\n* hi\n  - utter_hi\n"


def typed(project: Project, name: str, old: str, new: str) -> None:
    path = (project.root / "data" / name).as_posix()
    text = project.snapshot.files[path].document.text
    assert old in text
    project.overlay(path, Document(text.replace(old, new)))


def test_the_same_names_are_the_very_same_object(tmp_path: Path) -> None:
    project, index = open_bot(tmp_path, TWO_FILES), SymbolIndex()
    before = index.symbols(project.snapshot).all_names(SymbolKind.INTENT)
    typed(project, "a.md", "- utter_hi", "- utter_h")
    assert index.symbols(project.snapshot).all_names(SymbolKind.INTENT) is before
    typed(project, "a.md", "* hi", "* bye")
    assert index.symbols(project.snapshot).all_names(SymbolKind.INTENT) is before


def test_a_name_is_there_as_long_as_any_file_has_it(tmp_path: Path) -> None:
    project, index = open_bot(tmp_path, TWO_FILES), SymbolIndex()
    assert "hi" in index.symbols(project.snapshot).all_names(SymbolKind.INTENT)
    typed(project, "a.md", "* hi", "* bye")
    assert "hi" in index.symbols(project.snapshot).all_names(SymbolKind.INTENT)
    (project.root / "data/b.md").unlink()
    project.refresh([(project.root / "data/b.md").as_posix()])
    assert "hi" not in index.symbols(project.snapshot).all_names(SymbolKind.INTENT)


def test_a_file_is_asked_once_and_again_when_it_has_changed(tmp_path: Path) -> None:
    asked: list[str] = []

    def named(file: FileNames) -> frozenset[str]:
        asked.append(Path(file.file.path).name)
        return file.names(SymbolKind.ACTION)

    project, index = open_bot(tmp_path, TWO_FILES), SymbolIndex()
    symbols = index.symbols(project.snapshot)
    symbols.united(named)
    symbols.united(named)
    assert sorted(asked) == ["a.md", "b.md", "config.yml", "domain.yml"]
    asked.clear()
    typed(project, "b.md", "- utter_hi", "- utter_new")
    typed(project, "a.md", "- utter_hi", "- utter_newer")
    assert index.symbols(project.snapshot).united(named) >= {"utter_new", "utter_newer"}
    assert sorted(asked) == ["a.md", "b.md"]


def test_who_asks_seldom_gets_what_is_true_now(tmp_path: Path) -> None:
    project, index = open_bot(tmp_path, TWO_FILES), SymbolIndex()
    assert "utter_hi" in index.symbols(project.snapshot).used(SymbolKind.ACTION)
    typed(project, "b.md", "- utter_hi", "- utter_new")
    index.symbols(project.snapshot)
    typed(project, "a.md", "- utter_hi", "- utter_newer")
    assert index.symbols(project.snapshot).used(SymbolKind.ACTION) == {"utter_new", "utter_newer"}
