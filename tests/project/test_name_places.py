"""Places of names that were asked for before an edit are, after it, those that a fresh start finds."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from teachback.project.file_names import FileNames
from teachback.project.known_steps import KnownSteps
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.project.symbol_kind import SymbolKind
from teachback.project.symbols import SymbolIndex, Symbols
from teachback.text.document import Document

ROOT = Path("/nowhere/bot")
STORY_FILE = (ROOT / "data" / "stories.md").as_posix()
STORIES = (
    *(
        "## a\n* hi\n  - utter_hi\n",
        "## b\n* hi\n  - utter_hi\n* hi\n  - utter_hi\n",
        "## c\n* hi OR bye\n  - utter_a\n",
    ),
    *("## d\n", "\n", "## e\n* bye\n  - utter_bye\n  - utter_a\n"),
)

edit = st.tuples(st.floats(0, 1), st.floats(0, 0.5), st.lists(st.sampled_from(STORIES), max_size=3))


def places(file: FileNames, kind: SymbolKind, *, first: bool = False) -> list[tuple[str, int, int]]:
    names = file.names(kind)
    placed = file.first_placed(kind, names) if first else file.placed(kind, names)
    return sorted((m.name, m.span.start + start, m.span.end + start) for m, start in placed)


def counts(file: FileNames, kind: SymbolKind) -> dict[str, int]:
    return {name: sum(times for _, times in file.times(kind, name)) for name in file.names(kind)}


@settings(max_examples=60)
@given(st.lists(st.sampled_from(STORIES), max_size=8), st.lists(st.tuples(edit, st.booleans()), max_size=8))
def test_after_any_edits(blocks: list[str], edits: list[tuple[tuple[float, float, list[str]], bool]]) -> None:
    project, index = Project(ROOT, Options(None, (ROOT / "data",))), SymbolIndex()
    project.overlay(STORY_FILE, Document("## z\n" + "".join(blocks)))
    index.symbols(project.snapshot)
    for (start, length, fresh), asks in edits:
        at = int(start * len(blocks))
        blocks[at : at + int(length * len(blocks))] = fresh
        project.overlay(STORY_FILE, Document("## z\n" + "".join(blocks)))
        kept = index.symbols(project.snapshot).files[STORY_FILE]
        anew = Symbols.of(project.snapshot, KnownSteps()).files[STORY_FILE]
        for kind in (SymbolKind.INTENT, SymbolKind.ACTION) if asks else (SymbolKind.ACTION,):
            assert kept.names(kind) == anew.names(kind)
            assert places(kept, kind) == places(anew, kind)
            assert counts(kept, kind) == counts(anew, kind)
            firsts = {name: start for name, start, _ in reversed(places(kept, kind, first=True))}
            assert firsts == {name: start for name, start, _ in reversed(places(anew, kind))}
