"""The texts of files as they are to become, one change after the other, over a snapshot that stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from teachback.checks.finding import FileEdit
from teachback.project.snapshot import Snapshot
from teachback.teaching.export.changed_files import ChangedFile
from teachback.teaching.export.taught import Reading
from teachback.text.edits import Edit, apply_edits


@dataclass(frozen=True, slots=True)
class Drafts:
    """``on_disk`` gives the texts of files that the snapshot does not hold."""

    snapshot: Snapshot
    on_disk: Reading
    new: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def before(self, path: str) -> str | None:
        """The text of a file as it is now; ``None`` where there is none."""
        file = self.snapshot.files.get(path)
        return self.on_disk(path) if file is None else file.document.text

    def text(self, path: str) -> str | None:
        """The text of a file as it is to become; ``None`` where there is none."""
        return self.new[path] if path in self.new else self.before(path)

    def with_text(self, path: str, text: str) -> Drafts:
        """The drafts with another text for a file."""
        return replace(self, new=MappingProxyType({**self.new, path: text}))

    def edited(self, path: str, edits: Iterable[Edit]) -> Drafts:
        """The drafts with edits of a file as it is to become."""
        return self.with_text(path, apply_edits(self.text(path) or "", edits))

    def changes(self) -> tuple[ChangedFile, ...]:
        """The files that change, in the order of their paths."""
        every = (ChangedFile(path, self.before(path), self.new[path]) for path in sorted(self.new))
        return tuple(each for each in every if each.before != each.after)

    def refusal(self, path: str) -> str | None:
        """Why a file must not be edited, as the end of a sentence; ``None`` when it may be."""
        file = self.snapshot.files.get(path)
        if file is None:
            return None
        if file.document.undecodable is not None:
            return "it is not UTF-8. Save it as UTF-8 first"
        if any(problem.rule == "limit-reached" for problem in file.problems):
            return "it is too large to be read"
        return None


def with_edits(drafts: Drafts, edits: Iterable[FileEdit]) -> Drafts:
    """The drafts with edits of several files as they are now; raises ``ValueError`` where they overlap."""
    by_file: dict[str, list[Edit]] = {}
    for each in edits:
        by_file.setdefault(each.path, []).append(each.edit)
    for path, found in by_file.items():
        drafts = drafts.edited(path, found)
    return drafts
