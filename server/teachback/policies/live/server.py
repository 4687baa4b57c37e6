"""The HTTP API of a running Rasa (R1:server.py, R3:server.py): what it is, what it predicts, how it understands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast
from urllib.parse import quote

from teachback.policies.live.answers import (
    LivePrediction,
    Understanding,
    model_in,
    prediction_in,
    understanding_in,
)
from teachback.policies.live.connection import Connection, Reply, parsed
from teachback.policies.live.json_fields import UnexpectedJson, a_list, a_text, an_object
from teachback.policies.live.problems import (
    ApiDisabled,
    IllTyped,
    NoModel,
    NotAskable,
    NotRasa,
    Refused,
    Unauthorised,
    WrongVersion,
)
from teachback.policies.live.version import Version, version_of

Answer = TypeVar("Answer")

_OK = 200
_UNAUTHORISED = (401, 403)
_UNKNOWN_PATH = 404
_NO_AGENT = 409
# What every Rasa says at its root, with or without the API.
_GREETING = b"Hello from Rasa"


@dataclass(frozen=True, slots=True)
class LiveServer:
    """A server that was found to be a Rasa with a model. All methods raise ``LiveProblem``."""

    connection: Connection
    version: Version
    model: str

    @property
    def url(self) -> str:
        """Its address, fit to be shown."""
        return self.connection.address.url

    @property
    def name(self) -> str:
        """What it is, in two words."""
        return f"Rasa {self.version.text}"

    def predict(self, events: Sequence[Mapping[str, object]]) -> LivePrediction:
        """What comes next after a conversation, as if it was asked for the first time: Rasa remembers nothing of it.

        All events are asked back from 1.x, because a prediction may add some there.
        """
        verbosity = "ALL" if self.version.major == 1 else "NONE"
        reply = self.connection.post("/model/predict", list(events), include_events=verbosity)
        answer = _accepted(self.connection, reply)
        if answer is None:  # R3:core/processor.py:predict_next_with_tracker, of a model without policies
            raise NoModel(self.url, "it was trained without stories and rules")
        return _understood(self.connection, lambda: prediction_in(answer, len(events)))

    def conversation(self, name: str) -> Sequence[object]:
        """The events of a conversation in Rasa's JSON, all that it remembers: 1.x the last session alone.

        Asking is not without effect. For a conversation that it does not know, and in 1.x for one that was silent too
        long, Rasa runs ``action_session_start``, the project's own on its action server included, and shows the new
        session; it does not keep it (R1, R3: server.py:retrieve_tracker,
        R1:core/processor.py:get_tracker_with_session_start, R3: …:fetch_full_tracker_with_initial_session).
        """
        path = f"/conversations/{self._named(name)}/tracker"
        answer = _accepted(self.connection, self.connection.get(path, include_events="ALL"))
        return _understood(
            self.connection, lambda: a_list(an_object(answer, "the tracker").get("events"), "`events` of the tracker")
        )

    def _named(self, conversation: str) -> str:
        """A conversation's name in a path: 1.x cannot have a slash there, and later ones take what is quoted at its
        word.
        """
        quoted = quote(conversation, safe="" if self.version.major == 1 else "/")
        askable = "/" not in conversation if self.version.major == 1 else quoted == conversation
        if not askable or not {"", ".", ".."}.isdisjoint(conversation.split("/")):
            raise NotAskable(self.url, self.version.text, conversation)
        return quoted

    def parse(self, text: str) -> Understanding:
        """How a user's text is understood."""
        answer = _accepted(self.connection, self.connection.post("/model/parse", {"text": text}))
        return _understood(self.connection, lambda: understanding_in(answer))


def open_server(connection: Connection) -> LiveServer:
    """The server behind a connection. Raises ``LiveProblem`` unless it is a Rasa that can be asked."""
    version = _version(connection)
    if not version.supported:
        raise WrongVersion(connection.address.url, version.text)
    status = _accepted(connection, connection.get("/status"))
    model = _understood(connection, lambda: model_in(status))
    if not model:  # 1.x has an agent even then
        raise NoModel(connection.address.url, "it has loaded none")
    return LiveServer(connection, version, model)


def _version(connection: Connection) -> Version:
    reply = connection.get("/version")
    url = connection.address.url
    if reply.status != _OK:
        raise _unknown_path(connection) if reply.status == _UNKNOWN_PATH else NotRasa(url, f"HTTP {reply.status}")
    try:
        version = version_of(a_text(an_object(parsed(reply, url), "the answer").get("version"), "`version`"))
    except UnexpectedJson:
        version = None
    if version is None:
        raise NotRasa(url, "it tells no version")
    return version


def _unknown_path(connection: Connection) -> ApiDisabled | NotRasa:
    url = connection.address.url
    return (
        ApiDisabled(url) if connection.get("/").body.startswith(_GREETING) else NotRasa(url, "it knows no `/version`")
    )


def _accepted(connection: Connection, reply: Reply) -> object:
    """The JSON of a good answer."""
    url = connection.address.url
    if reply.status == _OK:
        return parsed(reply, url)
    if reply.status in _UNAUTHORISED:
        raise Unauthorised(url, with_token=connection.address.token is not None)
    if reply.status == _UNKNOWN_PATH:
        raise _unknown_path(connection)
    reason = _reason(reply)
    raise NoModel(url, reason.rstrip(".")) if reply.status == _NO_AGENT else Refused(url, reply.status, reason)


def _reason(reply: Reply) -> str:
    """Rasa's own words, where an error has some (R3:server.py:ErrorResponse)."""
    try:
        answer: object = json.loads(reply.body)
    except (ValueError, RecursionError):
        answer = None
    message = cast("Mapping[str, object]", answer).get("message") if isinstance(answer, Mapping) else None
    return message[:_MOST_WORDS] if isinstance(message, str) and message else "it gives no reason."


_MOST_WORDS = 500


def _understood(connection: Connection, read: Callable[[], Answer]) -> Answer:
    try:
        return read()
    except UnexpectedJson as problem:
        raise IllTyped(connection.address.url, str(problem)) from problem
