"""What training stories show of actions and forms that nobody can run here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from teachback.dialogue.events import ActionExecuted, Event, UserUttered
from teachback.formats.story_tree import StoryKind
from teachback.project.segments import rule_segments_of, segments_of
from teachback.project.snapshot import Snapshot

Events = tuple[Event, ...]


def told_stories(snapshot: Snapshot) -> tuple[Events, ...]:
    """The events of each story and rule that is trained on, in the order of files and stories; those between
    checkpoints follow each other as written.
    """
    return tuple(_told(snapshot))


def _told(snapshot: Snapshot) -> Iterator[Events]:
    for _, placed in snapshot.trained_stories():
        story = placed.story
        read = segments_of if story.kind is StoryKind.STORY else rule_segments_of
        yield tuple(sourced.event for segment in read(story, snapshot.domain) for sourced in segment.events)


def events_after(action: str, stories: Iterable[Events]) -> tuple[Events, ...]:
    """The runs of events that stories show between ``action`` and the next action or message: each once, most frequent
    first, of equally frequent ones that which comes first. A run may be empty.
    """
    runs = Counter(run for story in stories for run in _runs_after(action, story))
    return tuple(run for run, _ in runs.most_common())


def _runs_after(action: str, story: Events) -> Iterator[Events]:
    for index, event in enumerate(story):
        if isinstance(event, ActionExecuted) and event.name == action and not event.is_text:
            rest = story[index + 1 :]
            end = next(
                (at for at, each in enumerate(rest) if isinstance(each, ActionExecuted | UserUttered)), len(rest)
            )
            yield rest[:end]
