"""Names for taught stories: what the user says in them, and never the name of another story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import count

from teachback.dialogue.transcript import Transcript, UserSaid
from teachback.project.snapshot import Snapshot

_MOST_INTENTS = 4
_LONGEST = 60
_NAMELESS = "conversation"


def taken_names(snapshot: Snapshot) -> frozenset[str]:
    """The names of all stories and rules, trained on or not."""
    files = snapshot.files.values()
    return frozenset(placed.story.name.text for file in files for placed in file.placed_stories())


def names_for(
    stories: Iterable[Transcript], given: tuple[str, ...], taken: AbstractSet[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A name for each story, and remarks on given names that another story bears already."""
    used = set(taken)
    names: list[str] = []
    remarks: list[str] = []
    for index, story in enumerate(stories):
        wanted = _clean(given[index]) if index < len(given) else ""
        name = _free(wanted or _of_intents(story), used)
        if wanted and name != wanted:
            remarks.append(f'There is a story called "{wanted}" already, so this one is called "{name}".')
        used.add(name)
        names.append(name)
    return tuple(names), tuple(remarks)


def _of_intents(story: Transcript) -> str:
    intents = list(_intents(story))
    if not intents:
        return _NAMELESS
    if len(intents) > _MOST_INTENTS:
        intents = [*intents[: _MOST_INTENTS - 1], "…", intents[-1]]
    name = ", ".join(intents).replace("…, ", "… ")
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _intents(story: Transcript) -> Iterator[str]:
    """The intents in order, one that follows itself once."""
    before: str | None = None
    for entry in story:
        intent = entry.understood.intent if isinstance(entry, UserSaid) else None
        if intent is not None and intent != before:
            yield intent
            before = intent


def _free(name: str, used: AbstractSet[str]) -> str:
    return next(each for each in _numbered(name) if each not in used)


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} {number}" for number in count(2))


def _clean(name: str) -> str:
    """A name on one line, without what a header of story Markdown would take for something else."""
    return " ".join(name.replace("`", "'").replace("<!--", "< !--").split()).strip("# ")
