from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bots import CONFIG_1X, DOMAIN_1X
from teachback.policies.learnt import Learnt
from teachback.policies.placed_examples import placed_examples
from teachback.policies.tables import Tables
from teachback.project.project import Project
from teachback.text.document import Document

STORY = "## {}\n* greet\n- utter_greet\n* bye\n- utter_bye\n"
# What stands behind the checkpoint comes about in two ways, at one place.
STORIES = (
    "".join(STORY.format(number) for number in range(4))
    + "## one\n* greet\n- utter_greet\n> c\n## two\n* affirm\n- utter_greet\n> c\n"
    + "## end\n> c\n* bye\n- utter_bye\n"
)


def tables() -> Tables:
    project = Project(Path("/nowhere/bot"))
    for path, text in {"domain.yml": DOMAIN_1X, "config.yml": CONFIG_1X, "data/a.md": STORIES}.items():
        project.overlay((project.root / path).as_posix(), Document(text))
    made = Tables(project.snapshot.domain, 2)
    made.update(project.snapshot)
    return made


TABLES = tables()
EXAMPLES = st.lists(
    st.sampled_from([learnt for _, walk in TABLES.walks() for learnt in walk.learnt]), unique=True, min_size=1
)


@given(EXAMPLES, EXAMPLES)
def test_examples_come_in_the_same_order_whatever_was_placed_before(before: list[Learnt], now: list[Learnt]) -> None:
    placements = TABLES.placements
    anew = placed_examples(placements, now)
    assert placed_examples(placements, now, placed_examples(placements, before)) == anew
    assert sorted(anew.places) == list(anew.places) == sorted(set(anew.places))


def test_a_place_that_comes_about_in_two_ways_is_listed_once() -> None:
    examples = [learnt for _, walk in TABLES.walks() for learnt in walk.learnt]
    assert len(placed_examples(TABLES.placements, examples).places) < len(examples)
