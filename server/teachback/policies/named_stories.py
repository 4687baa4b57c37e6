"""The names by which Rasa tells of the stories of a contradiction: one of several that are the same in all."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from teachback.policies.contradictions import Contradiction
from teachback.policies.duplicates import Originals
from teachback.policies.learnt import Learnt
from teachback.policies.placed_examples import placed_examples
from teachback.policies.tables import Tables


class NamedStories:
    """Names the stories of contradictions, for one state of the tables.

    Which of several it is hangs on all the stories that come before, and only whoever lists all contradictions is told.
    """

    __slots__ = ("_originals", "_tables")

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._originals = Originals(tables)

    def of(self, contradiction: Contradiction) -> Mapping[str, tuple[str, ...]]:
        """The names by action, in the order of files and lines; none of an action that does not follow any more."""
        row = self._tables.judged.row(contradiction.key)
        return {action: self._names(row.get(action, {})) for action in contradiction.places}

    def _names(self, learnt: Collection[Learnt]) -> tuple[str, ...]:
        examples = placed_examples(self._tables.placements, learnt).examples
        kept = self._originals.among(examples)
        in_order = (each.story for each in examples if each.story in kept)
        return tuple(dict.fromkeys(self._tables.placed(number).story.name.text for number in in_order))
