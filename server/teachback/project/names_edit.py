"""How the names of a file came from those of its text before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from teachback.project.known_steps import KnownStep
from teachback.project.remembered import Remembered
from teachback.project.symbol_kind import SymbolKind


@dataclass(frozen=True, slots=True)
class NamesEdit:
    """What was worked out of the text before, and the steps of the stories that were edited, as they were and as they
    are: all that is to be known of names in no other step is still so. ``elsewhere`` are the kinds of which names stand
    outside of stories, then or now, for which this says nothing.
    """

    before: Remembered
    steps: Iterable[KnownStep]
    elsewhere: frozenset[SymbolKind]
    _remembered: Remembered = field(default_factory=Remembered, repr=False, compare=False)

    def touched(self, kind: SymbolKind) -> frozenset[str]:
        """The names of a kind that stand in the edited stories, or stood there."""
        return self._remembered.get(kind, None, partial(self._touched, kind))

    def _touched(self, kind: SymbolKind) -> frozenset[str]:
        return frozenset(mention.name for step in self.steps for mention in step.mentions if mention.kind is kind)
