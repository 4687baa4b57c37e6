"""Where names are declared and used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots import open_bot
from teachback.formats.story_tree import Step
from teachback.project import known_steps
from teachback.project.known_steps import KnownSteps
from teachback.project.project import Project
from teachback.project.step_names import step_mentions
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.project.symbols import Occurrence, SymbolIndex, Symbols
from teachback.text.document import Document

BOT = """\
=== domain.yml
intents:
- greet:
    triggers: utter_greet
- inform:
    use_entities: [city]
entities: [city]
slots:
  city: {type: text}
responses:
  utter_greet:
  - text: hi
    buttons: [{title: no, payload: '/deny{"x": 1}'}]
actions: [action_a]
forms: [trip]
=== data/nlu.md
## intent:inform
- to [Rome](city)
=== data/stories.md
## first
* greet OR inform{"city": "Rome"}
  - utter_greet
  - slot{"city": "Rome"}
> there

## second
> there
* inform
  - trip
  - form{"name": "trip"}
* form: inform
  - form: trip
  - form: slot{"city": "x"}
  - form{"name": null}
  - action_a
"""


def symbols_of(folder: Path, text: str = BOT) -> tuple[Project, Symbols]:
    project = open_bot(folder, text)
    return project, SymbolIndex().symbols(project.snapshot)


def told(project: Project, occurrences: list[Occurrence] | tuple[Occurrence, ...]) -> list[str]:
    """Each as ``file:line kind place``, with ``!`` where it declares; the text at the place must be the name."""
    found: list[str] = []
    for each in occurrences:
        document = project.snapshot.files[each.location.path].document
        assert each.location.span.text_in(document.text) == each.name
        line = document.lines.line_of(each.location.span.start) + 1
        name = project.snapshot.relative(each.location.path)
        found.append(f"{name}:{line} {each.kind.value} {each.place.value}{'!' if each.declares else ''}")
    return found


@pytest.mark.parametrize(
    ("kind", "name", "places"),
    [
        (
            SymbolKind.INTENT,
            "inform",
            [
                "data/nlu.md:1 intent nlu",
                "data/stories.md:2 intent story",
                "data/stories.md:9 intent story",
                "data/stories.md:12 intent story",
                "domain.yml:4 intent domain!",
            ],
        ),
        (SymbolKind.INTENT, "deny", ["domain.yml:12 intent button"]),
        (
            SymbolKind.ENTITY,
            "city",
            [
                "data/nlu.md:2 entity nlu",
                "data/stories.md:2 entity story",
                "domain.yml:5 entity domain",
                "domain.yml:6 entity domain!",
            ],
        ),
        (SymbolKind.SLOT, "city", ["data/stories.md:4 slot story", "domain.yml:8 slot domain!"]),
        (
            SymbolKind.RESPONSE,
            "utter_greet",
            ["data/stories.md:3 action story", "domain.yml:3 action trigger", "domain.yml:10 response domain!"],
        ),
        (
            SymbolKind.FORM,
            "trip",
            [
                "data/stories.md:10 action story",
                "data/stories.md:11 form story",
                "data/stories.md:13 action story",
                "domain.yml:14 form domain!",
            ],
        ),
        (SymbolKind.CHECKPOINT, "there", ["data/stories.md:5 checkpoint story", "data/stories.md:8 checkpoint story"]),
        (SymbolKind.STORY, "second", ["data/stories.md:7 story story!"]),
    ],
)
def test_references(kind: SymbolKind, name: str, places: list[str], tmp_path: Path) -> None:
    project, symbols = symbols_of(tmp_path)
    assert told(project, symbols.references(kind, name)) == places


def test_names_and_declared_names(tmp_path: Path) -> None:
    _, symbols = symbols_of(tmp_path)
    assert symbols.names(SymbolKind.INTENT) == ("deny", "greet", "inform")
    assert symbols.declared(SymbolKind.INTENT) == {"greet", "inform"}


def test_the_name_under_the_cursor(tmp_path: Path) -> None:
    project, symbols = symbols_of(tmp_path)
    path = (tmp_path / "data/stories.md").as_posix()
    text = project.snapshot.files[path].document.text
    at = text.index("trip")
    for offset in (at, at + 2, at + 4):
        found = symbols.at(path, offset)
        assert found is not None
        assert (found.kind, found.name) == (SymbolKind.ACTION, "trip")
    assert symbols.at(path, text.index("- trip")) is None
    assert symbols.at("/nowhere.md", 0) is None


def test_names_of_yaml_with_slot_mappings_and_rule_conditions(tmp_path: Path) -> None:
    text = """\
=== domain.yml
version: "3.1"
slots:
  size:
    type: text
    mappings:
    - type: from_intent
      intent: big
      value: 1
      conditions:
      - active_loop: pizza
forms:
  pizza:
    required_slots: [size]
=== config.yml
policies: [{name: RulePolicy}]
=== data/rules.yml
version: "3.1"
rules:
- rule: r
  condition:
  - active_loop: pizza
  - slot_was_set: [{size: big}]
  steps:
  - or:
    - intent: big
    - intent: small
  - action: pizza
"""
    project, symbols = symbols_of(tmp_path, text)
    assert told(project, symbols.references(SymbolKind.SLOT, "size")) == [
        "data/rules.yml:6 slot story",
        "domain.yml:3 slot domain!",
        "domain.yml:13 slot domain",
    ]
    assert told(project, list(symbols.occurrences(SymbolKind.INTENT, "big"))) == [
        "data/rules.yml:9 intent story",
        "domain.yml:7 intent domain",
    ]
    assert told(project, symbols.references(SymbolKind.FORM, "pizza")) == [
        "data/rules.yml:5 form story",
        "data/rules.yml:11 action story",
        "domain.yml:10 form domain",
        "domain.yml:12 form domain!",
    ]


def test_an_edit_costs_its_own_file_and_in_it_the_stories_that_changed(tmp_path: Path) -> None:
    project = open_bot(tmp_path, BOT)
    index = SymbolIndex()
    before = index.symbols(project.snapshot)
    path = (tmp_path / "data/stories.md").as_posix()
    text = project.snapshot.files[path].document.text
    project.overlay(path, Document(text.replace("## first\n", "## first\n* deny\n")))
    after = index.symbols(project.snapshot)
    assert [name for name in after.files if after.files[name] is not before.files[name]] == [path]
    assert after.files[path].summaries[1] is before.files[path].summaries[1]
    assert after == Symbols.of(project.snapshot, KnownSteps())
    assert told(project, list(after.occurrences(SymbolKind.CHECKPOINT, "there"))) == [
        "data/stories.md:6 checkpoint story",
        "data/stories.md:9 checkpoint story",
    ]


def test_a_name_is_there_as_long_as_a_step_holds_it(tmp_path: Path) -> None:
    project = open_bot(tmp_path, "=== data/stories.md\n## a\n* hi\n* hi\n\n## b\n* hi OR bye\n")
    path = (tmp_path / "data/stories.md").as_posix()
    index = SymbolIndex()
    texts = {
        "## a\n* hi\n\n## b\n* hi OR bye\n": {"hi": 2, "bye": 1},
        "## a\n\n## b\n* hi OR bye\n": {"hi": 1, "bye": 1},
        "## a\n\n## b\n": {},
        "## a\n> bye\n* bye\n": {"bye": 1},
        "": {},
    }
    for text, expected in texts.items():
        project.overlay(path, Document(text))
        symbols = index.symbols(project.snapshot)
        found = symbols.all_occurrences(SymbolKind.INTENT, frozenset(symbols.names(SymbolKind.INTENT)))
        in_stories = [name for name, places in found.items() for each in places if each.place is Place.STORY]
        assert Counter(in_stories) == expected


def test_a_step_is_understood_once_for_all_stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    understood: list[Step] = []

    def noted(step: Step) -> Iterator[Mention]:
        understood.append(step)
        return step_mentions(step)

    monkeypatch.setattr(known_steps, "step_mentions", noted)
    stories = "".join(f"## s{number}\n* hi\n  - utter_hi\n\n" for number in range(20))
    project = open_bot(tmp_path, f"=== data/a.md\n{stories}=== data/b.md\n{stories}")
    index = SymbolIndex()
    index.symbols(project.snapshot)
    assert len(understood) == 2
    project.overlay((tmp_path / "data/b.md").as_posix(), Document(stories.replace("## s3\n", "## s3\n* oh\n")))
    index.symbols(project.snapshot)
    assert len(understood) == 3
