"""Stories that cross-validation must keep together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import networkx

from teachback.dialogue.events import ActionExecuted
from teachback.policies.conversations import TrainingConversation, conversations_among
from teachback.policies.learnt import Group, StoryId
from teachback.policies.tables import Tables

Look = tuple[tuple[int, str], ...]
"""A conversation as policies see it: the number of the state before each action, and the action."""


@dataclass(frozen=True, slots=True)
class Family:
    """Stories that a chain of checkpoints joins or that tell the same conversation, and what they tell.

    Of conversations that look the same to policies the first is kept, as Rasa does.
    """

    stories: tuple[StoryId, ...]
    conversations: tuple[TrainingConversation, ...]

    @property
    def size(self) -> int:
        """How many actions its conversations run."""
        return sum(isinstance(event, ActionExecuted) for each in self.conversations for event in each.events)


@dataclass(frozen=True, slots=True)
class Families:
    """``cut`` says that there are more conversations than were put together, because a limit was reached."""

    found: tuple[Family, ...]
    cut: bool = False


def families(tables: Tables) -> Families:
    """The families of the trained stories, in the order of files and lines; rules belong to none."""
    told: list[tuple[Group, dict[Look, TrainingConversation]]] = []
    cut = False
    for group in tables.groups():
        conversations = conversations_among(tables, group, tables.featurizer)
        cut |= conversations.cut
        told.append((group, _by_look(tables, conversations.found)))
    related = _related([conversations for _, conversations in told])
    return Families(tuple(_family([told[place] for place in places]) for places in related), cut)


def _by_look(tables: Tables, conversations: Iterable[TrainingConversation]) -> dict[Look, TrainingConversation]:
    found: dict[Look, TrainingConversation] = {}
    for each in conversations:
        look = tuple(
            (tables.states.number(states[-1]), action) for _, states, action in tables.states_along(each.events)
        )
        found.setdefault(look, each)
    return found


def _related(told: list[dict[Look, TrainingConversation]]) -> Iterator[list[int]]:
    """The indices of groups that tell a conversation in common; groups that tell nothing are left out."""
    graph: networkx.Graph[int | Look] = networkx.Graph()
    for place, looks in enumerate(told):
        graph.add_edges_from((place, look) for look in looks)
    for members in networkx.connected_components(graph):
        yield sorted(member for member in members if isinstance(member, int))


def _family(members: list[tuple[Group, dict[Look, TrainingConversation]]]) -> Family:
    conversations: dict[Look, TrainingConversation] = {}
    for _, told in members:
        for look, conversation in told.items():
            conversations.setdefault(look, conversation)
    return Family(tuple(number for group, _ in members for number in group), tuple(conversations.values()))
