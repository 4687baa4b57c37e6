"""``teachback check``: the findings of projects, in one of four formats."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from teachback.cache import Cache, user_cache
from teachback.cli.meant import UsageError, options_of, roots_of
from teachback.cli.palette import palette_for
from teachback.cli.said import Said
from teachback.cli.wanted_check import WantedCheck, key_of


def check(arguments: argparse.Namespace, leave: Callable[[int], int]) -> int:
    """Print the findings; 1 when one has severity error, 2 when the command cannot be carried out. ``leave`` gets the
    status while everything that was read is still held, and may end the process.

    What was said of the very same files before is said again.
    """
    cache = Cache(Path(os.devnull)) if arguments.no_cache else user_cache("check")
    try:
        wanted = _wanted(arguments)
        key = key_of(wanted)
        before = Said.from_bytes(cache.get(key))
        if before is not None:
            sys.stdout.write(before.text)
            return before.status
        from teachback.cli.checking import checked  # noqa: PLC0415 - what was said before needs nothing of it

        held = checked(wanted)
    except UsageError as problem:
        print(f"teachback check: {problem}", file=sys.stderr)
        return 2
    sys.stdout.write(held.said.text)
    if key_of(wanted) == key:  # else a file has changed meanwhile
        cache.put(key, held.said.to_bytes())
    return leave(held.said.status)


def _wanted(arguments: argparse.Namespace) -> WantedCheck:
    options = options_of(arguments)
    return WantedCheck(
        roots=tuple(root for path in arguments.paths for root in roots_of(Path(path), options)),
        options=options,
        select=arguments.select,
        ignore=arguments.ignore,
        form=arguments.format,
        palette=palette_for(sys.stdout, os.environ),
    )
