"""Questions over HTTP, answered within a time limit, and every way in which that can fail told apart."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from teachback.policies.live.problems import IllTyped, NotAnAddress, NotRasa, TooSlow, Unreachable

# No prediction comes near this; what sends more is not Rasa, or not well.
MOST_BYTES = 64 * 1024 * 1024
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens, and the token that it asks for. ``url`` ends without a slash and is fit to be shown."""

    url: str
    token: str | None = None


def address_of(url: str, token: str | None = None) -> Address:
    """The address in a text. Raises ``NotAnAddress``; a user name or query in it is refused as well, for ``url`` is
    shown and logged.
    """
    try:
        parts = urlsplit(url.strip())
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise NotAnAddress(url) from None
    if not known or parts.username is not None or parts.query or parts.fragment:
        raise NotAnAddress(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl())
    return Address(url.strip().rstrip("/"), token or None)


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer."""

    status: int
    body: bytes


class Connection:
    """One server, asked one question after the other; each may take so many ``seconds``.

    No proxy is used and no redirection followed: what is asked goes to the address alone.
    """

    __slots__ = ("_pool", "address", "seconds")

    def __init__(self, address: Address, seconds: float) -> None:
        self.address = address
        self.seconds = seconds
        self._pool = urllib3.PoolManager(num_pools=1, retries=False)

    def get(self, path: str, **query: str) -> Reply:
        """The answer to ``GET path``, whose parts are quoted as URLs want it. Raises ``LiveProblem``."""
        return self._ask("GET", path, query, None)

    def post(self, path: str, body: object, **query: str) -> Reply:
        """The answer to ``POST path`` with ``body`` as JSON. Raises ``LiveProblem``."""
        return self._ask("POST", path, query, json.dumps(body).encode())

    def close(self) -> None:
        """Hang up."""
        self._pool.clear()

    def _ask(self, method: str, path: str, query: dict[str, str], body: bytes | None) -> Reply:
        address = self.address
        deadline = time.monotonic() + self.seconds
        fields = query if address.token is None else {**query, "token": address.token}
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        try:
            response = self._pool.urlopen(
                method,
                f"{address.url}{path}?{urlencode(fields)}",
                headers=headers,
                body=body,
                timeout=urllib3.Timeout(total=self.seconds),
                redirect=False,
                preload_content=False,
            )
            try:
                return Reply(response.status, self._read(response, deadline))
            finally:
                response.release_conn()
        except NewConnectionError as problem:
            raise Unreachable(address.url, _cause(problem)) from problem
        except (ConnectTimeoutError, ReadTimeoutError):
            raise TooSlow(address.url, self.seconds) from None
        except LocationParseError:
            raise NotAnAddress(address.url) from None
        except SSLError as problem:
            raise Unreachable(address.url, f"no secure connection: {_cause(problem)}") from problem
        except HTTPError as problem:
            raise Unreachable(address.url, f"the connection broke off: {_cause(problem)}") from problem

    def _read(self, response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
        """The whole body. A server that sends a little now and then has no more time than any other."""
        pieces: list[bytes] = []
        size = 0
        while piece := response.read1(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                response.close()
                raise IllTyped(self.address.url, f"it is longer than {MOST_BYTES} bytes")
            if time.monotonic() > deadline:
                response.close()
                raise TooSlow(self.address.url, self.seconds)
        return b"".join(pieces)


def parsed(reply: Reply, url: str) -> Any:  # noqa: ANN401 - JSON from outside
    """The JSON of an answer. Raises ``NotRasa``: all that Rasa's API answers is JSON."""
    try:
        return json.loads(reply.body)
    except (ValueError, RecursionError):
        raise NotRasa(url, f"it answers something else than JSON (HTTP {reply.status})") from None


def _cause(problem: Exception) -> str:
    """The system's own words, without those of the library around them."""
    while isinstance(cause := problem.__cause__ or problem.__context__, Exception):
        problem = cause
    return getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
