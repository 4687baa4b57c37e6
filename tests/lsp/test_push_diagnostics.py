from __future__ import annotations

from pathlib import Path

from lsp_projects import BASICS, CONTRADICTION, write_project
from lsp_sessions import NEOVIM, VSCODE, session
from lsprotocol import types
from pytest_lsp import client_capabilities


async def test_both_files_show_a_contradiction_that_is_there_from_the_start(tmp_path: Path) -> None:
    async with session(write_project(tmp_path / "bot", CONTRADICTION)) as held:
        await held.contradictory("data/one.md", "data/two.md")


async def test_an_edit_in_one_file_brings_diagnostics_on_both_and_the_next_takes_them_away(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION.replace("action_wave", "action_bye"))
    async with session(fixture) as held:
        uri = held.open("data/one.md")
        at = fixture.at("data/one.md", "action_bye")
        held.change(uri, 2, "action_wave", types.Range(at, types.Position(at.line, at.character + 10)))
        await held.contradictory("data/one.md", "data/two.md")
        held.change(uri, 3, "action_bye", types.Range(at, types.Position(at.line, at.character + 11)))
        await held.calm("data/one.md", "data/two.md")


async def test_a_diagnostic_carries_everything_that_the_client_understands(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    async with session(fixture) as held:
        await held.contradictory("data/one.md")
        found = next(each for each in held.shown("data/one.md") if each.code == "contradictory-stories")
        assert found.source == "teachback"
        assert found.severity is types.DiagnosticSeverity.Warning
        assert found.range.start == fixture.here()
        assert found.related_information
        other = found.related_information[0].location
        assert other.uri == fixture.uri("data/two.md")
        assert other.range.start == fixture.at("data/two.md", "action_wave")
        assert found.code_description
        assert found.code_description.href.endswith("/contradictory-stories.md")
        assert found.data is None


async def test_a_client_gets_nothing_that_it_did_not_ask_for(tmp_path: Path) -> None:
    capabilities = types.ClientCapabilities(text_document=types.TextDocumentClientCapabilities())
    async with session(write_project(tmp_path / "bot", CONTRADICTION), capabilities) as held:
        await held.contradictory("data/one.md")
        for found in held.shown("data/one.md"):
            assert found.related_information is None
            assert found.code_description is None
            assert found.data is None
            assert found.tags is None


async def test_unused_names_are_tagged(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION.replace("[greet, bye]", "[greet, bye, idle]"))
    async with session(fixture) as held:
        await held.until(lambda: "unused-intent" in held.codes("domain.yml"))
        tags = {each.code: each.tags for each in held.shown("domain.yml")}
        assert tags["unused-intent"] == (types.DiagnosticTag.Unnecessary,)


async def test_diagnostics_bear_the_version_of_an_open_text_and_none_for_a_file_on_disk(tmp_path: Path) -> None:
    async with session(write_project(tmp_path / "bot", CONTRADICTION)) as held:
        await held.contradictory("data/one.md", "data/two.md")
        uri = held.open("data/one.md", version=41)
        held.change(uri, 42, "## new\n", types.Range(types.Position(0, 0), types.Position(0, 0)))
        await held.until(lambda: any(each.version == 42 for each in held.published))
        other = [each for each in held.published if each.uri == held.fixture.uri("data/two.md")]
        assert all(each.version is None for each in other)


async def test_only_files_whose_diagnostics_changed_are_published(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION + "//- data/three.md\n## third\n* oops\n  - action_bye\n")
    async with session(fixture) as held:
        await held.until(lambda: bool(held.codes("data/three.md")))
        await held.contradictory("data/one.md", "data/two.md")
        before = len(held.published)
        uri = held.open("data/one.md")
        held.change(uri, 2, "## first\n* greet\n  - action_hello\n")
        await held.calm("data/one.md", "data/two.md")
        assert fixture.uri("data/three.md") not in {each.uri for each in held.published[before:]}


async def test_equal_diagnostics_are_published_once(tmp_path: Path) -> None:
    stories = """\
//- data/one.md
## first
* greet
> again
## second
> again
* oops
  - action_hello
## third
> again
* oops
  - action_hello
"""
    async with session(write_project(tmp_path / "bot", BASICS + stories)) as held:
        await held.until(lambda: "unknown-intent" in held.codes("data/one.md"))
        seen = [(str(each.range), each.code, each.message) for each in held.shown("data/one.md")]
        assert len(seen) == len(set(seen))


async def test_closing_a_changed_text_brings_back_what_the_disk_says(tmp_path: Path) -> None:
    async with session(write_project(tmp_path / "bot", CONTRADICTION)) as held:
        await held.contradictory("data/one.md", "data/two.md")
        uri = held.open("data/one.md", "## first\n* greet\n  - action_hello\n")
        await held.calm("data/one.md", "data/two.md")
        held.close(uri)
        await held.contradictory("data/one.md", "data/two.md")


async def test_a_client_that_pulls_is_never_pushed_to(tmp_path: Path) -> None:
    pulls = client_capabilities(NEOVIM)
    assert pulls.text_document
    assert pulls.text_document.diagnostic
    async with session(write_project(tmp_path / "bot", CONTRADICTION), NEOVIM) as held:
        uri = held.open("data/one.md")
        report = await held.pull(uri)
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        assert report.items
        assert not held.published


async def test_a_client_that_is_pushed_to_is_not_offered_to_pull(tmp_path: Path) -> None:
    async with session(write_project(tmp_path / "bot", CONTRADICTION), VSCODE) as held:
        assert held.initialized
        assert held.initialized.capabilities.diagnostic_provider is None


async def test_the_document_that_is_edited_is_told_of_before_all_others(tmp_path: Path) -> None:
    fixture = write_project(tmp_path / "bot", CONTRADICTION)
    at = fixture.at("data/two.md", "action_wave")
    async with session(fixture) as held:
        await held.contradictory("data/one.md", "data/two.md")
        uri = held.open("data/two.md")
        await held.until(lambda: held.published[-1].version is not None)
        for version, (old, new) in enumerate((("action_wave", "action_bye"), ("action_bye", "action_wave")), 2):
            before = len(held.published)
            held.change(uri, version, new, types.Range(at, types.Position(at.line, at.character + len(old))))
            wanted = held.calm if new == "action_bye" else held.contradictory
            await wanted("data/one.md", "data/two.md")
            assert held.published[before].uri == uri
