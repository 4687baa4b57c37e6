"""What contradicts what, and what would tell it apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots import findings, inspect_bot, lines
from teachback.policies.contradictions import contradictions, separating_history
from teachback.policies.named_stories import NamedStories
from teachback.policies.tables import Tables
from teachback.policies.witness import witness
from teachback.project.options import WholeHistory

PLAIN = """\
=== data/stories.md
## one
* greet
  - utter_greet

## two
* greet
  - utter_hello
"""

LATER = """\
=== data/stories.md
## search venues
* request
  - utter_greet
* affirm
  - utter_hello

## search concerts
* inform
  - utter_greet
* affirm
  - utter_bye
"""


def found(folder: Path, text: str, max_history: int | WholeHistory | None = None) -> list[dict[str, tuple[str, ...]]]:
    """The contradictions of a project: actions, and the stories that run them."""
    tables = inspect_bot(folder, text, max_history).facts.tables
    return list(named(tables).values())


def named(tables: Tables) -> dict[str, dict[str, tuple[str, ...]]]:
    """The same by the identity of the contradiction."""
    names = NamedStories(tables)
    return {each.identity: dict(names.of(each)) for each in contradictions(tables)}


def test_two_actions_after_the_same_intent(tmp_path: Path) -> None:
    assert found(tmp_path, PLAIN) == [{"utter_greet": ("one",), "utter_hello": ("two",)}]


def test_a_finding_stands_at_each_place(tmp_path: Path) -> None:
    inspection = inspect_bot(tmp_path, PLAIN)
    assert lines(inspection, "contradictory-stories") == [
        "data/stories.md:3 utter_greet",
        "data/stories.md:7 utter_hello",
    ]
    one, two = findings(inspection, "contradictory-stories")
    assert one.data == two.data
    assert [inspection.snapshot.located(related.place) for related in one.related] == [two.location]


@pytest.mark.parametrize(("max_history", "count"), [(1, 1), (2, 0), (5, 0), (WholeHistory.ALL, 0)])
def test_a_longer_memory_tells_stories_apart(tmp_path: Path, max_history: int | WholeHistory, count: int) -> None:
    assert len(found(tmp_path, LATER, max_history)) == count


def test_the_message_says_how_far_to_look_back(tmp_path: Path) -> None:
    first, _ = findings(inspect_bot(tmp_path, LATER, 1), "contradictory-stories")
    assert first.message == (
        'After `affirm` this story runs `utter_hello`, but "search concerts" (stories.md:11) runs `utter_bye`. '
        "A policy that looks back 1 state cannot tell them apart; 2 states would."
    )


def test_a_slot_that_would_help_is_named(tmp_path: Path) -> None:
    text = LATER.replace("## search venues\n* request\n", '## search venues\n* request\n  - slot{"cuisine": "thai"}\n')
    (message, _) = [finding.message for finding in findings(inspect_bot(tmp_path, text, 1), "contradictory-stories")]
    assert "the slot `cuisine`" in message


def test_the_very_first_action_is_no_contradiction(tmp_path: Path) -> None:
    text = (
        "=== data/stories.md\n## one\n- utter_greet\n* bye\n- utter_bye\n\n## two\n- utter_hello\n* bye\n- utter_bye\n"
    )
    assert found(tmp_path, text) == []


def test_waiting_against_going_on(tmp_path: Path) -> None:
    text = "=== data/stories.md\n## one\n* greet\n- utter_greet\n\n## two\n* greet\n- utter_greet\n- utter_hello\n"
    assert found(tmp_path, text) == [{"action_listen": ("one",), "utter_hello": ("two",)}]


def test_checkpoints_join_stories(tmp_path: Path) -> None:
    text = """\
=== data/a.md
## start
* greet
  - utter_greet
> asked

## good
> asked
* affirm
  - utter_hello
=== data/b.md
## whole
* greet
  - utter_greet
* affirm
  - utter_bye
"""
    assert found(tmp_path, text) == [{"utter_bye": ("whole",), "utter_hello": ("good",)}]


def test_conditions_keep_stories_apart(tmp_path: Path) -> None:
    text = """\
=== data/stories.md
## start
* greet
  - slot{"cuisine": "thai"}
  - utter_greet
> asked
## yes
> asked{"cuisine": "thai"}
* affirm
  - utter_hello
## no
> asked{"cuisine": "greek"}
* affirm
  - utter_bye
"""
    assert found(tmp_path, text) == []


def test_a_cycle_of_checkpoints_comes_to_an_end(tmp_path: Path) -> None:
    text = """\
=== data/stories.md
## start
* greet
  - utter_greet
> loop
## body
> loop
* inform
  - utter_hello
> loop
## out
> loop
* bye
  - utter_bye
## other
* greet
  - utter_greet
* inform
  - utter_hello
* bye
  - utter_done
"""
    expected = [{"utter_bye": ("out",), "utter_done": ("other",)}]
    assert found(tmp_path, text, 3) == expected
    assert found(tmp_path, text, WholeHistory.ALL) == expected


def test_many_layers_of_checkpoints_are_not_enumerated(tmp_path: Path) -> None:
    blocks = ["## start\n* greet\n- utter_greet\n> c0\n"]
    blocks += [
        f"## layer {layer} {way}\n> c{layer}\n* {intent}\n- utter_hello\n- utter_done\n> c{layer + 1}\n"
        for layer in range(20)
        for way, intent in enumerate(("affirm", "deny", "stop", "inform", "chitchat"))
    ]
    text = "=== data/stories.md\n" + "\n".join([*blocks, "## end\n> c20\n* bye\n- utter_bye\n"])
    inspection = inspect_bot(tmp_path, text, 5)
    assert not findings(inspection, "contradictory-stories")
    assert len(list(inspection.facts.tables.examples())) < 10_000


def test_too_many_ways_are_told(tmp_path: Path) -> None:
    blocks = ["## start\n* greet\n- utter_greet\n> c0\n"]
    blocks += [
        f"## layer {layer} {intent}\n> c{layer}\n* {intent}\n- utter_hello\n> c{layer + 1}\n"
        for layer in range(16)
        for intent in ("affirm", "deny")
    ]
    text = "=== data/stories.md\n" + "\n".join([*blocks, "## end\n> c16\n* bye\n- utter_bye\n"])
    (finding,) = findings(inspect_bot(tmp_path, text, WholeHistory.ALL), "limit-reached")
    assert finding.message.startswith("Checkpoints join this story and 33 others in so many ways")
    assert not findings(inspect_bot(tmp_path, text, 5), "limit-reached")


def test_alternatives_are_each_a_story(tmp_path: Path) -> None:
    text = "=== data/stories.md\n## either\n* affirm OR deny\n- utter_hello\n\n## one\n* deny\n- utter_bye\n"
    assert found(tmp_path, text) == [{"utter_bye": ("one",), "utter_hello": ("either",)}]


def test_a_duplicate_is_named_once_but_marked_everywhere(tmp_path: Path) -> None:
    text = PLAIN + "\n## three\n* greet\n  - utter_hello\n"
    assert found(tmp_path, text) == [{"utter_greet": ("one",), "utter_hello": ("two",)}]
    assert len(findings(inspect_bot(tmp_path, text), "contradictory-stories")) == 3


def test_what_separates_equal_conversations_is_nothing(tmp_path: Path) -> None:
    tables = inspect_bot(tmp_path, PLAIN, 1).facts.tables
    assert [separating_history(each) for each in contradictions(tables)] == [None]


def test_prefixed_turns_teach_nothing(tmp_path: Path) -> None:
    text = """\
=== data/stories.md
## one
* request
  - restaurant_form
  - form{"name": "restaurant_form"}
* form: inform
  - form: restaurant_form
  - form{"name": null}
  - utter_done
## two
* request
  - restaurant_form
  - form{"name": "restaurant_form"}
  - form{"name": null}
  - utter_bye
"""
    assert found(tmp_path, text) == [{"utter_bye": ("two",), "utter_done": ("one",)}]


def test_updates_equal_a_fresh_start(tmp_path: Path) -> None:
    inspection = inspect_bot(tmp_path, LATER + PLAIN.replace("=== data/stories.md\n", "\n"), 1)
    tables = Tables(inspection.snapshot.domain, 1)
    for text in (PLAIN, LATER, PLAIN + LATER.replace("=== data/stories.md\n", "\n"), PLAIN):
        snapshot = inspect_bot(tmp_path, text, 1).snapshot
        tables.update(snapshot)
        fresh = Tables(snapshot.domain, 1)
        fresh.update(snapshot)
        assert named(tables) == named(fresh)
        assert len(tables.windows) == len(fresh.windows)


def test_an_unlikely_intent_contradicts_alone(tmp_path: Path) -> None:
    text = """\
=== domain.yml
version: "3.1"
intents: [greet]
responses: {utter_greet: [{text: hi}]}
=== config.yml
policies: [{name: RulePolicy}]
=== data/stories.yml
stories:
- story: one
  steps:
  - intent: greet
  - action: action_unlikely_intent
  - action: utter_greet
"""
    (finding,) = findings(inspect_bot(tmp_path, text), "contradictory-stories")
    assert finding.message.startswith("After `greet` this story runs `action_unlikely_intent`. UnexpecTEDIntentPolicy")


OLD_NAME = """\
=== domain.yml
version: "2.0"
intents: [greet, stop]
slots:
  size: {type: text, influence_conversation: false}
forms:
  size_form:
    required_slots: {}
responses:
  utter_bye: [{text: bye}]
  utter_hello: [{text: hello}]
=== config.yml
policies: [{name: MemoizationPolicy}, {name: RulePolicy}]
=== data/stories.md
## old in Markdown
* greet
  - size_form
  - form{"name": "size_form"}
* stop
  - action_deactivate_form
  - form{"name": null}
  - utter_bye
=== data/stories.yml
version: "2.0"
stories:
- story: old in YAML
  steps:
  - intent: greet
  - action: size_form
  - active_loop: size_form
  - intent: stop
  - action: action_deactivate_form
  - active_loop: null
  - action: utter_hello
- story: new
  steps:
  - intent: greet
  - action: size_form
  - active_loop: size_form
  - intent: stop
  - action: action_deactivate_loop
  - active_loop: null
  - action: utter_bye
"""


def test_rasa_2_reads_an_old_name_as_the_new_one(tmp_path: Path) -> None:
    """As Rasa 2.8.34 validates these very files."""
    assert found(tmp_path, OLD_NAME, 5) == [{"utter_bye": ("old in Markdown",), "utter_hello": ("old in YAML",)}]


@pytest.mark.parametrize(
    ("written", "sign"),
    [
        ('version: "2.0"\nintents', 'version: "3.1"\nintents'),
        ("influence_conversation: false}", "influence_conversation: false, mappings: [{type: from_text}]}"),
        ("policies:", "recipe: default.v1\npolicies:"),
    ],
)
def test_where_a_sign_says_rasa_3_an_old_name_is_one_of_its_own(tmp_path: Path, written: str, sign: str) -> None:
    ours = found(tmp_path, OLD_NAME.replace(written, sign), 5)
    assert {"action_deactivate_form", "action_deactivate_loop"} in [set(actions) for actions in ours]


def layered(layers: int, more: str = "") -> str:
    """Stories of two alternatives between each two of many checkpoints, and some more."""
    blocks = ["## start\n* greet\n- utter_greet\n> c0\n"]
    blocks += [
        f"## layer {layer} {intent}\n> c{layer}\n* {intent}\n- utter_hello\n> c{layer + 1}\n"
        for layer in range(layers)
        for intent in ("affirm", "deny")
    ]
    return "=== data/stories.md\n" + "\n".join([*blocks, f"## end\n> c{layers}\n* bye\n- utter_bye\n", more])


ODD = "## odd\n> c13\n* deny\n- utter_bye\n> c14\n"


@pytest.mark.parametrize("max_history", [40, WholeHistory.ALL])
def test_what_contradicts_after_more_ways_than_can_be_walked(tmp_path: Path, max_history: int | WholeHistory) -> None:
    inspection = inspect_bot(tmp_path, layered(16, ODD), max_history)
    assert found(tmp_path, layered(16), max_history) == []
    one, two = findings(inspection, "contradictory-stories")
    assert lines(inspection, "contradictory-stories") == [
        "data/stories.md:171 utter_hello",
        "data/stories.md:206 utter_bye",
    ]
    assert one.data == two.data
    told = "the conversations are the same up to here. The shortest ways that show it: "
    way = "start > layer 0 affirm > … > layer 11 affirm > layer 12 affirm > "
    assert one.message.endswith(f'{told}"{way}layer 13 deny" here, "{way}odd" there.')


def test_the_witness_is_told_in_full(tmp_path: Path) -> None:
    facts = inspect_bot(tmp_path, layered(16, ODD), WholeHistory.ALL).facts
    (contradiction,) = facts.contradictions
    way = witness(facts.tables, contradiction)["utter_bye"]
    assert way.stories == ("start", *(f"layer {layer} affirm" for layer in range(13)), "odd")
    assert way.told == ("greet", "utter_greet", *(("affirm", "utter_hello") * 13), "deny")


def test_a_contradiction_between_many_ways_and_a_story_of_its_own(tmp_path: Path) -> None:
    alone = "".join(f"* {intent}\n- utter_hello\n" for intent in ("affirm", "deny") * 7)
    story = f"## alone\n* greet\n- utter_greet\n{alone}* affirm\n- utter_done\n"
    inspection = inspect_bot(tmp_path, layered(16, story), WholeHistory.ALL)
    (contradiction,) = inspection.facts.contradictions
    assert named(inspection.facts.tables)[contradiction.identity] == {
        "utter_done": ("alone",),
        "utter_hello": ("layer 14 affirm",),
    }
    assert separating_history(contradiction) is None


def test_how_far_to_look_back_through_many_ways(tmp_path: Path) -> None:
    other = layered(16).replace("## start\n* greet\n", "## start\n* request\n")
    side = "## side\n* greet\n- utter_greet\n" + "* deny\n- utter_hello\n" * 14 + "* deny\n- utter_bye\n"
    (contradiction,) = inspect_bot(tmp_path, f"{other}\n{side}", 24).facts.contradictions
    assert separating_history(contradiction) == 30


def test_a_cycle_is_followed_as_often_as_a_story_tells_it(tmp_path: Path) -> None:
    blocks = (
        "## start\n* greet\n- utter_greet\n> loop\n## body\n> loop\n* inform\n- utter_hello\n> loop\n## out\n> loop\n"
    )
    other = (
        "* bye\n- utter_bye\n## other\n* greet\n- utter_greet\n"
        + "* inform\n- utter_hello\n" * 9
        + "* bye\n- utter_done\n"
    )
    assert found(tmp_path, f"=== data/stories.md\n{blocks}{other}", WholeHistory.ALL) == [
        {"utter_bye": ("out",), "utter_done": ("other",)}
    ]


def test_what_many_ways_show_is_kept_up_to_date(tmp_path: Path) -> None:
    tables: Tables | None = None
    for text in (layered(16), layered(16, ODD), layered(3, ODD), layered(16, ODD), layered(16, PLAIN[20:])):
        snapshot = inspect_bot(tmp_path, text, WholeHistory.ALL).snapshot
        tables = tables or Tables(snapshot.domain, None)
        tables.update(snapshot)
        fresh = Tables(snapshot.domain, None)
        fresh.update(snapshot)
        assert {c.identity: c.places for c in contradictions(tables)} == {
            c.identity: c.places for c in contradictions(fresh)
        }


def test_a_fix_through_many_ways(tmp_path: Path) -> None:
    inspection = inspect_bot(tmp_path, layered(16, ODD), WholeHistory.ALL)
    finding, _ = findings(inspection, "contradictory-stories")
    assert [fix.title for fix in inspection.fixes(finding)][:1] == ['Remove this story ("layer 13 deny")']
