"""The way out of a session into the files, in an editor: asked about, shown, then handed over."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Protocol

from teachback.lsp.interactive.disk import text_on_disk
from teachback.lsp.interactive.handing_over import HandingOver, NotHandedOverError
from teachback.lsp.interactive.ticking import DONE, ticked, toggled
from teachback.lsp.interactive.workroom import EditorWorkroom
from teachback.lsp.workbench import Workbench
from teachback.teaching.export.talk.machine import advance, ask, begun
from teachback.teaching.export.talk.phases import Asking, Checked, ExportAnswer, Left, Phase, Writing
from teachback.teaching.export.talk.trying import Ground
from teachback.teaching.prompts import Check, Question
from teachback.teaching.session.inputs import Answer, Exported, Told
from teachback.teaching.session.session import Session

_NOTHING = "Nothing was written."


class AskingPerson(Protocol):
    """Asks a person in between; ``None`` where the person goes another way."""

    def __call__(self, asked: Question, changes: str | None = None, remark: str = "") -> Awaitable[Answer | None]:
        """The answer to a question that is shown with a difference and a remark."""
        ...


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """``exported`` is what is in the files now, ``None`` where nothing was written; ``remark`` tells the person."""

    exported: Exported | None
    remark: str


class Exporting:
    """Plans and tries out in the kernel, asks in between."""

    def __init__(self, workroom: EditorWorkroom, over: HandingOver, ask_person: AskingPerson) -> None:
        self._workroom = workroom
        self._over = over
        self._ask_person = ask_person

    async def export(self, session: Session) -> ExportOutcome:
        """Lead from what was taught to what is written, or back. Whoever takes a way out instead writes nothing."""
        beside = self._workroom.place.beside
        phase: Phase = await self._workroom.ask(lambda bench: begun(session, beside, _ground(bench)))
        while not isinstance(phase, Writing | Left):
            phase = await self._after(phase, await self._answer(phase))
        return await self._written(phase) if isinstance(phase, Writing) else ExportOutcome(None, _NOTHING)

    async def _after(self, phase: Asking, answer: ExportAnswer | None) -> Phase:
        if answer is None:
            return Left()
        return await self._workroom.ask(lambda bench: advance(phase, answer, _ground(bench)))

    async def _answer(self, phase: Asking) -> ExportAnswer | None:
        shown = ask(phase)
        if isinstance(shown.question, Check):
            return await self._checked(shown.question)
        return await self._ask_person(shown.question, shown.changes, " ".join(map(str.strip, shown.remarks)))

    async def _checked(self, check: Check) -> Checked | None:
        """Clients have no boxes to tick: a choice takes one thing out or puts it back, until all is as wanted."""
        wanted = frozenset(each.value for each in check.choices)
        while True:
            match await self._ask_person(ticked(check, wanted)):
                case Told(value) if value != DONE:
                    wanted = toggled(wanted, value)
                case None:
                    return None
                case _:
                    return Checked(tuple(each.value for each in check.choices if each.value in wanted))

    async def _written(self, phase: Writing) -> ExportOutcome:
        title = f"Write {', '.join(phase.tried.plan.names) or 'what was said'}"
        try:
            await self._over.write(phase.tried.plan.changes, title)
        except NotHandedOverError as problem:
            return ExportOutcome(None, str(problem))
        return ExportOutcome(phase.exported, f"{title}: done.")


def _ground(bench: Workbench) -> Ground:
    return Ground(bench.inspection().facts, bench.learner(), text_on_disk)
