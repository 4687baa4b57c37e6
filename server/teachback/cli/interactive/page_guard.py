"""Who may speak to the server of the teaching page: the person at this machine, through the address they were given."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

TOKEN_HEADER = "X-Teachback-Token"  # noqa: S105 - the name of a header
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered; ``reason`` is a sentence for the person who sees it."""

    status: HTTPStatus
    reason: str


@dataclass(frozen=True, slots=True)
class Guard:
    """Knows the token of a session."""

    token: str

    def refusal(self, method: str, target: str, headers: Message) -> Refusal | None:
        """Why a request is refused; ``None`` when it is not.

        The ``Host`` must name this machine, or the page of a stranger could reach us by a name that it resolves to
        127.0.0.1 (DNS rebinding). The port may be any: over ssh, another one is often forwarded to ours. A request that
        changes something must come from our own page, and bring the token in a header, which no form can.
        """
        hosts = headers.get_all("Host", [])
        if len(hosts) != 1 or _hostname(hosts[0]) not in _LOOPBACK:
            return Refusal(HTTPStatus.FORBIDDEN, "The teaching page is reached as localhost only.")
        origins = headers.get_all("Origin", [])
        if (method != "GET" and not origins) or any(origin != f"http://{hosts[0]}" for origin in origins):
            return Refusal(HTTPStatus.FORBIDDEN, "This was sent by a page that is not the teaching page.")
        given = _query_token(target) if method == "GET" else headers.get(TOKEN_HEADER, "")
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return Refusal(HTTPStatus.FORBIDDEN, "Open the whole address that the session shows, with its token.")
        return None


def new_token() -> str:
    """A token that nobody can guess: 256 random bits."""
    return secrets.token_urlsafe(32)


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _query_token(target: str) -> str:
    query: Mapping[str, list[str]] = parse_qs(urlsplit(target).query)
    return query.get("token", [""])[0]
