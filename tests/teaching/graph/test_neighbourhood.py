"""What is drawn around the current conversation."""

from __future__ import annotations

from story_lines import LISTEN, edges, story, word

from teachback.teaching.graph.neighbourhood import neighbourhood, whole_graph
from teachback.teaching.graph.story_graph import NodeKind
from teachback.teaching.graph.told import Move, Place, Told

GREET = "greet: utter_greet"


def test_the_current_path_is_lit_and_the_next_action_dashed() -> None:
    graph = neighbourhood([story(f"{GREET} bye: utter_bye")], story("greet:", open_end=True), "utter_greet")
    assert edges(graph) == ["START* > greet*", "bye > utter_bye", "greet* > utter_greet*~", "utter_bye > ...",
                            "utter_greet*~ > bye"]  # fmt: skip


def test_who_waits_for_the_user_sees_a_question_mark() -> None:
    graph = neighbourhood([], story(GREET))
    assert edges(graph) == ["START* > greet*", "greet* > utter_greet*", "utter_greet* > ?*~"]


def test_listening_as_the_next_action_is_the_same_question_mark() -> None:
    current = story(GREET, open_end=True)
    assert edges(neighbourhood([], current, "action_listen")) == edges(neighbourhood([], story(GREET)))


def test_a_conversation_that_has_not_begun_shows_how_stories_begin() -> None:
    graph = neighbourhood([story(f"{GREET} bye: utter_bye"), story("bye: utter_bye")], Told("", ()))
    assert edges(graph) == ["START* > ?*~", "START* > bye", "START* > greet", "bye > utter_bye", "greet > utter_greet",
                            "utter_bye > ...", "utter_greet > ..."]  # fmt: skip


def test_a_story_that_goes_another_way_is_cut_off_where_it_does() -> None:
    other = story(f"{GREET} ask: utter_a more: utter_b bye: utter_bye")
    graph = neighbourhood([other], story(GREET))
    assert "utter_a > more" in edges(graph)
    assert "utter_b > ..." in edges(graph)
    assert "bye" not in {node.label for node in graph.nodes}


def test_a_rule_shows_when_its_message_was_the_last() -> None:
    rule = Told(
        "rule", (Move("...", by_user=False), LISTEN, Move("bye", by_user=True), Move("utter_bye", by_user=False))
    )
    current = story(f"{GREET} bye:", open_end=True)
    assert "bye > utter_bye" in edges(neighbourhood([rule], current, "utter_wave"))
    assert edges(neighbourhood([rule], story(f"{GREET} ask:", open_end=True), "utter_wave")) == [
        "START* > greet*", "ask* > utter_wave*~", "greet* > utter_greet*", "utter_greet* > ask*"
    ]  # fmt: skip


def test_the_most_similar_stories_are_drawn_where_not_all_fit() -> None:
    others = [story(f"intent_{number}: utter_{number}") for number in range(50)]
    like_it = story(f"{GREET} ask: utter_a")
    graph = neighbourhood([*others, like_it], story(GREET), most_actions=12)
    assert {"utter_greet", "utter_a"} <= {node.label for node in graph.nodes}
    assert graph.left_out == 50 - 10
    assert sum(node.kind is NodeKind.ACTION for node in graph.nodes) <= 12 + 1


def test_a_node_knows_every_step_that_it_stands_for() -> None:
    graph = whole_graph([story(GREET, "one"), story(f"{GREET} bye: utter_bye", "two"), story(GREET, "three")])
    greeted = next(node for node in graph.nodes if node.label == "utter_greet")
    assert [place.story for place in greeted.places] == ["one", "three", "two"]
    assert greeted.places[0] == Place("one", "/bot/stories.md", 1)
    said = next(node for node in graph.nodes if node.label == "greet")
    assert [place.line for place in said.places] == [0, 0, 0]


def test_nothing_is_told() -> None:
    assert [word(node) for node in whole_graph([]).nodes] == ["START*"]
    assert whole_graph([]).edges == ()


def test_all_nodes_of_a_label_are_one_for_who_remembers_nothing() -> None:
    graph = whole_graph([story("a: x b: y"), story("b: y a: x c: x")], max_history=1)
    assert sorted(node.label for node in graph.nodes if node.kind is NodeKind.ACTION) == ["x", "y"]
