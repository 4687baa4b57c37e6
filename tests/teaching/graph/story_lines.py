"""Stories and graphs in a few words, for tests.

A story is one line of moves: ``greet: utter_greet bye: utter_bye``, where the user says what ends with a colon. The bot
listens before each message and at the end, as in stories that Rasa reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.teaching.graph.story_graph import GraphNode, StoryGraph
from teachback.teaching.graph.told import Move, Place, Told

LISTEN = Move(ACTION_LISTEN, by_user=False)


def story(line: str, name: str = "story", *, open_end: bool = False) -> Told:
    """A story; each move stands on a line of its own. With ``open_end`` the bot does not listen at the end."""
    moves = tuple(_moves(line, name))
    return Told(name, moves if open_end else (*moves, LISTEN))


def _moves(line: str, name: str) -> Iterator[Move]:
    for number, word in enumerate(line.split()):
        place = Place(name, "/bot/stories.md", number)
        if word.endswith(":"):
            yield LISTEN
            yield Move(word.removesuffix(":"), by_user=True, place=place)
        else:
            yield Move(word, by_user=False, place=place)


def edges(graph: StoryGraph) -> list[str]:
    """The edges in words: a star marks what is on the current path, a tilde what is not confirmed."""
    nodes = {node.id: word(node) for node in graph.nodes}
    return sorted(f"{nodes[edge.start]} > {nodes[edge.end]}" for edge in graph.edges)


def word(node: GraphNode) -> str:
    return f"{node.label}{'*' if node.active else ''}{'~' if node.dashed else ''}"
