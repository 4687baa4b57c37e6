"""Going through folders of cases: each is described by real Rasa, and the description written as ``expected.json``.

Runs under the Pythons of both generations of Rasa (3.7 and 3.10).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable, Dict, Iterator

Description = Dict[str, Any]

RECORD = "expected.json"
# A case with more conversations than this is not replayed: it would take minutes, and say nothing new.
MOST_REPLAYED = 60
MAX_HISTORIES: tuple[Any, ...] = (None, 1, 2, 3, 4, 5)


def record_all(describe: Callable[[], Description], file: str = RECORD) -> int:
    """Describe every case that the command line names in a ``file`` of its own; the exit status is 1 if ``describe``
    itself broke.

    ``describe`` is called with the case as the working folder. What Rasa refuses it must describe, not raise.
    """
    parser = argparse.ArgumentParser(description="Record what real Rasa does with small projects.")
    parser.add_argument("cases", type=Path, help="the folder that holds the cases, each a folder with a domain.yml")
    parser.add_argument(
        "out", type=Path, help="where to write NAME/expected.json, or what is recorded instead; may be the same folder"
    )
    parser.add_argument("--only", nargs="*", default=[], metavar="TEXT", help="cases whose name contains one of these")
    options = parser.parse_args()
    folders = case_folders(options.cases.resolve(), options.only)
    broken = [
        folder.name for folder in folders if not record(folder, options.out.resolve() / folder.name / file, describe)
    ]
    say("{} recorded, {} broken {}".format(len(folders) - len(broken), len(broken), " ".join(broken)).rstrip())
    return int(bool(broken) or not folders)


def case_folders(cases: Path, only: list[str]) -> list[Path]:
    """The cases in the order of their names."""
    folders = sorted(domain.parent for domain in cases.glob("*/domain.yml"))
    return [folder for folder in folders if not only or any(text in folder.name for text in only)]


def record(case: Path, target: Path, describe: Callable[[], Description]) -> bool:
    """Record one case in a file; whether that worked."""
    say(f"{case.name} …")
    try:
        with working_in(case):
            description = describe()
    except Exception:  # noqa: BLE001 - the other cases are still to be recorded
        traceback.print_exc()
        return False
    text = json.dumps(description, indent=1 if target.name == RECORD else None)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Rasa puts whole paths into its messages; those of this machine are of no interest.
    target.write_text(text.replace(json.dumps(str(case) + "/")[1:-1], "") + "\n", encoding="utf-8")
    return True


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Rasa names files as it was given them, so it is given names relative to the case."""
    before = Path.cwd()
    os.chdir(str(folder))
    try:
        yield
    finally:
        os.chdir(before)


def failure(error: BaseException) -> Description:
    """How a refusal of Rasa is recorded."""
    return {"type": type(error).__name__, "message": str(error)}


def keyed(index: int, tracker: Any) -> str:
    """The name of a conversation in a record: several may bear the same name."""
    return f"{index}:{tracker.sender_id}"


def history_key(max_history: Any) -> str:
    """How a ``max_history`` is written as a key."""
    return "none" if max_history is None else str(max_history)


def say(line: str) -> None:
    """Progress."""
    sys.stdout.write("  " + line + "\n")
    sys.stdout.flush()
