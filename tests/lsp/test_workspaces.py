from __future__ import annotations

from pathlib import Path

from lsp_projects import BASICS, CONTRADICTION, Fixture, write_project
from lsp_sessions import NEOVIM, VSCODE, announcing, session
from lsprotocol import types
from pytest_lsp import client_capabilities

STORIES = """\
## one
* greet
  - action_hello
## two
* greet
  - action_bye
"""


def moved(source: str, folder: str) -> str:
    return source.replace("//- ", f"//- {folder}/")


async def test_a_folder_may_hold_several_projects_that_know_nothing_of_each_other(tmp_path: Path) -> None:
    both = moved(CONTRADICTION, "a") + moved(CONTRADICTION.replace("action_wave", "action_bye"), "b")
    fixture = write_project(tmp_path / "all", both)
    async with session(fixture, announcing(client_capabilities(VSCODE))) as held:
        await held.contradictory("a/data/one.md", "a/data/two.md")
        await held.until(lambda: held.statuses[-1]["projects"] == 2)
        assert not held.codes("b/data/one.md")
        assert held.statuses[-1]["contradictions"] == 1


async def test_folders_come_and_go(tmp_path: Path) -> None:
    first = write_project(tmp_path / "first", CONTRADICTION)
    second = write_project(tmp_path / "second", CONTRADICTION)
    async with session(Fixture(tmp_path), folders=[first.folder]) as held:
        await held.contradictory("first/data/one.md")
        change(held.client, added=[second])
        await held.contradictory("second/data/one.md")
        change(held.client, removed=[first])
        await held.calm("first/data/one.md", "first/data/two.md")
        assert held.codes("second/data/one.md")
        change(held.client, added=[first])
        await held.contradictory("first/data/one.md")


def change(client: object, added: list[Fixture] | None = None, removed: list[Fixture] | None = None) -> None:
    event = types.WorkspaceFoldersChangeEvent(
        added=[types.WorkspaceFolder(each.uri(), each.folder.name) for each in added or ()],
        removed=[types.WorkspaceFolder(each.uri(), each.folder.name) for each in removed or ()],
    )
    params = types.DidChangeWorkspaceFoldersParams(event)
    client.workspace_did_change_workspace_folders(params)  # type: ignore[attr-defined] - the client of a session


async def test_without_a_folder_the_project_around_an_opened_story_is_read(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture, folders=[]) as held:
        held.open("data/one.md")
        await held.contradictory("data/one.md", "data/two.md")


async def test_without_any_project_an_opened_story_file_is_read_alone_and_forgotten_when_closed(
    tmp_path: Path,
) -> None:
    fixture = write_project(tmp_path / "loose", f"//- notes/s.md\n{STORIES}//- notes/other.md\n{STORIES}")
    async with session(fixture, announcing(client_capabilities(VSCODE)), folders=[]) as held:
        uri = held.open("notes/s.md")
        await held.contradictory("notes/s.md")
        assert not held.codes("notes/other.md")
        held.close(uri)
        await held.calm("notes/s.md")
        await held.until(lambda: held.statuses[-1]["projects"] == 0)


async def test_a_domain_beside_the_file_makes_its_folder_the_project(tmp_path: Path) -> None:
    fixture = write_project(
        tmp_path / "loose",
        f"//- domain.yml\nintents: [greet]\nactions: [action_hello]\n//- s.md\n{STORIES}",
    )
    async with session(fixture, folders=[]) as held:
        held.open("s.md")
        await held.until(lambda: "unknown-action" in held.codes("s.md"))


async def test_nothing_of_a_folder_without_a_project_is_read_until_a_story_is_opened(tmp_path: Path) -> None:
    readme = "# Title\n\n## Install\n\n* run `make`\n* see [docs](x)\n\n- one\n- two\n"
    fixture = write_project(tmp_path / "any", f"//- README.md\n{readme}//- s/one.md\n{STORIES}//- s/two.md\n{STORIES}")
    async with session(fixture, announcing(client_capabilities(VSCODE))) as held:
        uri = held.open("README.md")
        assert not await held.actions(uri, types.Position(4, 2))
        held.open("s/one.md")
        await held.contradictory("s/one.md", "s/two.md")
        await held.until(lambda: held.statuses[-1]["projects"] == 1)


async def test_a_document_that_becomes_a_story_while_it_is_typed_is_read_then(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "any", "//- new.md\n")
    async with session(fixture, folders=[]) as held:
        uri = held.open("new.md")
        held.change(uri, 2, STORIES)
        await held.contradictory("new.md")


async def test_uris_come_back_as_the_client_spells_them(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "my bot, é", CONTRADICTION)
    async with session(fixture) as held:
        await held.contradictory("data/one.md")
        odd = fixture.uri("data/one.md").replace(",", "%2C").replace("one.md", "%6Fne.md")
        assert odd != fixture.uri("data/one.md")
        held.open(odd, fixture.text("data/one.md"))
        await held.until(lambda: any(each.uri == odd and each.diagnostics for each in held.published))


async def test_files_in_folders_that_are_never_looked_into_are_left_alone(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", f"{BASICS}//- data/one.md\n{STORIES}//- .venv/s.md\n{STORIES}")
    async with session(fixture, NEOVIM) as held:
        report = await held.pull(held.open("data/one.md"))
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        assert report.items
