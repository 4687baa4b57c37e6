"""Sessions that begin within a conversation: at a step of a story, or with what really happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from teachback.checks.inspection import Inspection
from teachback.cli.interactive.asking import picked
from teachback.cli.interactive.beginning import Begun
from teachback.cli.meant import UsageError
from teachback.formats.transcript_json import TimedTranscript
from teachback.policies.predictor import Predictor
from teachback.project.snapshot import Snapshot
from teachback.teaching.conversations.from_story import story_transcript
from teachback.teaching.conversations.sessions import Session, sessions_of
from teachback.teaching.conversations.taking_over import taken_over
from teachback.teaching.journal.records import Beginning
from teachback.teaching.prompts import Choice


def at_story(inspection: Inspection, place: str) -> Begun:
    """A step of a story: ``NAME`` for its end, ``NAME:STEP`` for just before a step, counted from 1.

    Raises ``UsageError`` where there is no such step.
    """
    snapshot = inspection.snapshot
    path, story, step = _step_of(snapshot, place)
    transcript = story_transcript(inspection.facts.tables, path, story, step)
    return Begun(Beginning(transcript, place), beside=path)


def at_conversation(predictor: Predictor, inspection: Inspection, told: TimedTranscript, origin: str) -> Begun:
    """A real conversation, up to the first action that policies would not run any more; ``origin`` is where it is from.

    Raises ``UsageError`` where nobody says anything in it.
    """
    transcript = _chosen_session(sessions_of(told)).transcript
    taken = taken_over(predictor, inspection.facts.tables.featurizer, transcript)
    return Begun(Beginning(taken.transcript, origin), taken.remark)


def _step_of(snapshot: Snapshot, place: str) -> tuple[str, int, int]:
    whole = _places(snapshot, place)
    if whole:
        path, story = _only(whole, place)
        return path, story, len(_steps(snapshot, path, story))
    name, _, number = place.rpartition(":")
    named = _places(snapshot, name)
    if not named or not number.isdecimal():
        raise UsageError(f"there is no story {place!r}. Give a story's name, or NAME:STEP with a step counted from 1.")
    path, story = _only(named, name)
    steps = len(_steps(snapshot, path, story))
    if not 1 <= int(number) <= steps:
        raise UsageError(f"the story {name!r} has {steps} steps, so there is no step {number}.")
    return path, story, int(number) - 1


def _places(snapshot: Snapshot, name: str) -> Sequence[tuple[str, int]]:
    return [
        (path, index)
        for path in sorted(snapshot.files)
        for index, placed in enumerate(snapshot.files[path].placed_stories())
        if placed.story.name.text == name
    ]


def _only(places: Sequence[tuple[str, int]], name: str) -> tuple[str, int]:
    if len(places) > 1:
        files = ", ".join(dict.fromkeys(Path(path).name for path, _ in places))
        raise UsageError(f"{len(places)} stories are called {name!r} ({files}). Rename one of them first.")
    return places[0]


def _steps(snapshot: Snapshot, path: str, story: int) -> Sequence[object]:
    return snapshot.files[path].placed_stories()[story].story.lines


def _chosen_session(sessions: Sequence[Session]) -> Session:
    if not sessions:
        raise UsageError("nobody says anything in this conversation, so there is nothing to begin with.")
    if len(sessions) == 1:
        return sessions[0]
    choices = tuple(
        Choice(f"{number + 1}  {each.messages} messages  {when(each.began)}".rstrip(), str(number))
        for number, each in reversed(list(enumerate(sessions)))
    )
    return sessions[int(picked("The conversation began anew several times. Which part of it?", choices))]


def when(seconds: float | None) -> str:
    """A time in seconds since 1970 as people read it here; nothing where it is not known."""
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds).astimezone():%Y-%m-%d %H:%M}"
