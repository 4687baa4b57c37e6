"""Conversations that look exactly like an earlier one.

Rasa trains on one of them only, and names the stories of that one (generator.py:_remove_duplicate_story_end_trackers).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from teachback.policies.conversations import TrainingConversation, conversations_among
from teachback.policies.history import WindowKey
from teachback.policies.learnt import Learnt, StoryId
from teachback.policies.tables import Group, Tables


class _Told(NamedTuple):
    key: WindowKey
    action: str
    story: StoryId


@dataclass(frozen=True, slots=True)
class Alike:
    """Stories by whether others among them tell the same conversation: each of ``groups`` does, nobody else of
    ``alone``.
    """

    alone: frozenset[StoryId]
    groups: tuple[tuple[StoryId, ...], ...]


class Originals:
    """Finds, for stories of one state of the tables, the ones that Rasa would name. As long as ``stamp`` stays,
    so does the first of any group of stories.
    """

    __slots__ = ("_featurizer", "_order", "_tables", "_told", "stamp")

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._featurizer = tables.validation
        self._order = tables.training_order()
        self._told: dict[frozenset[Group], frozenset[_Told] | None] = {}
        self.stamp = self._order.stamp

    def alike(self, learnt: Iterable[Learnt]) -> Alike | None:
        """The stories of examples in groups that stay the same while the stories do; ``None`` where some of them are
        no conversation of their own.
        """
        numbers = {example.story for example in learnt}
        if self._featurizer is not self._tables.featurizer or not all(map(self._is_one_conversation, numbers)):
            return None
        alike: dict[object, list[StoryId]] = {}
        for number in numbers:
            walk = self._tables.walk_of(number)
            lesson = tuple(end.oldest_first() for _, end in walk.ends) if walk else number
            alike.setdefault(lesson, []).append(number)
        alone = frozenset(group[0] for group in alike.values() if len(group) == 1)
        return Alike(alone, tuple(tuple(group) for group in alike.values() if len(group) > 1))

    def first_of(self, alike: Alike) -> frozenset[StoryId]:
        """The stories that Rasa keeps: of each group the first."""
        if not alike.groups:
            return alike.alone
        return alike.alone.union(min(group, key=self._place_in_training) for group in alike.groups)

    def among(self, learnt: Collection[Learnt]) -> frozenset[StoryId]:
        """The stories of examples, without those whose conversations Rasa drops."""
        numbers = frozenset(example.story for example in learnt)
        told = self._told_by(frozenset(map(self._tables.group_of, numbers)))
        if told is None:
            return numbers
        return frozenset(each.story for each in learnt if _Told(each.key, each.action, each.story) in told) or numbers

    def _is_one_conversation(self, number: StoryId) -> bool:
        return self._tables.segment_count(number) == 1 and self._tables.walk_of(number) is not None

    def _told_by(self, groups: frozenset[Group]) -> frozenset[_Told] | None:
        """What the conversations through some groups of stories tell; ``None`` where there are too many of them."""
        if groups not in self._told:
            numbers = (number for group in groups for number in group)
            conversations = conversations_among(self._tables, numbers, self._featurizer)
            told = (each for conversation in conversations.found for each in self._along(conversation))
            self._told[groups] = None if conversations.cut else frozenset(told)
        return self._told[groups]

    def _along(self, conversation: TrainingConversation) -> Iterator[_Told]:
        windows = self._tables.windows_along(conversation.events)
        for index, key, action in windows:
            yield _Told(key, action, conversation.told_by[index])

    def _place_in_training(self, number: StoryId) -> str:
        return self._order.key(number, self._tables.last_ordinal(number))
