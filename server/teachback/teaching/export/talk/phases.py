"""Where an export stands, and what a face shows and answers there."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.teaching.export.conflicts import Conflict
from teachback.teaching.export.plan import ExportPlan
from teachback.teaching.export.talk.trying import Tried, Wanted
from teachback.teaching.prompts import Check, Choice, Question
from teachback.teaching.session.inputs import Answer, Exported


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to a ``Check``: the values of the choices that are wanted."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A question, and what is to be read before it. ``changes`` is a difference that a face can show beside it."""

    question: Question | Check
    remarks: tuple[str, ...] = ()
    changes: str | None = None


@dataclass(frozen=True, slots=True)
class ChoosingConversations:
    """Which of several conversations shall be written?"""

    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Resolution:
    """One thing that can be done about a conflict, and the plan that it comes to."""

    choice: Choice
    plan: ExportPlan


@dataclass(frozen=True, slots=True)
class Settling:
    """What should become of stories that contradict each other?"""

    tried: Tried
    conflict: Conflict
    ways: tuple[Resolution, ...]


@dataclass(frozen=True, slots=True)
class Deciding:
    """Shall this be written? ``remark`` says why something else cannot be."""

    tried: Tried
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """How shall the next story be called? ``names`` are those given so far."""

    tried: Tried
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placing:
    """Where shall the next thing go? ``places`` are those given so far, ``None`` for where the project suggests."""

    tried: Tried
    places: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """The plan is to be written, and nothing more is asked."""

    tried: Tried

    @property
    def exported(self) -> Exported:
        """What is in the files then."""
        return Exported(self.tried.plan.names, self.tried.wanted.left_out)


@dataclass(frozen=True, slots=True)
class Left:
    """The person thought better of it, or there is nothing to write."""


Asking = ChoosingConversations | Settling | Deciding | Naming | Placing
"""The phases in which a person is asked."""

Phase = Asking | Writing | Left
ExportAnswer = Answer | Checked
