"""One thread that does one piece of work at a time, in the order in which it was handed in."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")
Check = Callable[[], None]


class Abandoned(Exception):  # noqa: N818 - not an error: the client no longer wants the answer
    """Raised by ``Check`` inside a piece of work whose client has cancelled."""


@dataclass(frozen=True, slots=True)
class _Task(Generic[Result]):
    work: Callable[[Check], Result]
    answer: asyncio.Future[Result]
    abandoned: threading.Event

    def check(self) -> None:
        if self.abandoned.is_set():
            raise Abandoned


class Worker:
    """Owns whatever only its work touches, so that state needs no locks.

    The thread is a daemon: when the process ends, nobody waits for what it is doing. Call ``run`` and ``submit`` on an
    event loop; the loop is never blocked.
    """

    def __init__(self, name: str) -> None:
        self._queue: SimpleQueue[_Task[Any]] = SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)

    def submit(self, work: Callable[[Check], Result]) -> asyncio.Future[Result]:
        """Hand in a piece of work; the future brings what it returns or raises.

        Cancelling the future skips work that has not begun; work that has begun stops at its next call of the check
        that it was given, which raises ``Abandoned``.
        """
        task = _Task(work, asyncio.get_running_loop().create_future(), threading.Event())
        task.answer.add_done_callback(lambda answer: task.abandoned.set() if answer.cancelled() else None)
        self._queue.put(task)
        if not self._thread.is_alive():
            self._thread.start()
        return task.answer

    async def run(self, work: Callable[[Check], Result]) -> Result:
        """What a piece of work returns; cancelling the awaiting task cancels the work as in ``submit``."""
        return await self.submit(work)

    def _serve(self) -> None:
        while True:
            task = self._queue.get()
            if not task.abandoned.is_set():
                _perform(task)


async def run_beside(work: Callable[[], Result]) -> Result:
    """What a piece of work returns that may take long and touches nothing of others; cancelling does not wait for it.

    The thread is a daemon of its own, which ends with the work.
    """
    task = _Task(lambda _: work(), asyncio.get_running_loop().create_future(), threading.Event())
    threading.Thread(target=_perform, args=(task,), name="teachback-beside", daemon=True).start()
    return await task.answer


def _perform(task: _Task[Any]) -> None:
    try:
        result = task.work(task.check)
    except BaseException as problem:  # noqa: BLE001 - whatever it is belongs to the one who awaits, and the thread lives on
        _deliver(task.answer, None, problem)
    else:
        _deliver(task.answer, result, None)


def _deliver(answer: asyncio.Future[Any], result: Any, problem: BaseException | None) -> None:  # noqa: ANN401 - a thread's edge
    def settle() -> None:
        if answer.done():
            return
        if problem is None:
            answer.set_result(result)
        else:
            answer.set_exception(problem)

    with suppress(RuntimeError):  # the loop is closed: the process is about to end
        answer.get_loop().call_soon_threadsafe(settle)
