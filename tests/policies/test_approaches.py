"""The conversation at a step of a story is the one with which training comes there, however it is worked out."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bots import CONFIG_1X, DOMAIN_1X
from teachback.checks.inspection import Inspector
from teachback.policies.approaches import approaches, conversation_at
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.text.document import Document

ROOT = Path("/nowhere/bot")
LINES = (
    *("* greet", "* affirm", '* inform{"cuisine": "thai"}', "* affirm OR deny", "* form: inform", "> there"),
    *("- utter_greet", "- utter_greet", "- action_listen", "- restaurant_form", '- form{"name": "restaurant_form"}'),
    *('- form{"name": null}', '- slot{"cuisine": "x"}', '- slot{"cuisine": null}', "- restart", "- rewind", "> here"),
)


@given(st.lists(st.sampled_from(LINES), max_size=10))
def test_it_is_the_one_of_the_shortest_way(lines: list[str]) -> None:
    project = Project(ROOT, Options(None, (ROOT / "data",), (ROOT / "domain.yml",), (ROOT / "config.yml",)))
    stories = "\n".join(("## one", *lines, "", "## two", "> here", "* greet", "- utter_greet", "> there"))
    for name, text in (("domain.yml", DOMAIN_1X), ("config.yml", CONFIG_1X), ("data/stories.md", stories)):
        project.overlay((ROOT / name).as_posix(), Document(text))
    tables = Inspector().inspect(project.snapshot).facts.tables
    path = (ROOT / "data/stories.md").as_posix()
    for step in range(len(lines) + 1):
        walked = approaches(tables, path, 0, step)[0].conversation
        told = conversation_at(tables, path, 0, step)
        assert (told.key(), told.message, told.previous) == (walked.key(), walked.message, walked.previous)
