"""Merging, for any stories."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from story_lines import story

from teachback.teaching.graph.neighbourhood import whole_graph
from teachback.teaching.graph.story_graph import NodeKind, StoryGraph
from teachback.teaching.graph.told import Told

TURNS = st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from(["x", "y", "z"]), min_size=1, max_size=2))
STORIES = st.lists(st.lists(TURNS, min_size=1, max_size=5), min_size=1, max_size=12)


def told(turns: list[tuple[str, list[str]]]) -> Told:
    return story(" ".join(f"{said}: {' '.join(ran)}" for said, ran in turns))


@given(STORIES, st.integers(1, 4))
def test_every_story_can_still_be_followed_to_its_end(turns: list[list[tuple[str, list[str]]]], length: int) -> None:
    stories = [told(each) for each in turns]
    graph = whole_graph(stories, length)
    assert all(follows(graph, each) for each in stories)


@given(STORIES, st.integers(2, 4))
def test_no_two_nodes_are_left_that_the_same_leads_to(turns: list[list[tuple[str, list[str]]]], length: int) -> None:
    graph = whole_graph(map(told, turns), length)
    actions = [node for node in graph.nodes if node.kind is NodeKind.ACTION]
    looks = [(node.label, ways_to(graph, node.id)) for node in actions]
    assert len(set(looks)) == len(looks)


def follows(graph: StoryGraph, told: Told) -> bool:
    """Whether the actions of a story are a way from the start to the end. Messages may be missing: where the bot goes
    on without one, too, Rasa shows that alone."""
    kinds = {node.id: node for node in graph.nodes}
    places = {0}
    for move in told.moves:
        if move.runs:
            places = {each for each in following(graph, places) if kinds[each].label == move.label}
    return any(kinds[each].kind is NodeKind.END for each in following(graph, places))


def following(graph: StoryGraph, places: set[int]) -> set[int]:
    """The nodes after some, messages passed over."""
    after = {edge.end for edge in graph.edges if edge.start in places}
    messages = {node.id for node in graph.nodes if node.kind is NodeKind.INTENT}
    return (after - messages) | {edge.end for edge in graph.edges if edge.start in after & messages}


def ways_to(graph: StoryGraph, place: int) -> frozenset[tuple[int, str]]:
    """Where one can come from, and with which message."""
    nodes = {node.id: node for node in graph.nodes}
    before = {edge.start for edge in graph.edges if edge.end == place}
    silent = {(each, "") for each in before if nodes[each].kind is not NodeKind.INTENT}
    said = {(edge.start, nodes[edge.end].label) for edge in graph.edges if edge.end in before - {e for e, _ in silent}}
    return frozenset(silent | said)
