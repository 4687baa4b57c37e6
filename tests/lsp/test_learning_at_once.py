"""What a story tells is learnt before the next training has even begun."""

from __future__ import annotations

from pathlib import Path

from lsp_projects import BASICS, Fixture, write_project
from lsp_sessions import VSCODE, Session, announcing, session
from pytest_lsp import client_capabilities

from teachback.lsp.workbench import Workbench
from teachback.policies.approaches import approaches
from teachback.policies.statistical.learner import Learner, learner_of
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import TrainingSet
from teachback.project.options import Options
from teachback.project.project import silent
from teachback.text.document import Document

PROMPTS = announcing(client_capabilities(VSCODE))

STORIES = (
    BASICS
    + """\
//- data/one.md
## first
* greet
  - $0action_hello
//- data/two.md
## second
* bye
  - action_bye
"""
)

ANOTHER = "## third\n* greet\n  - action_wave\n"


async def test_an_edit_changes_what_teaching_offers_first(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", STORIES)
    async with session(fixture, PROMPTS) as held:
        await held.until(lambda: "training" in [each["state"] for each in held.statuses])
        await held.until(lambda: held.statuses[-1]["state"] == "ready")
        assert (await offered(held))[0] == "action_hello"
        uri = held.open("data/two.md")
        held.change(uri, 2, fixture.text("data/two.md") + ANOTHER)
        assert (await offered(held))[0] == "action_wave"


async def offered(held: Session) -> list[str]:
    """What teaching at the cursor offers, most likely first."""
    at = held.fixture.here()
    params = {
        "textDocument": {"uri": held.fixture.uri("data/one.md")},
        "position": {"line": at.line, "character": at.character},
    }
    return [each["value"] for each in (await held.ask("teachback/teach/start", params))["prompt"]["choices"]]


def patient() -> None:
    """Nobody has anything more urgent to do."""


class Bench:
    """A workbench whose trainings are carried out when the test says so."""

    def __init__(self, fixture: Fixture) -> None:
        self._fixture = fixture
        self.workbench = Workbench(fixture.folder, Options())
        self.workbench.read(silent)

    def train(self) -> Learner:
        """Carry out the training that is wanted."""
        wanted = self.workbench.wanted_training(patient)
        assert wanted is not None
        learner = learned(wanted.training, wanted.start)
        self.workbench.learn(wanted, learner)
        return learner

    def path(self, name: str) -> str:
        return self._fixture.path(name)

    def edit(self, text: str) -> None:
        self.workbench.project.overlay(self._fixture.path("data/two.md"), Document(text))

    def offered(self) -> list[tuple[str, str]]:
        """The actions at the beginning of the first story, most likely first, and who says so."""
        tables = self.workbench.inspection().facts.tables
        [approach] = approaches(tables, self._fixture.path("data/one.md"), 0, 1)
        return [(each.action, each.policy) for each in self.workbench.forecast().ranking(approach)]


def learned(training: TrainingSet, start: Learner | None) -> Learner:
    return learner_of(train(training, start.model.weights if start else None), training)


def test_the_weights_catch_up_with_the_stories_until_the_next_training(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", STORIES)
    bench = Bench(fixture)
    assert bench.offered()[0] == ("action_hello", "counts")
    bench.train()
    assert bench.offered()[0] == ("action_hello", "statistics")
    bench.edit(fixture.text("data/two.md") + ANOTHER)
    assert bench.offered()[0] == ("action_wave", "statistics")
    bench.edit(fixture.text("data/two.md"))
    assert bench.offered()[0] == ("action_hello", "statistics")
    assert bench.workbench.wanted_training(patient) is None


def test_the_next_training_begins_where_the_last_one_ended(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", STORIES)
    bench = Bench(fixture)
    first = bench.train()
    bench.edit(fixture.text("data/two.md") + ANOTHER)
    wanted = bench.workbench.wanted_training(patient)
    assert wanted is not None
    assert wanted.start is first
    bench.train()
    assert {action for action, _ in bench.offered()[:2]} == {"action_hello", "action_wave"}


def test_weights_outlive_a_change_of_the_domain(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", STORIES)
    bench = Bench(fixture)
    bench.train()
    domain = fixture.text("domain.yml").replace("action_wave]", "action_wave, action_new]")
    bench.workbench.project.overlay(fixture.path("domain.yml"), Document(domain))
    assert bench.offered()[0] == ("action_hello", "statistics")
    assert ("action_new", "statistics") in bench.offered()


def test_without_a_learner_counts_go_on(tmp_path: Path) -> None:
    bench = Bench(write_project(tmp_path / "bot", STORIES))
    wanted = bench.workbench.wanted_training(patient)
    assert wanted is not None
    bench.workbench.learn(wanted, None)
    assert bench.offered()[0] == ("action_hello", "counts")
    assert bench.workbench.wanted_training(patient) is None


def test_what_was_learnt_with_another_max_history_is_not_asked(tmp_path: Path) -> None:
    bench = Bench(write_project(tmp_path / "bot", STORIES))
    bench.train()
    assert {policy for _, policy in bench.offered()} == {"statistics"}
    config = bench.path("config.yml")
    bench.workbench.project.overlay(config, Document("policies:\n- name: MemoizationPolicy\n  max_history: 2\n"))
    assert {policy for _, policy in bench.offered()} == {"counts"}
    bench.train()
    assert {policy for _, policy in bench.offered()} == {"statistics"}
