"""One session in an editor, from its first question to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from teachback.lsp.interactive.beginning import Begun
from teachback.lsp.interactive.exporting import Exporting
from teachback.lsp.interactive.faces import Asked, Face, Leaving, Reply
from teachback.lsp.interactive.handing_over import HandingOver
from teachback.lsp.interactive.story_watch import answered_or_gone
from teachback.lsp.interactive.workroom import EditorWorkroom, ProjectGoneError
from teachback.teaching.journal.journal import JournalError
from teachback.teaching.prompts import Choose, Confirm, Enter, Question
from teachback.teaching.reason import StoryPlace
from teachback.teaching.session.inputs import (
    Agreed,
    Answer,
    Fork,
    Input,
    StartFresh,
    Told,
    Undo,
    UnfitAnswerError,
)
from teachback.teaching.session.machine import advance, question
from teachback.teaching.session.phases import FacingContradiction
from teachback.teaching.session.session import unwritten
from teachback.teaching.session.validation import OPEN, REMOVE
from teachback.teaching.session.ways_out import WayOut, before_quitting, fork_at, fork_points, menu

Found = TypeVar("Found")

FAREWELL = "The session is over."


class _Interrupted(Exception):  # noqa: N818 - it is what the person wanted
    """The person does not want to wait for what is under way."""


class EditorSession:
    """Asks until the person leaves. All its methods run on the event loop."""

    def __init__(self, begun: Begun, workroom: EditorWorkroom, face: Face, over: HandingOver) -> None:
        self.session = begun.session
        self._journal = begun.journal
        self._workroom = workroom
        self._face = face
        self._over = over
        self._exporting = Exporting(workroom, over, self._asked)
        self._remark = begun.remark
        self._work: asyncio.Task[Any] | None = None
        self._interrupted = False
        self._ways: dict[WayOut, Callable[[int | None], Awaitable[bool]]] = {
            WayOut.CONTINUE: _go_on,
            WayOut.UNDO: self._undo,
            WayOut.FORK: self._fork,
            WayOut.FRESH: self._start_fresh,
            WayOut.EXPORT: self._export,
            WayOut.EXPORT_AND_QUIT: self._export_and_quit,
            WayOut.QUIT: self._quit,
        }

    async def run(self) -> None:
        """Until the person has had enough, or the task is cancelled: then the journal keeps what no file holds."""
        try:
            while not await self._is_over():
                pass
            self._journal.discard()
            self._face.end(FAREWELL)
        except ProjectGoneError as problem:
            self._face.end(f"{problem} {FAREWELL}")
        finally:
            if unwritten(self.session):
                self._journal.close()
            else:
                self._journal.discard()
            self._workroom.close()

    def interrupt(self) -> None:
        """Give up what is under way, if anything is; the person is asked what to do instead."""
        if self._work is not None:
            self._interrupted = self._work.cancel()

    async def _is_over(self) -> bool:
        try:
            asked = await self._interruptible(self._question())
            return await self._taken(await self._replied(asked))
        except (_Interrupted, JournalError) as problem:
            self._remark = str(problem)
            wanted = await self._asked(menu(self.session))
            return await self._taken(Leaving(WayOut(wanted.value)) if isinstance(wanted, Told) else None)

    async def _replied(self, asked: Question) -> Reply:
        asking = self._face.ask(self._shown(asked))
        if isinstance(self.session.phase, FacingContradiction):
            return await answered_or_gone(asking, self._workroom, self.session)
        return await asking

    async def _taken(self, reply: Reply | None) -> bool:
        """Whether that was the end; asks again until there is an answer that does."""
        if reply is None:
            return False
        try:
            return await self._met(reply)
        except (UnfitAnswerError, JournalError) as problem:
            return await self._taken(await self._face.ask_again(str(problem)))

    async def _met(self, reply: Reply) -> bool:
        if isinstance(reply, Leaving):
            return await self._ways[reply.way](reply.message)
        phase = self.session.phase
        if isinstance(phase, FacingContradiction):
            await self._clear_up(phase.judged.proposal.unvalidated, reply)
        await self._give(reply)
        return False

    async def _clear_up(self, stories: tuple[StoryPlace, ...], reply: Answer) -> None:
        """Do with contradictory stories what the person wants."""
        if reply == Told(REMOVE):
            self._remark = await self._over.remove_stories(stories)
        elif reply == Told(OPEN):
            self._remark = await self._over.show_stories(stories)

    async def _question(self) -> Question:
        """The next question to a person; what has to be done before is done."""
        while True:
            asked = question(self.session, await self._workroom.domain())
            if isinstance(asked, Confirm | Choose | Enter):
                return asked
            await self._give(await self._workroom.fulfilled(asked))

    async def _give(self, given: Input) -> None:
        """Write an input down, and let it count. Not to be divided: what was written has to count."""
        after = advance(self.session, given, await self._workroom.domain())
        self._journal.append(given)
        self.session = after

    async def _asked(self, asked: Question, changes: str | None = None, remark: str = "") -> Answer | None:
        """An answer to a question that is not the session's own; ``None`` where the person takes a way out instead."""
        if remark:
            self._remark = remark
        reply = await self._face.ask(self._shown(asked, changes))
        while not isinstance(reply, Leaving) and not _fits(reply, asked):
            reply = await self._face.ask_again("Answer with one of the choices.")
        return None if isinstance(reply, Leaving) else reply

    def _shown(self, asked: Question, changes: str | None = None) -> Asked:
        remark = " ".join(part for part in (self._remark, self._workroom.heard()) if part)
        self._remark = ""
        return Asked(self.session, asked, changes, remark)

    async def _interruptible(self, work: Coroutine[Any, Any, Found]) -> Found:
        self._interrupted = False
        task = self._work = asyncio.ensure_future(work)
        try:
            return await task
        except asyncio.CancelledError:
            if self._interrupted:
                raise _Interrupted from None
            raise
        finally:
            self._work = None

    async def _undo(self, _: int | None) -> bool:
        await self._give(Undo())
        return False

    async def _fork(self, message: int | None) -> bool:
        if message is not None:
            await self._give(Fork(message))
            return False
        picked = await self._asked(fork_points(self.session))
        if isinstance(picked, Told):
            await self._give(fork_at(picked.value))
        return False

    async def _start_fresh(self, _: int | None) -> bool:
        await self._give(StartFresh())
        return False

    async def _export(self, _: int | None) -> bool:
        return await self._exported() and False

    async def _export_and_quit(self, _: int | None) -> bool:
        return await self._exported() and await self._quit(None)

    async def _exported(self) -> bool:
        """Whether everything that was chosen is in the files now."""
        outcome = await self._exporting.export(self.session)
        self._remark = outcome.remark
        if outcome.exported is None:
            return False
        await self._give(outcome.exported)
        return True

    async def _quit(self, _: int | None) -> bool:
        asked = before_quitting(self.session)
        return asked is None or await self._asked(asked) == Agreed(yes=True)


async def _go_on(_: int | None) -> bool:
    return False


def _fits(reply: Answer, asked: Question) -> bool:
    match asked, reply:
        case Confirm(), Agreed():
            return True
        case Choose(_, _, choices, allow_new), Told(value):
            return allow_new or any(each.value == value for each in choices)
        case Enter(), Told():
            return True
        case _:
            return False
