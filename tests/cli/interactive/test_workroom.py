"""What a session in the terminal has beside the person."""

from pathlib import Path

from bots import open_bot
from teachback.cli.interactive.workroom import Resources, Workroom
from teachback.project.options import Options
from teachback.teaching.understanding.interpreter import CommandsFirst, WithoutData


def test_why_nothing_could_be_learnt_is_told_once(tmp_path: Path) -> None:
    project = open_bot(tmp_path, "=== data/stories.md\n")
    told: list[str] = []
    resources = Resources(CommandsFirst(project.snapshot.domain, WithoutData()))
    workroom = Workroom(project, Options(), resources, told.append)
    try:
        assert workroom.statistics is None
        assert workroom.statistics is None
    finally:
        workroom.close()
    assert told == [
        "The statistical policy has nothing to learn from: no story runs an action. The other policies answer alone."
    ]
