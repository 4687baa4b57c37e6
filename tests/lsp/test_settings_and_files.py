from __future__ import annotations

from pathlib import Path

import attrs
import pytest
from lsp_projects import BASICS, CONTRADICTION, Fixture, write_project
from lsp_sessions import VSCODE, Session, announcing, session
from lsprotocol import types
from pytest_lsp import client_capabilities

from teachback.lsp.settings import Settings, options_of
from teachback.project.options import Options, WholeHistory

# Only a policy that looks back further than one state can tell these apart.
DISTANT = (
    BASICS
    + """\
//- data/one.md
## first
* greet
  - action_hello
* bye
  - action_bye
## second
* bye
  - action_hello
* bye
  - action_wave
"""
)


async def settle(held: Session, settings: object) -> None:
    held.client.set_configuration({"teachback": settings})
    held.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings={}))


async def test_settings_are_asked_for_at_the_start_and_when_they_change(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", DISTANT)
    async with session(fixture, configuration={"maxHistory": 1}) as held:
        await held.contradictory("data/one.md")
        await settle(held, {"maxHistory": "all"})
        await held.calm("data/one.md")
        await settle(held, {"maxHistory": 1})
        await held.contradictory("data/one.md")
        await settle(held, {"maxHistory": None})
        await held.until(lambda: bool(held.published))


async def test_each_folder_has_settings_of_its_own(tmp_path: Path) -> None:
    short = write_project(tmp_path / "short", DISTANT)
    long = write_project(tmp_path / "long", DISTANT)
    async with session(Fixture(tmp_path), folders=[]) as held:
        held.client.set_configuration({"maxHistory": "all"}, section="teachback", scope_uri=long.uri())
        held.client.set_configuration({"maxHistory": 1}, section="teachback", scope_uri=short.uri())
        event = types.WorkspaceFoldersChangeEvent(
            added=[types.WorkspaceFolder(each.uri(), each.folder.name) for each in (short, long)], removed=[]
        )
        held.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        await held.contradictory("short/data/one.md")
        assert not held.codes("long/data/one.md")


async def test_a_client_that_cannot_be_asked_sends_its_settings_along(tmp_path: Path) -> None:
    capabilities = client_capabilities(VSCODE)
    assert capabilities.workspace
    mute = attrs.evolve(capabilities, workspace=attrs.evolve(capabilities.workspace, configuration=False))
    async with session(write_project(tmp_path / "bot", DISTANT), mute) as held:
        settings = {"teachback": {"maxHistory": 1}}
        held.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=settings))
        await held.contradictory("data/one.md")


@pytest.mark.parametrize(
    ("section", "options"),
    [
        ({"maxHistory": 5}, Options(max_history=5)),
        ({"maxHistory": "all"}, Options(max_history=WholeHistory.ALL)),
        ({"maxHistory": None}, Options()),
        ({}, Options()),
        (None, Options()),
        ("nonsense", Options()),
        ({"maxHistory": 0}, Options()),
        ({"maxHistory": -1}, Options()),
        ({"maxHistory": True}, Options()),
        ({"maxHistory": "5"}, Options()),
    ],
)
def test_a_section_of_settings(section: object, options: Options) -> None:
    assert options_of(section) == options


def test_the_innermost_folder_counts() -> None:
    outer, inner = Path("/a"), Path("/a/b")
    settings = Settings(folders=(outer, inner)).with_section(outer, {"maxHistory": 1})
    settings = settings.with_section(inner, {"maxHistory": 2}).with_section(None, {"maxHistory": 3})
    assert settings.options_for(Path("/a/b/c")).max_history == 2
    assert settings.options_for(Path("/a/x")).max_history == 1
    assert settings.options_for(Path("/x")).max_history == 3


async def test_files_and_settings_are_watched(tmp_path: Path) -> None:
    async with session(write_project(tmp_path / "bot", CONTRADICTION)) as held:
        await held.until(lambda: len(held.registrations) == 2)
        registered = {each.method: each.register_options for each in held.registrations}
        watchers = [{"globPattern": "**/*.{md,yml,yaml}"}]
        assert registered["workspace/didChangeWatchedFiles"] == {"watchers": watchers}
        assert registered["workspace/didChangeConfiguration"] == {"section": "teachback"}


async def test_changes_on_disk_are_taken_in_but_not_under_an_open_text(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture) as held:
        await held.contradictory("data/one.md", "data/two.md")
        (fixture.folder / "data/two.md").unlink()
        touched(held, "data/two.md", types.FileChangeType.Deleted)
        await held.calm("data/one.md", "data/two.md")
        write_project(fixture.folder, CONTRADICTION)
        touched(held, "data/two.md", types.FileChangeType.Created)
        await held.contradictory("data/one.md", "data/two.md")
        held.open("data/two.md")
        (fixture.folder / "data/two.md").write_text("## second\n* greet\n  - action_hello\n", "utf-8")
        touched(held, "data/two.md", types.FileChangeType.Changed)
        held.open("data/one.md")
        assert "Use action_bye in all 2 stories" in await held.actions(fixture.uri("data/one.md"), fixture.here())


async def test_a_project_that_is_made_while_the_folder_is_open_is_found(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "new", "//- notes.txt\nnothing\n")
    async with session(fixture, announcing(client_capabilities(VSCODE))) as held:
        write_project(fixture.folder, CONTRADICTION)
        touched(held, "config.yml", types.FileChangeType.Created)
        await held.contradictory("data/one.md", "data/two.md")


def touched(held: Session, name: str, kind: types.FileChangeType) -> None:
    event = types.FileEvent(held.fixture.uri(name), kind)
    held.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
