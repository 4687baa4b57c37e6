from __future__ import annotations

from pathlib import Path

from lsp_projects import CONTRADICTION, write_project
from lsp_sessions import VSCODE, announcing, session
from lsprotocol import types
from pytest_lsp import client_capabilities

PROMPTS = announcing(client_capabilities(VSCODE))


async def test_the_status_goes_from_reading_over_training_to_ready(tmp_path: Path) -> None:
    async with session(write_project(tmp_path / "bot", CONTRADICTION), PROMPTS) as held:
        await held.until(lambda: "training" in [each["state"] for each in held.statuses])
        await held.until(lambda: held.statuses[-1]["state"] == "ready")
        states = [each["state"] for each in held.statuses]
        assert states[0] == "reading"
        assert states.index("reading") < states.index("training")
        assert held.statuses[-1]["contradictions"] == 1
        assert held.statuses[-1]["projects"] == 1
        assert "message" not in held.statuses[-1]


async def test_the_same_status_is_never_told_twice(tmp_path: Path) -> None:
    async with session(write_project(tmp_path / "bot", CONTRADICTION), PROMPTS) as held:
        await held.until(lambda: "training" in [each["state"] for each in held.statuses])
        await held.until(lambda: held.statuses[-1]["state"] == "ready")
        assert all(first != second for first, second in zip(held.statuses, held.statuses[1:], strict=False))


async def test_a_trained_model_takes_the_place_of_counts(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    at = {"line": fixture.here().line, "character": fixture.here().character}
    async with session(fixture, PROMPTS) as held:
        params = {"textDocument": {"uri": fixture.uri("data/one.md")}, "position": at}
        counted = (await held.ask("teachback/teach/start", params))["prompt"]["choices"]
        await held.until(lambda: "training" in [each["state"] for each in held.statuses])
        await held.until(lambda: held.statuses[-1]["state"] == "ready")
        trained = (await held.ask("teachback/teach/start", params))["prompt"]["choices"]
        assert {each["value"] for each in counted} == {each["value"] for each in trained}
        assert [each["score"] for each in counted] != [each["score"] for each in trained]


async def test_a_client_without_the_extension_is_not_bothered_with_the_status(tmp_path: Path) -> None:
    async with session(write_project(tmp_path / "bot", CONTRADICTION)) as held:
        await held.contradictory("data/one.md")
        assert not held.statuses


async def test_the_first_reading_shows_progress_where_the_client_can(tmp_path: Path) -> None:
    many = "".join(f"//- data/s{number}.md\n## s{number}\n* greet\n  - action_hello\n" for number in range(400))
    async with session(write_project(tmp_path / "bot", CONTRADICTION + many)) as held:
        await held.contradictory("data/one.md")
        (reports,) = held.client.progress_reports.values()
        kinds = [type(each) for each in reports]
        if kinds:  # the reading may be over before the client has agreed to see progress
            assert kinds[0] is types.WorkDoneProgressBegin
            assert kinds[-1] is types.WorkDoneProgressEnd
