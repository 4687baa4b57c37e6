"""One question to an action server over HTTP, answered within a time limit or given up."""

from __future__ import annotations

import json
import queue
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError, SSLError

from teachback.policies.live.connection import MOST_BYTES, Reply
from teachback.teaching.actions.server.endpoint import ActionEndpoint

_PIECE = 64 * 1024
# How often is asked whether to give up.
_LOOK_SECONDS = 0.05


class NoReply(Exception):  # noqa: N818 - the text speaks to the author
    """The server gives no answer; the text says why, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: ``seconds`` for the whole answer, and less where ``cancelled`` comes to be true."""

    seconds: float = 300.0
    cancelled: Callable[[], bool] = lambda: False


def ask(endpoint: ActionEndpoint, body: Mapping[str, object], patience: Patience, *, deflate: bool) -> Reply:
    """The answer to ``body`` as JSON, compressed where ``deflate`` says so. Raises ``NoReply``.

    No proxy is used and no redirection followed. The question is asked on a thread of its own: a person who has had
    enough does not wait for it, and it ends by itself after ``seconds``.
    """
    answers: queue.SimpleQueue[Reply | NoReply] = queue.SimpleQueue()
    asking = threading.Thread(
        target=lambda: answers.put(_answer(endpoint, body, patience.seconds, deflate=deflate)),
        name="action server",
        daemon=True,
    )
    asking.start()
    while True:
        try:
            answer = answers.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            if patience.cancelled():
                raise NoReply(f"The action server at {endpoint.shown} was given up before it answered.") from None
            continue
        if isinstance(answer, NoReply):
            raise answer
        return answer


def _answer(endpoint: ActionEndpoint, body: Mapping[str, object], seconds: float, *, deflate: bool) -> Reply | NoReply:
    try:
        return _post(endpoint, body, seconds, deflate=deflate)
    except NewConnectionError as problem:
        return NoReply(_unreachable(endpoint, _cause(problem)))
    except (ConnectTimeoutError, ReadTimeoutError, TimeoutError):
        return NoReply(
            f"The action server at {endpoint.shown} did not answer within {seconds:g} seconds. "
            "Look at its log, or allow it more time."
        )
    except FileNotFoundError:
        return NoReply(f"The certificate {endpoint.cafile} of `action_endpoint` (`cafile`) does not exist.")
    except SSLError as problem:
        return NoReply(_unreachable(endpoint, f"no secure connection: {_cause(problem)}"))
    except (HTTPError, OSError, ValueError) as problem:
        return NoReply(_unreachable(endpoint, f"the connection broke off: {_cause(problem)}"))


def _post(endpoint: ActionEndpoint, body: Mapping[str, object], seconds: float, *, deflate: bool) -> Reply:
    deadline = time.monotonic() + seconds
    content = json.dumps(body).encode()
    trusted = ssl.create_default_context(cafile=endpoint.cafile) if endpoint.cafile else None
    with urllib3.PoolManager(num_pools=1, retries=False, ssl_context=trusted) as pool:
        response = pool.urlopen(
            "POST",
            _with_query(endpoint),
            headers=_headers(endpoint, deflate=deflate),
            body=zlib.compress(content) if deflate else content,
            timeout=urllib3.Timeout(total=seconds),
            redirect=False,
            preload_content=False,
        )
        return Reply(response.status, _read(response, deadline))


def _read(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    """The whole body. A server that sends a little now and then has no more time than any other."""
    body = bytearray()
    while piece := response.read1(_PIECE):
        body += piece
        if len(body) > MOST_BYTES:
            raise ValueError(f"its answer is longer than {MOST_BYTES} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(body)


def _with_query(endpoint: ActionEndpoint) -> str:
    if not endpoint.parameters:
        return endpoint.url
    return f"{endpoint.url}{'&' if '?' in endpoint.url else '?'}{urlencode(endpoint.parameters)}"


def _headers(endpoint: ActionEndpoint, *, deflate: bool) -> Mapping[str, str]:
    headers = {"Content-Type": "application/json"}
    if deflate:
        headers["Content-Encoding"] = "deflate"
    if endpoint.basic_auth:
        headers.update(urllib3.make_headers(basic_auth=":".join(endpoint.basic_auth)))
    return {**headers, **dict(endpoint.headers)}


def _unreachable(endpoint: ActionEndpoint, reason: str) -> str:
    return (
        f"No action server answers at {endpoint.shown} ({reason}). "
        "Start it (`rasa run actions`), or correct `action_endpoint` in endpoints.yml."
    )


def _cause(problem: Exception) -> str:
    """The system's own words, without those of the library around them."""
    while isinstance(cause := problem.__cause__ or problem.__context__, Exception):
        problem = cause
    return getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
