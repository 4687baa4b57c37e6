"""The server of the teaching page, over real sockets."""

from __future__ import annotations

import re
import socket
from queue import Empty

import pytest
from open_pages import FILES, next_update, path_of, served

from teachback.cli.interactive.page_messages import FromPage, OpenPlace, PageAnswer, PageOrder
from teachback.cli.interactive.page_requests import BODY_LIMIT
from teachback.teaching.session.inputs import Agreed, Told
from teachback.teaching.session.ways_out import WayOut

QUESTION = {"question": {"kind": "confirm", "message": "The bot wants to run 'action_listen', correct?"}}


def test_the_address_is_the_one_of_rasa_with_a_token() -> None:
    with served() as page:
        assert re.fullmatch(
            rf"http://localhost:{page.server.port}/visualization\.html\?token=[\w-]{{43}}", page.server.address
        )


def test_two_servers_have_two_tokens() -> None:
    with served() as one, served() as other:
        assert one.token != other.token


def test_the_document_loads_its_script_and_style_and_nothing_else() -> None:
    with served() as page:
        answer = page.get(path_of(page.server))
        text = answer.read().decode()
        policy = answer.headers["Content-Security-Policy"]
        [nonce] = set(re.findall(r'nonce="([\w-]+)"', text))
        assert answer.status == 200
        assert f"script-src 'nonce-{nonce}'" in policy
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert [page.get(f"/{path}").read() for path in re.findall(r'(?:src|href)="(page\.[^"]+)"', text)] == [
            FILES.style,
            FILES.script,
        ]


def test_no_nonce_is_used_twice() -> None:
    with served() as page:
        policies = {page.page("/visualization.html").headers["Content-Security-Policy"] for _ in range(3)}
        assert len(policies) == 3


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/visualization.html", "text/html; charset=utf-8"),
        ("/page.js", "text/javascript; charset=utf-8"),
        ("/page.css", "text/css; charset=utf-8"),
        ("/updates", "text/event-stream; charset=utf-8"),
    ],
)
def test_nothing_is_kept_by_the_browser_and_nothing_is_guessed(path: str, kind: str) -> None:
    with served() as page:
        headers = page.page(path).headers
        assert headers["Content-Type"] == kind
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/visualization.html", "/page.js", "/page.css", "/updates", "/", "/elsewhere"])
@pytest.mark.parametrize("query", ["", "?token=", "?token=wrong", "?token=%C3%A9"])
def test_without_the_token_there_is_nothing(path: str, query: str) -> None:
    with served() as page:
        answer = page.get(path + query)
        assert answer.status == 403
        assert answer.read() == b"Open the whole address that the session shows, with its token."


def test_with_the_token_an_unknown_path_is_not_found() -> None:
    with served() as page:
        assert page.page("/../../etc/passwd").status == 404
        assert page.page("/answer").status == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:5005", "localhost.evil.example", "192.0.2.1", "[", ""])
def test_a_strangers_name_for_this_machine_is_refused(host: str) -> None:
    with served() as page:
        assert page.get(path_of(page.server), {"Host": host}).status == 403
        assert page.post({}, {"Host": host, "Origin": f"http://{host}"}).status == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:5005", "[::1]:8080", "LOCALHOST:1"])
def test_any_port_of_this_machine_may_be_forwarded_to_it(host: str) -> None:
    with served() as page:
        assert page.get(path_of(page.server), {"Host": host}).status == 200


def test_a_request_without_a_host_is_refused() -> None:
    with served() as page, socket.create_connection(("127.0.0.1", page.server.port)) as connection:
        connection.sendall(f"GET {path_of(page.server)} HTTP/1.0\r\n\r\n".encode())
        assert b" 403 " in connection.makefile("rb").readline()


@pytest.mark.parametrize("origin", [None, "null", "http://localhost:1", "https://{host}", "http://evil.example"])
def test_another_page_cannot_answer(origin: str | None) -> None:
    with served() as page:
        serial = page.server.publish(QUESTION)
        sent = None if origin is None else origin.format(host=page.host)
        answer = page.post({"type": "answer", "serial": serial, "value": True}, {"Origin": sent})
        assert answer.status == 403
        assert page.received.empty()


@pytest.mark.parametrize("token", [None, "", "wrong", "\xe9"])
def test_an_answer_needs_the_token_in_its_header(token: str | None) -> None:
    with served() as page:
        serial = page.server.publish(QUESTION)
        answer = page.post({"type": "answer", "serial": serial, "value": True}, {"X-Teachback-Token": token})
        assert answer.status == 403
        assert page.received.empty()


@pytest.mark.parametrize(
    ("message", "received"),
    [
        ({"type": "answer", "serial": 1, "value": True}, PageAnswer(1, Agreed(yes=True))),
        ({"type": "answer", "serial": 1, "value": "/greet"}, PageAnswer(1, Told("/greet"))),
        ({"type": "order", "serial": 1, "order": "undo"}, PageOrder(1, WayOut.UNDO)),
        ({"type": "order", "serial": 1, "order": "fork", "message": 2}, PageOrder(1, WayOut.FORK, 2)),
        ({"type": "order", "serial": 1, "order": "exportAndQuit"}, PageOrder(1, WayOut.EXPORT_AND_QUIT)),
        ({"type": "open", "path": "data/stories.md", "line": 0}, OpenPlace("data/stories.md", 0)),
    ],
)
def test_what_a_page_says_is_handed_on(message: dict[str, object], received: FromPage) -> None:
    with served() as page:
        page.server.publish(QUESTION)
        assert page.post(message).status == 204
        assert page.received.get_nowait() == received


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"{", "JSON"),
        (b"\xff", "JSON"),
        (b"[" * 60_000, "JSON"),
        (b"[]", "object"),
        (b"{}", "`type`"),
        (b'{"type": "answer", "serial": 1}', "`value`"),
        (b'{"type": "answer", "serial": 1, "value": 1}', "`value`"),
        (b'{"type": "answer", "serial": true, "value": "x"}', "`serial`"),
        (b'{"type": "answer", "serial": -1, "value": "x"}', "`serial`"),
        (b'{"type": "order", "serial": 1, "order": "erase"}', "no such order"),
        (b'{"type": "order", "serial": 1, "order": "fork"}', "`message`"),
        (b'{"type": "open", "path": 1, "line": 1}', "`path`"),
    ],
)
def test_what_no_page_says_is_refused_and_costs_nothing(body: bytes, says: str) -> None:
    with served() as page:
        serial = page.server.publish(QUESTION)
        answer = page.post(body)
        assert answer.status == 400
        assert says in answer.read().decode()
        assert page.post({"type": "answer", "serial": serial, "value": True}).status == 204


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Length": None}, 411),
        ({"Content-Length": "-1"}, 411),
        ({"Content-Length": "\xb2"}, 411),
        ({"Content-Length": str(BODY_LIMIT + 1)}, 413),
    ],
)
def test_a_body_is_read_only_when_its_head_is_right(headers: dict[str, str | None], status: int) -> None:
    with served() as page:
        assert page.post(b"", headers).status == status


def test_updates_come_as_they_are_published() -> None:
    with served() as page:
        stream = page.page("/updates")
        assert next_update(stream) == {"type": "busy"}
        serial = page.server.publish(QUESTION)
        assert next_update(stream) == {"type": "view", "serial": 1, "view": QUESTION}
        page.server.complete(serial, {"nodes": []}, "--- a\n+++ b\n")
        update = next_update(stream)
        assert (update["type"], update["serial"]) == ("beside", 1)
        assert (update["graph"], update["changes"]) == ({"nodes": []}, "--- a\n+++ b\n")
        page.server.problem("Type a message.")
        assert next_update(stream) == {"type": "problem", "text": "Type a message."}


def test_a_page_that_comes_late_sees_the_present_view() -> None:
    with served() as page:
        page.server.publish({"remark": "first"})
        page.server.publish({"remark": "second\n\u2028"})
        update = next_update(page.page("/updates"))
        assert (update["serial"], update["view"]) == (2, {"remark": "second\n\u2028"})


def test_every_page_sees_that_one_of_them_has_answered() -> None:
    with served() as page:
        serial = page.server.publish(QUESTION)
        streams = [page.page("/updates") for _ in range(3)]
        assert [next_update(each)["type"] for each in streams] == ["view"] * 3
        assert page.post({"type": "answer", "serial": serial, "value": False}).status == 204
        assert [next_update(each) for each in streams] == [{"type": "busy"}] * 3


def test_only_the_first_answer_to_a_question_counts() -> None:
    with served() as page:
        serial = page.server.publish(QUESTION)
        assert page.post({"type": "answer", "serial": serial, "value": True}).status == 204
        second = page.post({"type": "answer", "serial": serial, "value": False})
        assert second.status == 409
        assert b"answered already" in second.read()
        assert page.received.get_nowait() == PageAnswer(serial, Agreed(yes=True))
        with pytest.raises(Empty):
            page.received.get_nowait()


@pytest.mark.parametrize("away", [-1, 1])
def test_an_answer_to_another_view_is_stale(away: int) -> None:
    with served() as page:
        page.server.publish(QUESTION)
        serial = page.server.publish(QUESTION)
        assert page.post({"type": "answer", "serial": serial + away, "value": True}).status == 409
        assert page.post({"type": "order", "serial": serial + away, "order": "undo"}).status == 409
        assert page.received.empty()
        assert page.post({"type": "answer", "serial": serial, "value": True}).status == 204


def test_nothing_can_be_answered_before_anything_is_asked() -> None:
    with served() as page:
        assert page.post({"type": "answer", "serial": 0, "value": True}).status == 409


def test_a_question_that_was_answered_in_the_terminal_is_closed() -> None:
    with served() as page:
        serial = page.server.publish(QUESTION)
        assert page.server.withdraw()
        assert page.post({"type": "answer", "serial": serial, "value": True}).status == 409


def test_the_terminal_is_told_when_a_page_was_first() -> None:
    with served() as page:
        serial = page.server.publish(QUESTION)
        page.post({"type": "answer", "serial": serial, "value": True})
        assert not page.server.withdraw()


def test_after_a_problem_the_same_question_is_open_again() -> None:
    with served() as page:
        serial = page.server.publish(QUESTION)
        page.post({"type": "answer", "serial": serial, "value": ""})
        page.server.problem("Type a message, or an intent such as /greet.")
        assert page.post({"type": "answer", "serial": serial, "value": "/greet"}).status == 204


def test_every_page_is_told_of_the_end_and_the_port_is_free_again() -> None:
    with served() as page:
        streams = [page.page("/updates") for _ in range(3)]
        assert [next_update(each)["type"] for each in streams] == ["busy"] * 3
        page.server.close("Written to data/stories.md.")
        ends = [(next_update(each), next_update(each)) for each in streams]
        assert ends == [({"type": "ended", "text": "Written to data/stories.md."}, {})] * 3
    with served(page.server.port) as again:
        assert again.server.port == page.server.port


def test_a_page_that_never_reads_does_not_hold_the_end_up() -> None:
    with served() as page, socket.create_connection(("127.0.0.1", page.server.port)) as silent:
        silent.sendall(f"GET /updates?token={page.token} HTTP/1.1\r\nHost: {page.host}\r\n\r\n".encode())
        page.server.publish({"remark": "x" * 10_000_000})


@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_where_the_port_is_taken_the_next_free_one_is_used(family: socket.AddressFamily, address: str) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as other:
        try:
            other.bind((address, 0))
        except OSError:
            pytest.skip(f"{address} cannot be listened at here")
        other.listen()
        taken = int(other.getsockname()[1])
        with served(taken) as page:
            assert page.server.port != taken
            assert page.get(path_of(page.server)).status == 200


def test_nobody_else_can_wait_at_the_other_loopback_address() -> None:
    with served() as page, socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as thief:
        try:
            thief.bind(("::1", 0))
        except OSError:
            pytest.skip("there is no IPv6 here")
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as second:
            second.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with pytest.raises(OSError, match="in use"):
                second.bind(("::1", page.server.port))
