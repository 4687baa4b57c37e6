"""Files that are written: all of them or none, and nothing over what changed meanwhile."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from teachback.cli.written_edits import NotWrittenError, text_on_disk, write
from teachback.teaching.export.changed_files import ChangedFile


def file(path: Path, before: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(before)
    return path


def change(path: Path, before: str | None, after: str) -> ChangedFile:
    return ChangedFile(path.as_posix(), before, after)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_texts_keep_their_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    one = file(tmp_path / "a.md", b"\xef\xbb\xbfone\r\n")
    two = file(tmp_path / "b.yml", "zwei: ü".encode())
    write([change(one, "one\r\n", "one\r\nmore\r\n"), change(two, "zwei: ü", "zwei: ü\n日本: 1")])
    assert one.read_bytes() == b"\xef\xbb\xbfone\r\nmore\r\n"
    assert two.read_bytes() == "zwei: ü\n日本: 1".encode()
    assert names(tmp_path) == ["a.md", "b.yml"]


def test_new_files_get_their_folders_and_the_usual_permissions(tmp_path: Path) -> None:
    new = tmp_path / "data" / "core" / "stories.md"
    write([change(new, None, "## a\n")])
    assert new.read_text() == "## a\n"
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(file(tmp_path / "usual", b"").stat().st_mode)


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    target = file(tmp_path / "elsewhere" / "a.md", b"one\n")
    target.chmod(0o640)
    link = tmp_path / "a.md"
    link.symlink_to(target)
    write([change(link, "one\n", "two\n")])
    assert link.is_symlink()
    assert target.read_text() == "two\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert names(tmp_path / "elsewhere") == ["a.md"]


def gone(path: Path) -> None:
    path.unlink()


def other(path: Path) -> None:
    path.write_text("other\n")


def not_text(path: Path) -> None:
    path.write_bytes(b"one\xff\n")


def other_line_ends(path: Path) -> None:
    path.write_bytes(b"one\r\n")


@pytest.mark.parametrize("meanwhile", [gone, other, not_text, other_line_ends])
def test_nothing_is_written_over_what_changed_meanwhile(tmp_path: Path, meanwhile: Callable[[Path], None]) -> None:
    one, two = file(tmp_path / "a.md", b"one\n"), file(tmp_path / "b.md", b"one\n")
    meanwhile(two)
    left = two.read_bytes() if two.exists() else None
    with pytest.raises(NotWrittenError, match="Nothing was written, because something else has changed") as raised:
        write([change(one, "one\n", "new\n"), change(two, "one\n", "new\n")])
    assert raised.value.changed_meanwhile == (two.as_posix(),)
    assert raised.value.written == ()
    assert one.read_bytes() == b"one\n"
    assert (two.read_bytes() if two.exists() else None) == left


@pytest.mark.parametrize("dangling", [False, True])
def test_a_file_that_appeared_meanwhile_is_not_replaced(tmp_path: Path, dangling: bool) -> None:
    path = tmp_path / "a.md"
    if dangling:
        path.symlink_to(tmp_path / "nowhere")
    else:
        file(path, b"")
    with pytest.raises(NotWrittenError) as raised:
        write([change(path, None, "new\n")])
    assert raised.value.changed_meanwhile == (path.as_posix(),)


def test_where_one_file_cannot_be_prepared_none_is_written(tmp_path: Path) -> None:
    one = file(tmp_path / "a.md", b"one\n")
    file(tmp_path / "plain", b"")
    with pytest.raises(NotWrittenError, match=r"Nothing was written: .*plain/b\.md cannot be") as raised:
        write([change(one, "one\n", "new\n"), change(tmp_path / "plain" / "b.md", None, "new\n")])
    assert raised.value.written == ()
    assert one.read_bytes() == b"one\n"
    assert names(tmp_path) == ["a.md", "plain"]


def test_a_text_that_is_no_utf_8_is_not_written(tmp_path: Path) -> None:
    one = file(tmp_path / "a.md", b"one\n")
    with pytest.raises(NotWrittenError, match="its text is no UTF-8"):
        write([change(one, "one\n", "\ud800")])
    assert names(tmp_path) == ["a.md"]


def test_a_failure_half_way_says_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [file(tmp_path / name, b"one\n") for name in ("a.md", "b.md", "c.md")]
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "b.md":
            raise OSError(28, os.strerror(28))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(NotWrittenError, match=r"b\.md could not be replaced \(No space left") as raised:
        write([change(path, "one\n", "new\n") for path in paths])
    assert raised.value.written == (paths[0].as_posix(),)
    assert f"Written are {paths[0].as_posix()}; all else is as it was." in str(raised.value)
    assert [path.read_text() for path in paths] == ["new\n", "one\n", "one\n"]
    assert names(tmp_path) == ["a.md", "b.md", "c.md"]


def test_what_stands_on_disk(tmp_path: Path) -> None:
    assert text_on_disk(file(tmp_path / "a.md", b"\xef\xbb\xbfa\r\n").as_posix()) == "a\r\n"
    assert text_on_disk(file(tmp_path / "b.md", b"\xff").as_posix()) is None
    assert text_on_disk((tmp_path / "c.md").as_posix()) is None
    assert text_on_disk(tmp_path.as_posix()) is None
