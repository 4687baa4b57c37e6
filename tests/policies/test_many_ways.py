"""Whole projects in which groups of stories are judged by their positions, beside all that is walked."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bots import CONFIG_1X, open_bot
from policies.test_judged_windows import joined_stories
from teachback.checks.inspection import Inspector
from teachback.policies import many_ways, walk
from teachback.policies.contested import Contest
from teachback.policies.contradictions import Contradiction, contradictions
from teachback.policies.named_stories import NamedStories
from teachback.policies.placed_examples import Place
from teachback.policies.tables import Tables
from teachback.project.options import Options, WholeHistory
from teachback.project.project import Project
from teachback.text.document import Document

DOMAIN = """\
intents: [greet, ask]
slots:
  size: {type: categorical, values: [a, b]}
  note: {type: unfeaturized}
responses: {utter_a: [{text: a}], utter_b: [{text: b}]}
"""
ALONE = ("* greet", "* ask", "- utter_a", "- utter_b", '- slot{"size": "unheard of"}')

Clash = frozenset[tuple[Place, str]]

alone = st.lists(st.lists(st.sampled_from(ALONE), min_size=1, max_size=6), max_size=3)


@settings(max_examples=150)
@given(
    joined_stories(forwards=True),
    joined_stories(forwards=True),
    alone,
    st.sampled_from([1, 2, 4, WholeHistory.ALL]),
    st.booleans(),
)
def test_positions_show_what_a_walk_does(
    one: str, other: str, plain: list[list[str]], history: int | WholeHistory, unlisted: bool
) -> None:
    blocks = [one, other.replace("> c", "> d"), *("\n".join(("## alone", *lines)) for lines in plain)]
    text = "\n\n".join(blocks)
    told = Document(text.replace('slot{"note": 1}', 'slot{"size": "unheard of"}') if unlisted else text)
    walked = read(told, history)
    assume(not walked.cut())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walk, "MOST_RUNS", 3)
        judged = read(told, history)
    assert clashes(judged) == clashes(walked)


def test_a_window_that_nothing_stands_before_does_not_speak_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    text = """\
## listens
> c0
* greet
> c1

## runs
> c0
- utter_a
> c1

## with a message
* greet
> c0

## with a slot alone
- slot{"size": "a"}
> c0
"""
    walked = clashes(read(Document(text), 1))
    monkeypatch.setattr(walk, "MOST_RUNS", 3)
    assert clashes(read(Document(text), 1)) == walked != set()


def read(stories: Document, history: int | WholeHistory) -> Tables:
    root = Path("/nowhere/bot")
    project = Project(root, Options(history, (root / "data",), (root / "domain.yml",), (root / "config.yml",)))
    for name, text in (("domain.yml", DOMAIN), ("config.yml", CONFIG_1X)):
        project.overlay((root / name).as_posix(), Document(text))
    snapshot = project.overlay((root / "data" / "stories.md").as_posix(), stories)
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    return tables


def clashes(tables: Tables) -> set[Clash]:
    return {clash for each in contradictions(tables) for clash in _clashes(each)}


def _clashes(contradiction: Contradiction) -> set[Clash]:
    ran = [(place, action) for action, places in contradiction.places.items() for place in places]
    return {frozenset(pair) for pair in combinations(ran, 2) if pair[0][1] != pair[1][1]}


BLOCKS = "## start\n* greet\n- utter_greet\n> c0\n" + "".join(
    f"## {layer} {intent}\n> c{layer}\n* {intent}\n- utter_hello\n> c{layer + 1}\n"
    for layer in range(14)
    for intent in ("affirm", "deny")
)
PLAIN = "## alone\n* greet\n- utter_greet\n* affirm\n- utter_hello\n"


def test_stories_that_stand_alone_leave_the_positions_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Contest] = []

    def counted(*arguments: object) -> Contest:
        built.append(Contest(*arguments))  # pyright: ignore[reportArgumentType] - passed on as they come
        return built[-1]

    monkeypatch.setattr(many_ways, "Contest", counted)
    text = f"=== data/many.md\n{BLOCKS}## end\n> c14\n* bye\n- utter_bye\n=== data/alone.md\n{PLAIN}"
    project, inspector = open_bot(tmp_path, text, WholeHistory.ALL), Inspector()
    assert not list(inspector.inspect(project.snapshot).facts.contradictions)
    before = len(built)
    odd = Document(f"{PLAIN}* deny\n- utter_bye\n")
    snapshot = project.overlay((tmp_path / "data/alone.md").as_posix(), odd)
    facts = inspector.inspect(snapshot).facts
    (contradiction,) = facts.contradictions
    assert dict(NamedStories(facts.tables).of(contradiction)) == {"utter_bye": ("alone",), "utter_hello": ("1 deny",)}
    assert len(built) == before > 0
