"""What is kept on disk by what it was worked out of."""

import os
from pathlib import Path

import pytest

from teachback.cache import Cache


def test_what_was_put_in_comes_out_as_it_was(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "not there yet")
    assert cache.get("a") is None
    cache.put("a", b"\x00a")
    assert cache.get("a") == b"\x00a"


def test_a_folder_that_cannot_be_used_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")
    cache.put("a", b"a")
    assert cache.get("a") is None


@pytest.mark.parametrize("spoilt", [b"", b"a", b"something else than was written"])
def test_an_entry_that_is_not_as_it_was_written_is_none(tmp_path: Path, spoilt: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("a", b"what was written")
    (tmp_path / "a").write_bytes(spoilt)
    assert cache.get("a") is None
    assert not list(tmp_path.iterdir())
    cache.put("a", b"again")
    assert cache.get("a") == b"again"


def test_the_entries_unused_for_longest_give_way(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=2)
    for number, key in enumerate(("a", "b")):
        cache.put(key, key.encode())
        os.utime(tmp_path / key, (number, number))
    assert cache.get("a") == b"a"  # used just now, so that b is the oldest
    cache.put("c", b"c")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"a", None, b"c")
    assert not list(tmp_path.glob("*.part"))


def test_all_of_them_together_stay_small(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=300)
    for number, key in enumerate(("a", "b", "c")):
        cache.put(key, bytes(100))
        os.utime(tmp_path / key, (number, number))
    assert [cache.get(key) is None for key in ("a", "b", "c")] == [True, False, False]
    cache.put("larger than all may be", bytes(1000))
    assert [file.name for file in tmp_path.iterdir()] == ["larger than all may be"]


def test_nobody_else_may_look_into_it(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    Cache(folder).put("a", b"a")
    assert (folder.stat().st_mode & 0o77, (folder / "a").stat().st_mode & 0o77) == (0, 0)
