from __future__ import annotations

from pathlib import Path

from teachback.cli.interactive.page_files import PageFiles, document, page_in


def test_a_page_that_was_built_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.js").write_bytes(b"script();")
    (tmp_path / "page.css").write_bytes(b"body {}")
    assert page_in(tmp_path) == PageFiles(b"script();", b"body {}")


def test_without_all_of_its_files_there_is_no_page(tmp_path: Path) -> None:
    assert page_in(tmp_path / "nowhere") is None
    (tmp_path / "page.js").write_bytes(b"script();")
    assert page_in(tmp_path) is None


def test_nothing_breaks_out_of_the_document() -> None:
    text = document('"><script>', '"><script>')
    assert text.count("<script") == 1
