"""Which stories a cross-validation keeps together."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluated_bots import subject_of
from teachback.dialogue.events import ActionExecuted
from teachback.evaluation.cross_validation import Subject
from teachback.evaluation.families import Family, families
from teachback.evaluation.folds import FEWEST, folds


def names(subject: Subject, family: Family) -> list[str]:
    return [subject.tables.placed(number).story.name.text for number in family.stories]


def related(folder: Path, stories: str) -> list[list[str]]:
    subject = subject_of(folder, f"=== data/stories.md\n{stories}")
    return [names(subject, family) for family in families(subject.tables).found]


def test_stories_without_anything_in_common_are_families_of_their_own(tmp_path: Path) -> None:
    stories = """\
## hello
* greet
  - utter_greet
## farewell
* bye
  - utter_bye
"""
    assert related(tmp_path, stories) == [["hello"], ["farewell"]]


def test_a_chain_of_checkpoints_makes_a_family(tmp_path: Path) -> None:
    stories = """\
## begin
* greet
  - utter_greet
> greeted
## apart
* chitchat
  - utter_chitchat
## middle
> greeted
* affirm
  - utter_done
> done
## end
> done
* bye
  - utter_bye
"""
    assert related(tmp_path, stories) == [["begin", "middle", "end"], ["apart"]]


def test_stories_that_say_the_same_are_one_family_and_told_once(tmp_path: Path) -> None:
    stories = """\
=== data/more.md
## hello again
* greet
  - utter_greet
=== data/stories.md
## hello
* greet
  - utter_greet
  - action_listen
## longer
* greet
  - utter_greet
* bye
  - utter_bye
"""
    subject = subject_of(tmp_path, stories)
    found = families(subject.tables).found
    assert [names(subject, family) for family in found] == [["hello again", "hello"], ["longer"]]
    assert [len(family.conversations) for family in found] == [1, 1]
    assert [family.size for family in found] == [3, 5]


def test_a_story_that_shares_one_of_several_ways_is_of_the_family(tmp_path: Path) -> None:
    stories = """\
## either
* affirm OR deny
  - utter_done
## the second alone
* deny
  - utter_done
"""
    assert related(tmp_path, stories) == [["either", "the second alone"]]


def test_an_unreached_story_and_a_rule_are_of_no_family(tmp_path: Path) -> None:
    stories = """\
## hello
* greet
  - utter_greet
## never reached
> nowhere
* bye
  - utter_bye
"""
    assert related(tmp_path, stories) == [["hello"]]


turns = st.lists(
    st.tuples(
        st.sampled_from(["greet", "bye", "affirm OR deny", "deny"]), st.sampled_from(["utter_greet", "utter_bye"])
    ),
    min_size=1,
    max_size=2,
)
checkpoint = st.sampled_from([None, None, "one", "two"])
stories = st.lists(st.tuples(turns, checkpoint, checkpoint), min_size=2, max_size=8)


@settings(max_examples=60)
@given(stories, st.integers(FEWEST, 6))
def test_folds_part_the_stories_and_never_what_belongs_together(
    told: list[tuple[list[tuple[str, str]], str | None, str | None]], wanted: int
) -> None:
    text = "=== data/stories.md\n"
    for index, (said, start, end) in enumerate(told):
        text += f"## story {index}\n" + (f"> {start}\n" if start else "")
        text += "".join(f"* {intent}\n  - {action}\n" for intent, action in said) + (f"> {end}\n" if end else "")
    with TemporaryDirectory() as folder:
        subject = subject_of(Path(folder), text)
    found = families(subject.tables).found
    if len(found) < FEWEST:
        return
    parts = folds(found, wanted)
    assert len(parts) == min(wanted, len(found))
    assert all(parts)
    numbers = [number for fold in parts for family in fold for number in family.stories]
    assert len(numbers) == len(set(numbers))
    assert sorted(numbers) == sorted(number for family in found for number in family.stories)
    fold_of = {number: place for place, fold in enumerate(parts) for family in fold for number in family.stories}
    looks: dict[object, set[int]] = {}
    for number, fold in fold_of.items():
        looks.setdefault(told_alone(told[index_of(subject, number)]), set()).add(fold)
    assert all(len(held) == 1 for held in looks.values())
    for fold in parts:
        for conversation in (each for family in fold for each in family.conversations):
            assert {fold_of[number] for number in conversation.told_by} == {parts.index(fold)}


def told_alone(story: object) -> object:
    """Equal for stories of the same text; their conversations are the same, too."""
    return repr(story)


def index_of(subject: Subject, number: int) -> int:
    return subject.tables.placements.where(number)[1]


def test_the_size_of_a_family_counts_its_actions(tmp_path: Path) -> None:
    subject = subject_of(tmp_path, "=== data/stories.md\n## hello\n* greet\n  - utter_greet\n  - utter_hello\n")
    [family] = families(subject.tables).found
    [conversation] = family.conversations
    assert family.size == sum(isinstance(event, ActionExecuted) for event in conversation.events) == 4
