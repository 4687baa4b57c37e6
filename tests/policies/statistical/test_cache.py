"""The folder of trained models."""

import os
from pathlib import Path

from teachback.policies.statistical.cache import Cache


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


def test_the_entries_unused_for_longest_give_way(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=2)
    for number, key in enumerate(("a", "b")):
        cache.put(key, key.encode())
        os.utime(tmp_path / f"{key}.model", (number, number))
    assert cache.get("a") == b"a"  # used just now, so that b is the oldest
    cache.put("c", b"c")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"a", None, b"c")
    assert not list(tmp_path.glob("*.part"))
