"""Conversations that look exactly like an earlier one.

Rasa trains on one of them only, and names the stories of that one (generator.py:_remove_duplicate_story_end_trackers).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from teachback.policies.conversations import TrainingConversation, conversations_among
from teachback.policies.history import WindowKey
from teachback.policies.learnt import Group, Learnt, StoryId
from teachback.policies.tables import Tables

Conversation = tuple[tuple[int, ...], ...]
"""The numbers of the states of each way in which a story ends."""


class _Told(NamedTuple):
    key: WindowKey
    action: str
    story: StoryId


class Originals:
    """Finds the stories that Rasa would name, for one state of the tables."""

    __slots__ = ("_conversations", "_featurizer", "_order", "_tables", "_told")

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._featurizer = tables.validation
        self._order = tables.training_order()
        self._told: dict[frozenset[Group], frozenset[_Told] | None] = {}
        self._conversations: dict[StoryId, Conversation | None] = {}

    def among(self, learnt: Collection[Learnt]) -> frozenset[StoryId]:
        """The stories of examples, without those whose conversations Rasa drops."""
        numbers = frozenset(example.story for example in learnt)
        first = self._first_of_each(numbers)
        return self._passed_on(numbers, learnt) if first is None else first

    def _first_of_each(self, numbers: frozenset[StoryId]) -> frozenset[StoryId] | None:
        """Of the stories that tell the same conversation the first; ``None`` where some are told in parts, or together
        with others.
        """
        if self._featurizer is not self._tables.featurizer:
            return None
        alike: dict[Conversation, list[StoryId]] = {}
        for number in numbers:
            told = self._told_alone(number)
            if told is None:
                return None
            alike.setdefault(told, []).append(number)
        return frozenset(
            group[0] if len(group) == 1 else min(group, key=self._place_in_training) for group in alike.values()
        )

    def _told_alone(self, number: StoryId) -> Conversation | None:
        """The states in which the conversations of a story end, which is one alone; ``None`` for any other."""
        if number not in self._conversations:
            walk = self._tables.walk_of(number)
            alone = walk is not None and self._tables.segments.count(number) == 1
            told = tuple(end.oldest_first() for _, end in walk.ends) if walk is not None and alone else None
            self._conversations[number] = told
        return self._conversations[number]

    def _passed_on(self, numbers: frozenset[StoryId], learnt: Collection[Learnt]) -> frozenset[StoryId]:
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
        return self._order.key(number, self._tables.segments.last_ordinal(number))
