"""Where stories, NLU data and new names may go: what a person names, and what the project suggests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import Enum
from pathlib import PurePath

from teachback.dialogue.dialect import Dialect
from teachback.formats.story_tree import StoryFormat, StoryKind
from teachback.project.layout import DATA_FOLDER
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile

_MARKDOWN = ".md"
_YAML = (".yml", ".yaml")


class Kind(Enum):
    """What goes into a file."""

    STORIES = "stories"
    NLU = "NLU examples"
    DOMAIN = "the domain"


def absolute(snapshot: Snapshot, path: str) -> str:
    """A path that a person gave, seen from the project's folder, as the snapshot writes it."""
    return (snapshot.root / path).as_posix()


def refusal_of_path(snapshot: Snapshot, kind: Kind, path: str) -> str | None:
    """Why a path cannot be that of an export, and what would do instead; ``None`` when it can.

    Clearer than R1, R3: core/training/interactive.py:_request_export_info, which asks for these suffixes too.
    """
    if not path.strip():
        return f"Name a file for {kind.value}, such as `{_example(snapshot, kind)}`."
    suffix = PurePath(path).suffix.lower()
    allowed = _suffixes(snapshot, kind)
    if suffix not in allowed:
        known = " or ".join(f"`{each}`" for each in allowed)
        return (
            f"`{path}` is no file for {kind.value} of this project: its name must end in {known}, "
            f"as in `{_example(snapshot, kind)}`."
        )
    file = snapshot.files.get(absolute(snapshot, path))
    if file is not None and (file.config is not None or file.endpoints is not None):
        return f"`{path}` is the configuration. Choose another file, such as `{_example(snapshot, kind)}`."
    return None


def format_of(path: str) -> StoryFormat:
    """The notation of a file with this name."""
    return StoryFormat.MARKDOWN if PurePath(path).suffix.lower() == _MARKDOWN else StoryFormat.YAML


def story_format_of(snapshot: Snapshot) -> StoryFormat:
    """The notation of the project's stories: that of the most of them, else the one of its Rasa."""
    counted = Counter(file.stories.format for file, _ in snapshot.trained_stories() if file.stories is not None)
    usual = StoryFormat.MARKDOWN if snapshot.dialect is Dialect.RASA1 else StoryFormat.YAML
    return counted.most_common(1)[0][0] if counted else usual


def is_test(path: str) -> bool:
    """Whether a file of this name is for ``rasa test``."""
    return PurePath(path).name.startswith("test_") or "tests" in PurePath(path).parts


def main_file(files: Iterable[SourceFile], size: Counter[str]) -> str | None:
    """The file that holds the most, the first of several; none where all hold nothing."""
    held = [file.path for file in files if size[file.path]]
    return min(held, key=lambda path: (-size[path], path), default=None)


def story_counts(snapshot: Snapshot) -> Counter[str]:
    """How many stories, not rules, each trained file holds."""
    return Counter(file.path for file, placed in snapshot.trained_stories() if placed.story.kind is StoryKind.STORY)


def data_folder(snapshot: Snapshot) -> PurePath:
    """Where new training data goes: ``data/``, unless what Rasa trains on lies elsewhere."""
    usual = PurePath(snapshot.root.as_posix()) / DATA_FOLDER
    trained = [PurePath(path) for path in sorted(snapshot.files) if _holds_training_data(snapshot.files[path])]
    inside = not trained or any(path.is_relative_to(usual) for path in trained)
    return usual if inside else trained[0].parent


def _holds_training_data(file: SourceFile) -> bool:
    return file.trained and (file.stories is not None or file.nlu is not None)


def _suffixes(snapshot: Snapshot, kind: Kind) -> tuple[str, ...]:
    if kind is Kind.DOMAIN:
        return _YAML
    if snapshot.dialect is Dialect.RASA1:
        return (_MARKDOWN,)
    reads_markdown = any(PurePath(path).suffix.lower() == _MARKDOWN for path in snapshot.files)  # 2.x still does
    return (*_YAML, _MARKDOWN) if reads_markdown else _YAML


def _example(snapshot: Snapshot, kind: Kind) -> str:
    suffix = _suffixes(snapshot, kind)[0]
    return {
        Kind.STORIES: f"data/stories{suffix}",
        Kind.NLU: f"data/nlu{suffix}",
        Kind.DOMAIN: "domain.yml",
    }[kind]
