"""What training stories show of actions and forms that nobody can run here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from teachback.dialogue.events import ActionExecuted, Event, UserUttered
from teachback.formats.story_tree import ActionStep, Step, StoryKind, UserStep
from teachback.project.segments import rule_segments_of, segments_of
from teachback.project.snapshot import Snapshot

Events = tuple[Event, ...]


class StoryEvidence:
    """The stories of a snapshot, told when they are first asked for: most actions run without."""

    __slots__ = ("_snapshot", "_stories")

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._stories: tuple[Events, ...] | None = None

    @property
    def stories(self) -> tuple[Events, ...]:
        """The events of each story and rule that is trained on, in the order of files and stories; those between
        checkpoints follow each other as written. Turns with ``form:`` are told as well, although training skips them:
        they show how a form is filled.
        """
        if self._stories is None:
            self._stories = tuple(_told(self._snapshot))
        return self._stories

    def after(self, action: str) -> tuple[Events, ...]:
        """The runs of events that stories show between ``action`` and the next action or message: each once, most
        frequent first, of equally frequent ones that which comes first. A run may be empty.
        """
        runs = Counter(run for story in self.stories for run in _runs_after(action, story))
        return tuple(run for run, _ in runs.most_common())


def _told(snapshot: Snapshot) -> Iterator[Events]:
    for _, placed in snapshot.trained_stories():
        story = replace(placed.story, lines=tuple(map(_unprefixed, placed.story.lines)))
        read = segments_of if story.kind is StoryKind.STORY else rule_segments_of
        yield tuple(sourced.event for segment in read(story, snapshot.domain) for sourced in segment.events)


def _unprefixed(step: Step) -> Step:
    return replace(step, prefixed=False) if isinstance(step, UserStep | ActionStep) else step


def _runs_after(action: str, story: Events) -> Iterator[Events]:
    for index, event in enumerate(story):
        if isinstance(event, ActionExecuted) and event.name == action and not event.is_text:
            rest = story[index + 1 :]
            end = next(
                (at for at, each in enumerate(rest) if isinstance(each, ActionExecuted | UserUttered)), len(rest)
            )
            yield rest[:end]
