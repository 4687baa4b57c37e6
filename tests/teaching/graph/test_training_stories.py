"""From a project's files to what is drawn."""

from __future__ import annotations

from pathlib import Path

from story_lines import edges

from bots import open_bot
from teachback.policies.tables import Tables
from teachback.teaching.graph.examples import examples_of, with_examples
from teachback.teaching.graph.neighbourhood import whole_graph
from teachback.teaching.graph.told import Told
from teachback.teaching.graph.training_stories import training_stories

CYCLE = """\
=== data/stories.md
## begin
* greet
  - utter_greet
> asked

## again
> asked
* chitchat
  - utter_chitchat
> asked

## leave
> asked
* bye
  - utter_bye
"""

RULES = """\
=== domain.yml
version: "3.1"
intents: [bye]
responses: {utter_bye: [{text: bye}]}
=== config.yml
policies: [{name: RulePolicy}]
=== data/rules.yml
version: "3.1"
rules:
- rule: leave
  steps:
  - intent: bye
  - action: utter_bye
"""


def stories_of(folder: Path, text: str) -> tuple[Told, ...]:
    snapshot = open_bot(folder, text).snapshot
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    return training_stories(snapshot, tables).found


def test_checkpoints_in_a_circle_are_one_circle_in_the_graph(tmp_path: Path) -> None:
    drawn = edges(whole_graph(stories_of(tmp_path, CYCLE)))
    assert "chitchat > utter_chitchat" in drawn
    assert "utter_chitchat > chitchat" in drawn
    assert "utter_bye > END" in drawn


def test_a_move_stands_in_the_story_that_tells_it(tmp_path: Path) -> None:
    told = next(each for each in stories_of(tmp_path, CYCLE) if "leave" in each.name)
    places = [(move.label, move.place.story, move.place.line) for move in told.moves if move.place and not move.listens]
    assert places[:2] == [("greet", "begin", 1), ("utter_greet", "begin", 2)]
    assert places[-2:] == [("bye", "leave", 13), ("utter_bye", "leave", 14)]


def test_a_rule_begins_with_whatever_was_before(tmp_path: Path) -> None:
    assert edges(whole_graph(stories_of(tmp_path, RULES))) == [
        "... > bye",
        "START* > ...",
        "bye > utter_bye",
        "utter_bye > END",
    ]


def test_examples_stand_for_intents(tmp_path: Path) -> None:
    text = CYCLE + "=== data/nlu.md\n## intent:greet\n- hi [there](place)\n- hello\n"
    snapshot = open_bot(tmp_path, text).snapshot
    graph = with_examples(whole_graph(stories_of(tmp_path / "again", text)), examples_of(snapshot))
    assert "START* > hi there" in edges(graph)
    assert "utter_greet > bye" in edges(graph)
