"""Conversations that look exactly like an earlier one.

Rasa trains on one of them only, and names the stories of that one (generator.py:_remove_duplicate_story_end_trackers).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from teachback.policies.conversations import TrainingConversation, conversations_among
from teachback.policies.history import WindowKey
from teachback.policies.learnt import Group, Learnt, StoryId, Walk
from teachback.policies.tables import Tables


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


# Far more than the stories of any contradiction; of those that are no more some stay until then.
MOST_LESSONS = 65_536


class Lessons:
    """What stories tell that are one conversation each, worked out once for as long as they teach the same. Equal
    conversations have one number: who compares hundreds of them does not look at their states.
    """

    __slots__ = ("_known", "_numbers")

    def __init__(self) -> None:
        self._known: dict[StoryId, tuple[Walk, int]] = {}
        self._numbers: dict[tuple[tuple[int, ...], ...], int] = {}

    def told_by(self, number: StoryId, tables: Tables) -> int | None:
        """The number of the conversation; ``None`` where the story is told in parts, or together with others."""
        walk = tables.walk_of(number)
        known = self._known.get(number)
        if known is not None and known[0] is walk:
            return known[1]
        if walk is None or tables.segment_count(number) != 1:
            return None
        told = self._numbers.setdefault(tuple(end.oldest_first() for _, end in walk.ends), len(self._numbers))
        self._known[number] = (walk, told)
        return told

    def let_go(self) -> None:
        """Forget all when there is too much of it; between two questions alone, as numbers are given anew."""
        if len(self._known) >= MOST_LESSONS:
            self._known.clear()
            self._numbers.clear()


class Originals:
    """Finds, for stories of one state of the tables, the ones that Rasa would name. As long as ``stamp`` stays,
    so does the first of any group of stories.
    """

    __slots__ = ("_featurizer", "_lessons", "_order", "_tables", "_told", "stamp")

    def __init__(self, tables: Tables, lessons: Lessons) -> None:
        lessons.let_go()
        self._tables = tables
        self._lessons = lessons
        self._featurizer = tables.validation
        self._order = tables.training_order()
        self._told: dict[frozenset[Group], frozenset[_Told] | None] = {}
        self.stamp = self._order.stamp

    def alike(self, learnt: Iterable[Learnt]) -> Alike | None:
        """The stories of examples in groups that stay the same while the stories do; ``None`` where some of them are
        no conversation of their own.
        """
        if self._featurizer is not self._tables.featurizer:
            return None
        alike: dict[int, list[StoryId]] = {}
        for number in {example.story for example in learnt}:
            told = self._lessons.told_by(number, self._tables)
            if told is None:
                return None
            alike.setdefault(told, []).append(number)
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
        groups = frozenset(map(self._tables.group_of, numbers))
        told = None if self._tables.judged.by_positions(groups) else self._told_by(groups)
        if told is None:
            return numbers
        return frozenset(each.story for each in learnt if _Told(each.key, each.action, each.story) in told) or numbers

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
