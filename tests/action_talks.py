"""Conversations for the tests of actions, a line an entry, and bots that act in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bots import open_bot
from teachback.dialogue.events import ActionExecuted, EntityMention
from teachback.dialogue.transcript import Annotation, BotRan, BotSaid, Entry, Transcript, Understanding, UserSaid
from teachback.formats.config_tree import Endpoint
from teachback.formats.endpoints_yaml import read_endpoints
from teachback.formats.yaml_tree import parse_yaml
from teachback.teaching.actions.embedded import EmbeddedActions, embedded_actions
from teachback.teaching.actions.outcome import Done
from teachback.teaching.actions.server.action_server import ActionServer
from teachback.teaching.actions.server.asking import Patience
from teachback.teaching.actions.server.endpoint import action_endpoint_in

LISTENS = BotRan(ActionExecuted("action_listen"))


def bot_with(
    folder: Path,
    text: str,
    endpoint: str = "",
    environment: Mapping[str, str] | None = None,
    patience: Patience | None = None,
) -> EmbeddedActions:
    """A project's actions; ``endpoint`` is what stands below ``action_endpoint:``."""
    snapshot = open_bot(folder, text).snapshot
    if not endpoint:
        return embedded_actions(snapshot)
    server = ActionServer(written(endpoint), folder, environment or {}, patience or Patience(60.0))
    return embedded_actions(snapshot, server)


def written(endpoint: str) -> Endpoint:
    found = action_endpoint_in(read_endpoints(parse_yaml(f"action_endpoint:\n{endpoint}")))
    assert found is not None
    return found


def said(text: str, intent: str, **entities: str) -> UserSaid:
    """A message; each entity stands where its value stands in the text."""
    marks = tuple(
        Annotation(EntityMention(name, value), text.find(value), text.find(value) + len(value))
        for name, value in entities.items()
    )
    return UserSaid(Understanding(text, intent, 1.0, marks))


def after(actions: EmbeddedActions, *steps: UserSaid | str, start: Transcript = ()) -> Transcript:
    """The conversation after messages, each of which fills slots, and actions that must run."""
    transcript = start
    for step in steps:
        if isinstance(step, str):
            outcome = actions.run(step, transcript)
            assert isinstance(outcome, Done), outcome
            transcript = (*transcript, BotRan(ActionExecuted(step)), *outcome.entries)
        else:
            filled = actions.after_message((*transcript, LISTENS, step))
            assert isinstance(filled, Done)
            transcript = (*transcript, LISTENS, step, *filled.entries)
    return transcript


def texts(entries: tuple[Entry, ...]) -> list[str | None]:
    """What the bot said."""
    return [entry.message.text for entry in entries if isinstance(entry, BotSaid)]
