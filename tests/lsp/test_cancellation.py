from __future__ import annotations

import asyncio
import threading

import pytest
from raw_pipe import Json, in_process, notification, request

from teachback.lsp.worker import Abandoned, Check, Worker

CANCELLED = -32800

ACTIONS: Json = {
    "textDocument": {"uri": "file:///nowhere.md"},
    "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
    "context": {"diagnostics": []},
}


def cancel(identifier: object) -> dict[str, object]:
    return notification("$/cancelRequest", {"id": identifier})


async def test_cancelled_requests_are_answered_once_while_the_kernel_is_still_busy() -> None:
    async with in_process() as held:
        held.send(request("warm", "textDocument/codeAction", ACTIONS))
        await held.answer("warm")
        busy, free = threading.Event(), threading.Event()
        blocked = asyncio.ensure_future(held.server.kernel.ask(lambda _, __: (busy.set(), free.wait())))
        await asyncio.to_thread(busy.wait)
        identifiers = [1, 2, "three", 4, 5]
        held.send(*(request(each, "textDocument/codeAction", ACTIONS) for each in identifiers))
        await asyncio.sleep(0)  # lets the requests reach the queue
        held.send(*(cancel(each) for each in identifiers))
        for each in identifiers:
            assert (await held.answer(each))["error"]["code"] == CANCELLED
        assert not free.is_set(), "they were answered before the kernel was free"
        free.set()
        await blocked
        held.send(request("after", "textDocument/codeAction", ACTIONS))
        await held.answer("after")
        assert all(len(held.answers(each)) == 1 for each in identifiers)


async def test_a_pull_that_waits_for_the_first_reading_can_be_cancelled() -> None:
    async with in_process({"textDocument": {"diagnostic": {}}}) as held:
        with held.server.reading.pending():
            params = {"textDocument": {"uri": "file:///nowhere.md"}}
            held.send(request(1, "textDocument/diagnostic", params), request(2, "textDocument/codeAction", ACTIONS))
            assert (await held.answer(2))["result"] == [], "others are answered meanwhile"
            held.send(cancel(1))
            assert (await held.answer(1))["error"]["code"] == CANCELLED


async def test_cancelling_what_has_been_answered_changes_nothing() -> None:
    async with in_process() as held:
        held.send(request(1, "textDocument/codeAction", ACTIONS))
        await held.answer(1)
        held.send(cancel(1), request(2, "textDocument/codeAction", ACTIONS))
        await held.answer(2)
        assert len(held.answers(1)) == 1


async def test_two_requests_of_one_id_get_two_answers_and_the_second_is_a_refusal() -> None:
    async with in_process() as held:
        held.send(request(1, "textDocument/codeAction", ACTIONS), request(1, "textDocument/codeAction", ACTIONS))
        assert (await held.answer(1))["error"]["code"] == -32600
        held.send(request(2, "textDocument/codeAction", ACTIONS))
        await held.answer(2)
        assert len(held.answers(1)) == 2


async def test_shutdown_cancels_what_is_under_way() -> None:
    async with in_process({"textDocument": {"diagnostic": {}}}) as held:
        with held.server.reading.pending():
            held.send(request(1, "workspace/diagnostic", {"previousResultIds": []}), request(2, "shutdown"))
            assert (await held.answer(2))["result"] is None
            assert (await held.answer(1))["error"]["code"] == CANCELLED


async def test_work_that_has_begun_stops_at_its_next_check() -> None:
    worker = Worker("test")
    begun, go_on, stopped = threading.Event(), threading.Event(), threading.Event()

    def work(check: Check) -> None:
        begun.set()
        go_on.wait()
        try:
            check()
        except Abandoned:
            stopped.set()
            raise

    answer = worker.submit(work)
    await asyncio.to_thread(begun.wait)
    answer.cancel()
    await asyncio.sleep(0)  # the future tells its callbacks on the next round of the loop
    go_on.set()
    assert await worker.run(lambda _: stopped.is_set())


async def test_work_that_was_cancelled_in_the_queue_is_never_begun() -> None:
    worker = Worker("test")
    busy, free = threading.Event(), threading.Event()
    first = worker.submit(lambda _: (busy.set(), free.wait()))
    await asyncio.to_thread(busy.wait)
    ran: list[int] = []
    queued = [worker.submit(lambda _, number=number: ran.append(number)) for number in range(5)]
    for each in queued[:4]:
        each.cancel()
    await asyncio.sleep(0)
    free.set()
    await first
    await queued[4]
    assert ran == [4]


async def test_what_work_raises_reaches_the_one_who_waits_and_the_worker_lives_on() -> None:
    worker = Worker("test")

    def fail(check: Check) -> None:
        del check
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        await worker.run(fail)
    assert await worker.run(lambda _: 7) == 7
