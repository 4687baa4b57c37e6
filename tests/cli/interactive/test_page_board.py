"""What pages are told, without a server."""

from __future__ import annotations

import json
from threading import Thread

import pytest

from teachback.cli.interactive.page_board import Board


def told(board: Board, count: int) -> list[str]:
    """What a new page is told at once: the types of so many messages, a heartbeat for whatever else would come."""
    messages = board.messages(heartbeat=0)
    return [str(each["type"]) if (each := next(messages)) is not None else "-" for _ in range(count)]


def test_before_anything_is_asked_a_page_waits() -> None:
    assert told(Board(), 3) == ["busy", "-", "-"]


def test_a_view_is_told_once() -> None:
    board = Board()
    board.publish({})
    assert told(board, 3) == ["view", "-", "-"]


def test_who_comes_while_an_answer_is_worked_on_sees_the_view_and_waits() -> None:
    board = Board()
    assert board.take(board.publish({}))
    assert told(board, 3) == ["view", "busy", "-"]


def test_a_slow_page_misses_what_has_been_replaced() -> None:
    board = Board()
    messages = board.messages(heartbeat=0)
    assert next(messages) == {"type": "busy"}
    board.publish({"remark": "first"})
    board.reopen("no")
    board.publish({"remark": "second"})
    update = next(messages)
    assert update is not None
    assert (update["serial"], update["view"]) == (2, {"remark": "second"})
    assert next(messages) is None


def test_what_belongs_beside_a_view_follows_it() -> None:
    board = Board()
    serial = board.publish({})
    messages = board.messages(heartbeat=0)
    assert next(messages) == {"type": "view", "serial": serial, "view": {}}
    board.complete(serial, {"nodes": []}, "--- a\n")
    assert next(messages) == {"type": "beside", "serial": serial, "graph": {"nodes": []}, "changes": "--- a\n"}
    assert next(messages) is None


def test_who_comes_later_is_told_both_before_any_note() -> None:
    board = Board()
    serial = board.publish({})
    board.complete(serial, None, None)
    board.take(serial)
    assert told(board, 4) == ["view", "beside", "busy", "-"]


def test_what_belongs_beside_a_view_that_was_replaced_is_dropped() -> None:
    board = Board()
    serial = board.publish({})
    board.publish({})
    board.complete(serial, None, "--- a\n")
    assert told(board, 2) == ["view", "-"]


def test_the_next_question_takes_down_what_was_beside_the_last() -> None:
    board = Board()
    board.complete(board.publish({}), None, "--- a\n")
    board.publish({})
    assert told(board, 2) == ["view", "-"]


def test_the_same_problem_twice_is_told_twice() -> None:
    board = Board()
    board.publish({})
    messages = board.messages(heartbeat=0)
    next(messages)
    for _ in range(2):
        board.reopen("Type a message.")
        assert next(messages) == {"type": "problem", "text": "Type a message."}


def test_a_problem_before_anything_is_asked_opens_no_question() -> None:
    board = Board()
    board.reopen("No policy can be trained.")
    assert not board.take(0)


def test_after_the_end_nothing_can_be_answered() -> None:
    board = Board()
    serial = board.publish({})
    board.end("Over.", patience=0)
    board.reopen("no")
    assert not board.take(serial)
    assert [each and each["type"] for each in board.messages(heartbeat=0)] == ["view", "ended"]


def test_what_json_cannot_say_is_refused_and_nothing_changes() -> None:
    board = Board()
    with pytest.raises(TypeError):
        board.publish({"slots": object()})
    assert told(board, 2) == ["busy", "-"]


def test_a_view_is_as_it_was_when_it_was_published() -> None:
    board = Board()
    rows: list[str] = []
    board.publish({"rows": rows})
    rows.append("later")
    update = next(board.messages(heartbeat=0))
    assert json.loads(json.dumps(update))["view"] == {"rows": []}


def test_of_many_answers_at_once_one_is_taken() -> None:
    board = Board()
    for _ in range(50):
        serial, taken = board.publish({}), list[bool]()
        threads = [Thread(target=lambda: taken.append(board.take(serial))) for _ in range(8)]  # noqa: B023 - joined below
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(taken) == [False] * 7 + [True]
