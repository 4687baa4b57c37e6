"""The action server of a project, asked one action at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from teachback.dialogue.transcript import Transcript
from teachback.formats.config_tree import Endpoint
from teachback.teaching.actions.bot import Bot
from teachback.teaching.actions.outcome import Failed, Rejected, Unknown
from teachback.teaching.actions.server.answer import Answer, read_answer, wants_domain
from teachback.teaching.actions.server.asking import NoReply, Patience, ask
from teachback.teaching.actions.server.endpoint import EndpointProblem, usable_endpoint
from teachback.teaching.actions.server.request import request_body
from teachback.teaching.actions.server.request import wants_domain as is_sent_domain

# R3:core/actions/constants.py: whether requests go compressed.
COMPRESS = "COMPRESS_ACTION_SERVER_REQUEST"


@dataclass(frozen=True, slots=True)
class ActionServer:
    """The server that ``written`` describes. Nothing is sent, and no variable looked up, before ``ask``.

    ``folder`` is the project's, ``environment`` where ``${NAME}`` is looked up, ``clock`` tells seconds since 1970.
    """

    written: Endpoint
    folder: Path
    environment: Mapping[str, str]
    patience: Patience = field(default_factory=Patience)
    clock: Callable[[], float] = time.time

    def ask(self, action: str, transcript: Transcript, bot: Bot) -> Answer | Rejected | Failed | Unknown:
        """What ``action`` does at the end of ``transcript``. Whatever goes wrong is an outcome in words."""
        try:
            return self._ask(action, transcript, bot)
        except (EndpointProblem, NoReply) as problem:
            return Failed(f"{action} could not run. {problem}")

    def _ask(self, action: str, transcript: Transcript, bot: Bot) -> Answer | Rejected | Failed | Unknown:
        endpoint = usable_endpoint(self.written, self.folder, self.environment)
        deflate = self.environment.get(COMPRESS, "").lower() in ("true", "1")
        actions = cast("Sequence[object]", bot.values.get("actions") or ())
        with_domain = not endpoint.selective_domain or is_sent_domain(action, actions)
        body = request_body(action, transcript, bot, self.clock(), with_domain=with_domain)
        reply = ask(endpoint, body, self.patience, deflate=deflate)
        if wants_domain(reply) and not with_domain:
            body = request_body(action, transcript, bot, self.clock(), with_domain=True)
            reply = ask(endpoint, body, self.patience, deflate=deflate)
        return read_answer(reply, action, endpoint.shown)
