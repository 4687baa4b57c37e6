"""A real conversation that the command line names: of a file, a tracker store, or a running Rasa."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from teachback.cli.interactive.asking import picked
from teachback.cli.interactive.beginning_within import when
from teachback.cli.meant import UsageError
from teachback.formats.config_tree import EndpointsFile
from teachback.formats.transcript_json import TimedTranscript
from teachback.policies.live.live_engine import LiveEngine
from teachback.policies.live.problems import LiveProblem
from teachback.teaching.conversations.dump import open_dump
from teachback.teaching.conversations.listing import Listed, Source
from teachback.teaching.conversations.problems import NoConversationError
from teachback.teaching.conversations.running import running_conversation
from teachback.teaching.prompts import Choice

_MOST_LISTED = 100


def real_conversation(
    arguments: argparse.Namespace, endpoints: EndpointsFile | None, folder: Path, live: LiveEngine | None
) -> tuple[TimedTranscript, str]:
    """The conversation that is meant, and where it is from; which one is asked where the command does not say.

    ``folder`` is where ``endpoints`` are. Raises ``UsageError`` where there is none.
    """
    wanted: str | None = arguments.conversation
    try:
        if arguments.tracker_store is not None:
            return _of_store(arguments.tracker_store, wanted, endpoints, folder)
        if wanted is not None and Path(wanted).is_file():
            return _of(open_dump(Path(wanted)), None, Path(wanted).name)
        if wanted is not None and live is not None:
            return running_conversation(live.server, wanted), f"{wanted} of {live.server.url}"
    except (NoConversationError, LiveProblem) as problem:
        raise UsageError(str(problem)) from None
    raise UsageError(
        f"there is no file {wanted}. For a conversation of a tracker store give --tracker-store, for one of a running "
        "Rasa --engine rasa with --rasa-url."
    )


def _of_store(
    url: str, wanted: str | None, endpoints: EndpointsFile | None, folder: Path
) -> tuple[TimedTranscript, str]:
    """A conversation of the database at ``url``; without one, of that which ``endpoints.yml`` names."""
    from teachback.teaching.conversations.store_address import (  # noqa: PLC0415 - SQLAlchemy: nobody else shall wait
        address_in_endpoints,
        address_of_store,
    )
    from teachback.teaching.conversations.tracker_store import TrackerStore  # noqa: PLC0415 - likewise

    if url:
        address = address_of_store(url, Path.cwd())
    else:
        address = address_in_endpoints(endpoints or EndpointsFile(), folder, os.environ)
    store = TrackerStore(address)
    try:
        return _of(store, wanted, "the tracker store")
    finally:
        store.close()


def _of(source: Source, wanted: str | None, name: str) -> tuple[TimedTranscript, str]:
    conversation = wanted or _picked(source.listed(_MOST_LISTED), name)
    return source.read(conversation), f"{conversation} of {name}"


def _picked(listed: tuple[Listed, ...], name: str) -> str:
    if not listed:
        raise NoConversationError(f"There is no conversation in {name}.")
    if len(listed) == 1:
        return listed[0].id
    choices = (Choice(f"{each.id}  {each.messages} messages  {when(each.latest)}".rstrip(), each.id) for each in listed)
    return picked(f"Which conversation of {name}?", tuple(choices))
