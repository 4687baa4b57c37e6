"""The names of projects as they were known last, at hand on the event loop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # initialize is answered before anything is read
    from teachback.completion.vocabulary import Vocabulary


class Vocabularies:
    """What completion offers while the kernel is busy, or a project is being read: perhaps a few names too few."""

    def __init__(self) -> None:
        self._by_root: dict[Path, Vocabulary] = {}

    def learn(self, root: Path, vocabulary: Vocabulary) -> None:
        """Take over the latest names of a project."""
        self._by_root[root] = vocabulary

    def near(self, path: str) -> Vocabulary | None:
        """The names of the innermost project in which a file lies, or that the file is."""
        around = [root for root in self._by_root if Path(path).is_relative_to(root)]
        return self._by_root[max(around, key=lambda root: len(root.parts))] if around else None
