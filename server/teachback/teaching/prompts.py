"""What a session asks and answers, as data: whoever shows it knows nothing of policies."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.checks.finding import FileEdit
from teachback.teaching.reason import Reason, StoryPlace


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several answers. ``value`` is what to answer with; ``score`` a probability from 0 to 1.

    ``current`` marks what the story says now; ``detail`` is worth reading beside the label, ``why`` are reasons.
    """

    label: str
    value: str
    score: float | None = None
    detail: str = ""
    current: bool = False
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """Pick one of ``choices``; with ``allow_new`` any other name may be answered as well. The question is about
    ``stories``, if there are any.
    """

    title: str
    message: str
    choices: tuple[Choice, ...]
    allow_new: bool = False
    stories: tuple[StoryPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """Pick any number of ``choices``; usually all of them are wanted."""

    message: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Confirm:
    """Yes or no; ``usual`` is what a bare enter means. ``why`` are reasons for a yes, the strongest first."""

    message: str
    usual: bool = True
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Enter:
    """A text. ``initial`` is there already, to be changed; ``suggestions`` are texts that can be picked instead.

    ``example`` shows what an answer looks like. Where entities are to be marked in the text, ``entity_types`` are those
    that the domain knows, and ``None`` elsewhere. ``may_be_empty`` says that nothing is an answer as well.
    """

    message: str
    initial: str = ""
    suggestions: tuple[Choice, ...] = ()
    example: str = ""
    entity_types: tuple[str, ...] | None = None
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """There is nothing to ask here, and why."""

    message: str


@dataclass(frozen=True, slots=True)
class Done:
    """The end, with the edits that it comes to; none where the files already say so."""

    message: str
    edits: tuple[FileEdit, ...] = ()


Prompt = Choose | Notice | Done
"""What is asked about a single step of a story."""

Question = Confirm | Choose | Enter
"""What a session of interactive learning asks."""
