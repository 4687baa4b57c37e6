"""What an export would write: where it goes, how it looks there, and what it says of the rest."""

from pathlib import Path

import pytest
from exports import added, facts_of, facts_of_split_domain, planned, taught

from formats.told_transcripts import transcript
from teachback.dialogue.events import ActionExecuted, EntityMention, Restarted
from teachback.dialogue.transcript import Annotation, BotRan, Understanding, UserSaid
from teachback.teaching.export.plan import NewFile, difference, plan, plan_tests
from teachback.teaching.export.taught import ANYWHERE, Destinations, Taught
from teachback.text.edits import apply_edits

STORIES = "=== data/stories.md\n## a\n* greet\n  - utter_greet\n"
NLU = "=== data/nlu.md\n## intent:greet\n- hi\n\n## intent:bye\n- bye\n- [Rome](cuisine)\n"
HELLO = "* greet: hello\n- utter_hello\n"
TAUGHT_3X = "- story: greet\n  steps:\n  - intent: greet\n  - action: utter_hello\n"

PROJECT_3X = """\
=== domain.yml
version: "3.1"
intents:
- greet
- bye
slots:
  mood:
    type: text
    mappings:
    - type: from_text
responses:
  utter_greet:
  - text: hi
=== config.yml
recipe: default.v1
policies:
- name: MemoizationPolicy
"""


def test_story_example_and_names_go_where_they_belong(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES + NLU)
    told = (
        "* greet: hello\n- utter_hello\n- action_listen\n"
        '* order: [soup](dish)\nslot{"dish": "soup"}\n- action_cook\n- utter_new\n'
    )
    made = planned(facts, told, responses={"utter_new": "Well!"})
    assert made.remarks == ()
    assert made.names == ("greet, order",)
    assert added(facts, made)["data/stories.md"] == (
        '\n## greet, order\n* greet\n  - utter_hello\n* order{"dish": "soup"}\n  - slot{"dish": "soup"}\n'
        "  - action_cook\n  - utter_new\n"
    )
    nlu = next(each.after for each in made.changes if each.path.endswith("nlu.md"))
    assert nlu == (
        "## intent:greet\n- hi\n- hello\n\n## intent:bye\n- bye\n- [Rome](cuisine)\n\n## intent:order\n- [soup](dish)\n"
    )
    domain = next(each.after for each in made.changes if each.path.endswith("domain.yml"))
    assert "intents: [greet, bye, affirm, deny, stop, inform, request, chitchat, order]\n" in domain
    assert "entities: [cuisine, dish]\n" in domain
    assert '  utter_new:\n  - text: "Well!"\nforms:' in domain
    assert domain.endswith("forms: [restaurant_form]\nactions:\n  - action_cook\n")
    assert "  dish:\n    type: unfeaturized\n" in domain


def test_the_edits_give_the_changed_texts(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES + NLU)
    made = planned(facts, "* greet: hello\n- action_new\n")
    for change in made.changes:
        edits = [each.edit for each in made.edits if each.path == change.path]
        assert all(edit.span.start == edit.span.end for edit in edits)
        assert apply_edits(change.before or "", edits) == change.after


def test_the_difference_reads_as_one(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES.rstrip() + "\n=== data/nlu.md\n## intent:bye\n- bye\n")
    made = planned(facts, HELLO)
    assert difference(made, facts) == (
        "--- data/nlu.md\n+++ data/nlu.md\n@@ -1,2 +1,5 @@\n ## intent:bye\n - bye\n+\n+## intent:greet\n+- hello\n"
        "--- data/stories.md\n+++ data/stories.md\n@@ -1,3 +1,7 @@\n ## a\n * greet\n   - utter_greet\n"
        "+\n+## greet\n+* greet\n+  - utter_hello\n"
    )


def where(text: str, folder: Path, to: Destinations = ANYWHERE) -> str:
    """The file that gets the stories."""
    facts = facts_of(folder, text)
    made = planned(facts, "* greet\n- utter_greet\n", to=to)
    assert made.story_file is not None
    return facts.snapshot.relative(made.story_file)


BIG = "=== data/big.md\n## b\n* bye\n- utter_bye\n\n## c\n* stop\n- utter_done\n"


def test_stories_go_beside_the_one_where_they_began(tmp_path: Path) -> None:
    assert where(STORIES + BIG, tmp_path, Destinations(beside="data/stories.md")) == "data/stories.md"


def test_stories_go_to_the_interactive_ones(tmp_path: Path) -> None:
    interactive = "=== data/x.md\n## interactive_story_1\n* deny\n- utter_bye\n"
    assert where(STORIES + BIG + interactive, tmp_path) == "data/x.md"


def test_stories_go_to_the_file_with_the_most(tmp_path: Path) -> None:
    tests = "=== data/test_all.md\n" + "".join(f"## t{i}\n* bye\n- utter_bye\n" for i in range(4))
    assert where(STORIES + BIG + tests, tmp_path) == "data/big.md"


def test_an_order_beats_all(tmp_path: Path) -> None:
    to = Destinations(beside="data/stories.md", stories="data/core/new.md")
    assert where(STORIES + BIG, tmp_path, to) == "data/core/new.md"


def test_a_file_that_rasa_would_refuse_is_passed_over_in_words(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, "=== data/a.md\n* b\n## a\n* greet\n- utter_greet\n\n## aa\n* bye\n- utter_bye\n")
    made = planned(facts, HELLO)
    assert made.story_file == (tmp_path / "data/stories.md").as_posix()
    assert made.remarks[0].startswith('The story "greet" cannot be added to data/a.md: Rasa would refuse')


def test_a_file_that_is_not_utf_8_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/stories.md").write_bytes(b"## caf\xe9\n* greet\n- utter_greet\n")
    made = planned(facts_of(tmp_path, "=== data/nlu.md\n## intent:greet\n- hi\n"), HELLO)
    assert made.story_file == (tmp_path / "data/taught_stories.md").as_posix()
    assert "not UTF-8" in made.remarks[0]


def test_a_project_of_3_gets_yaml_and_never_a_story_under_rules(tmp_path: Path) -> None:
    rules = (
        "=== data/rules.yml\nversion: '3.0'\nrules:\n- rule: r\n  steps:\n  - intent: bye\n  - action: utter_greet\n"
    )
    facts = facts_of(tmp_path, PROJECT_3X + rules)
    made = planned(facts, HELLO)
    assert made.new_files == (
        NewFile(
            (tmp_path / "data/nlu.yml").as_posix(),
            'version: "3.0"\n\nnlu:\n- intent: greet\n  examples: |\n    - hello\n',
        ),
        NewFile((tmp_path / "data/stories.yml").as_posix(), f'version: "3.0"\n\nstories:\n{TAUGHT_3X}'),
    )
    assert "rules.yml" not in difference(made, facts)


def test_an_empty_file_that_the_project_does_not_hold_is_written_on(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, PROJECT_3X + "=== data/stories.yml\n# mine\n")
    path = (tmp_path / "data/stories.yml").as_posix()
    made = plan(facts, taught(HELLO), on_disk=lambda asked: "# mine\n" if asked == path else None)
    change = next(each for each in made.changes if each.path == path)
    assert change.before == "# mine\n"
    assert change.after == f'# mine\n\nversion: "3.1"\n\nstories:\n{TAUGHT_3X}'


def test_one_file_may_hold_everything(tmp_path: Path) -> None:
    whole = (
        "=== data/all.yml\nnlu:\n- intent: greet\n  examples: |\n    - hi\nstories:\n- story: a\n  steps:\n"
        "  - intent: bye\n  - action: utter_greet\nresponses:\n  utter_bye:\n  - text: bye\n"
    )
    facts = facts_of(tmp_path, PROJECT_3X + whole)
    made = plan(facts, taught(HELLO), Destinations(domain="data/all.yml"))
    (change,) = made.changes
    assert change.after == (
        "nlu:\n- intent: greet\n  examples: |\n    - hi\n    - hello\nstories:\n- story: a\n  steps:\n"
        f"  - intent: bye\n  - action: utter_greet\n\n{TAUGHT_3X}"
        "responses:\n  utter_bye:\n  - text: bye\n  utter_hello:\n  - text: utter_hello\n"
    )


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (Destinations(stories="data"), "`data` is no file for stories"),
        (Destinations(stories="data/x.yml"), "must end in `.md`"),
        (Destinations(nlu="data/nlu.json"), "as in `data/nlu.md`"),
        (Destinations(domain="domain"), "must end in `.yml` or `.yaml`"),
        (Destinations(domain="config.yml"), "is the configuration"),
        (Destinations(stories=" "), "Name a file for stories"),
    ],
)
def test_a_path_that_cannot_be_one_is_refused_in_words(tmp_path: Path, to: Destinations, reason: str) -> None:
    facts = facts_of(tmp_path, STORIES)
    with pytest.raises(ValueError, match=reason.replace(".", r"\.")):
        plan(facts, taught(HELLO), to)


def test_names_say_what_the_user_says_and_never_collide(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES.replace("## a", "## greet"))
    long = "".join(f"* {intent}\n- utter_done\n- action_listen\n" for intent in ("a", "b", "b", "c", "d", "e", "f"))
    made = planned(facts, HELLO, HELLO, long, names=("", ""))
    assert made.names == ("greet 2", "greet 3", "a, b, c, … f")


def test_a_message_that_nobody_answered_is_an_example_and_no_part_of_the_story_or_its_name(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES + NLU)
    made = planned(facts, f"{HELLO}- action_listen\n* bye: see you\n")
    assert made.names == ("greet",)
    assert added(facts, made)["data/stories.md"] == "\n## greet\n* greet\n  - utter_hello\n"
    assert "- bye\n- [Rome](cuisine)\n- see you\n" in added(facts, made)["data/nlu.md"]


def test_where_nobody_answered_there_are_examples_and_no_story(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES + NLU)
    made = planned(facts, "* greet: hello\n", f"{HELLO}- action_listen\n")
    assert made.names == ("greet",)
    alone = planned(facts, "* greet: hello\n")
    assert alone.stories == ()
    assert added(facts, alone) == {"data/nlu.md": "- hello\n"}
    assert alone.remarks == ("The bot answers nothing in what was taught, so there is no story to be written.",)


def test_a_person_names_stories(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES)
    made = planned(facts, HELLO, HELLO, names=(" say  hello\n", "a"))
    assert made.names == ("say hello", "a 2")
    assert made.remarks == ('There is a story called "a" already, so this one is called "a 2".',)


def test_a_restart_begins_another_story_and_silence_is_none(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES)
    told = Taught(((*transcript(HELLO), Restarted(), *transcript("- utter_greet"), Restarted(), *transcript(HELLO)),))
    assert plan(facts, told).names == ("greet", "greet 2")
    nothing = plan(facts, Taught((transcript("- utter_greet"),)))
    assert nothing.changes == ()
    assert nothing.remarks == ("The user said nothing in what was taught, so there is no story to be written.",)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        pytest.param("* greet: hello\n", "- hello\n", id="typed"),
        pytest.param("* greet: hi\n", "", id="an example already"),
        pytest.param("* greet\n", "", id="the intent itself"),
        pytest.param('* bye{"cuisine": "x"}\n', "", id="intent and entities"),
        pytest.param("* greet: hey\n- utter_greet\n- action_listen\n* greet: hey\n", "- hey\n", id="twice"),
        pytest.param(
            '* greet: to [Rome]{"entity": "cuisine", "role": "to"}\n',
            '- to [Rome]{"entity": "cuisine", "role": "to"}\n',
            id="a role",
        ),
    ],
)
def test_what_was_typed_becomes_an_example(tmp_path: Path, said: str, written: str) -> None:
    facts = facts_of(tmp_path, "=== data/nlu.md\n## intent:greet\n- hi\n")
    made = planned(facts, f"{said}- utter_greet\n")
    assert made.remarks == () or "role" in made.remarks[0]
    assert added(facts, made).get("data/nlu.md", "") == written


def said(text: str, *marks: Annotation, intent: str = "greet") -> Taught:
    return Taught(((UserSaid(Understanding(text, intent, annotations=marks)), BotRan(ActionExecuted("utter_greet"))),))


def nlu_of(
    folder: Path, told: Taught, text: str = "=== data/nlu.md\n## intent:greet\n- hi\n"
) -> tuple[str, tuple[str, ...]]:
    facts = facts_of(folder, text)
    made = plan(facts, told)
    return added(facts, made).get("data/nlu.md", ""), made.remarks


def test_entities_that_extractors_find_anyway_are_not_marked(tmp_path: Path) -> None:
    found = Annotation(EntityMention("time", 9), 3, 7, "DucklingHTTPExtractor")
    own = Annotation(EntityMention("cuisine", "sushi"), 8, 13)
    assert nlu_of(tmp_path, said("at 9 am sushi", found, own)) == ("- at 9 am [sushi](cuisine)\n", ())


def test_an_example_is_one_line_and_its_marks_stay_where_they_were(tmp_path: Path) -> None:
    own = Annotation(EntityMention("cuisine", "sushi"), 7, 12)
    assert nlu_of(tmp_path, said(" eat\n\t sushi ", own)) == ("- eat   [sushi](cuisine)\n", ())


def test_text_that_looks_like_marks_is_not_written(tmp_path: Path) -> None:
    text, remarks = nlu_of(tmp_path, said("see [this](http)"))
    assert text == ""
    assert remarks == ('"see [this](http)" cannot be written as an example: Rasa would read its brackets as marks.',)


def test_an_example_with_other_marks_is_told_and_left_alone(tmp_path: Path) -> None:
    own = Annotation(EntityMention("cuisine", "hi"), 0, 2)
    text, remarks = nlu_of(tmp_path, said("hi", own))
    assert text == ""
    assert remarks == (
        '"hi" is an example of `greet` already, with other entities marked (data/nlu.md:2). Change it there.',
    )


def test_an_intent_that_is_divided_is_left_to_a_person(tmp_path: Path) -> None:
    text, remarks = nlu_of(tmp_path, said("why", intent="greet"), "=== data/nlu.md\n## intent:greet/x\n- hi\n")
    assert text == ""
    assert remarks[0].startswith('"why" is not added: the examples of `greet` are divided by `greet/…`')


def test_an_example_goes_where_most_of_its_intent_are(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        "=== data/a.md\n## intent:greet\n- hi\n## intent:bye\n- x\n- y\n- z\n"
        "=== data/b.md\n## intent:greet\n- a\n- b\n",
    )
    made = planned(facts, "* greet: hello\n- utter_greet\n- action_listen\n* stop: no more\n- utter_done\n")
    assert added(facts, made)["data/b.md"] == "- hello\n"
    assert added(facts, made)["data/a.md"] == "\n## intent:stop\n- no more\n"


def test_a_response_without_a_text_says_its_name_and_that_is_told(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES)
    made = planned(facts, "* greet\n- utter_new\n")
    assert made.remarks == ("`utter_new` says its own name until you write in the domain what it should say.",)
    assert added(facts, made)["domain.yml"] == "  utter_new:\n  - text: utter_new\n"


def test_what_the_domain_has_and_what_rasa_has_is_not_added(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES)
    told = """
* request
- restaurant_form
form restaurant_form
slot{"requested_slot": "cuisine"}
- action_listen
* stop
rejected restaurant_form
- utter_ask_continue
- action_deactivate_form
form null
slot{"requested_slot": null}
- action_listen
"""
    assert set(added(facts, planned(facts, told))) == {"data/stories.md"}


def test_names_may_be_ordered_into_a_new_file(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES)
    made = planned(facts, "* ask\n- action_new\n", to=Destinations(domain="more/domain.yml"))
    assert added(facts, made)["more/domain.yml"] == ('version: "3.1"\nintents:\n  - ask\nactions:\n  - action_new\n')
    assert "domain.yml" not in added(facts, made)


def test_an_incomplete_domain_is_left_alone_in_words(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES + "=== domain.yml\nintents: [greet\n")
    made = planned(facts, "* greet\n- action_new\n")
    assert "domain.yml" not in added(facts, made)
    assert made.remarks[-1] == (
        "A part of the domain could not be read, so nothing is added to it: see whether it has `greet`, `action_new`."
    )


def test_a_domain_that_cannot_be_edited_is_told(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES + "=== domain.yml\n{intents: [greet], responses: {utter_greet: [{text: hi}]}}\n")
    made = planned(facts, "* greet\n- action_new\n")
    assert made.remarks[-1] == (
        "domain.yml could not be edited with certainty: add `action_new` to its actions by hand."
    )


def test_a_split_domain_keeps_its_parts(tmp_path: Path) -> None:
    split = PROJECT_3X.replace("domain.yml", "domain/a.yml") + "=== domain/b.yml\nactions:\n- action_a\n"
    facts = facts_of_split_domain(tmp_path, split)
    made = planned(facts, "* ask\n- action_new\n")
    assert added(facts, made)["domain/a.yml"] == "- ask\n"
    assert added(facts, made)["domain/b.yml"] == "- action_new\n"


def test_tests_are_written_with_their_words_and_teach_nothing(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, STORIES + NLU)
    made = plan_tests(facts, taught("* greet: hello\n- action_new\n"))
    assert added(facts, made) == {"tests/conversation_tests.md": "## greet\n* greet: hello\n    - action_new\n"}
    facts = facts_of(
        tmp_path / "3",
        PROJECT_3X + "=== data/stories.yml\nstories: []\n=== tests/test_a.yml\nstories:\n"
        "- story: t\n  steps:\n  - user: |\n      hi\n    intent: greet\n  - action: utter_greet\n",
    )
    made = plan_tests(facts, taught("* greet: hello\n- utter_greet\n"))
    written = added(facts, made)["tests/test_a.yml"]
    assert written.startswith("\n- story: greet\n  steps:\n  - intent: greet\n    user: |-\n      hello\n")
