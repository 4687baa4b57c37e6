"""What is offered at a place of a story."""

from pathlib import Path

from bots import open_bot
from teachback.policies.approaches import approaches
from teachback.policies.engine import Statistics
from teachback.policies.ranking import RankedAction, rank
from teachback.policies.tables import Tables

STORIES = """\
=== data/stories.md
## one
* greet
    - utter_greet
## two
* greet
    - utter_greet
## three
* greet
    - utter_hello
"""


class Fixed:
    """A model that says the same everywhere."""

    name = "statistics"

    def __init__(self, **likely: float) -> None:
        self._likely = likely

    def predict(self, states: object) -> dict[str, float]:
        del states
        return self._likely


def ranked(folder: Path, model: Statistics | None = None) -> tuple[RankedAction, ...]:
    project = open_bot(folder, STORIES)
    tables = Tables(project.snapshot.domain, project.snapshot.max_history)
    tables.update(project.snapshot)
    [approach] = approaches(tables, (folder / "data/stories.md").as_posix(), 0, 1)
    return rank(tables, model, approach, project.snapshot.domain)


def test_the_stories_that_say_so_are_counted(tmp_path: Path) -> None:
    first, second, third = ranked(tmp_path)[:3]
    assert (first.action, first.support, first.policy) == ("utter_greet", 2, "counts")
    assert (second.action, second.support) == ("utter_hello", 1)
    assert third.support == 0
    assert first.probability > second.probability > third.probability


def test_a_model_decides_the_order_and_equals_stand_by_name(tmp_path: Path) -> None:
    model = Fixed(utter_done=0.5, utter_bye=0.5, action_session_start=1.0)
    assert [(each.action, each.policy) for each in ranked(tmp_path, model)[:3]] == [
        ("utter_bye", "statistics"),
        ("utter_done", "statistics"),
        ("action_back", "statistics"),
    ]


def test_nothing_is_offered_that_no_story_can_say(tmp_path: Path) -> None:
    actions = {each.action for each in ranked(tmp_path, Fixed(action_session_start=1.0))}
    assert "action_session_start" not in actions
    assert {"action_listen", "restaurant_form", "utter_hello"} <= actions
