"""A conversation of a running Rasa."""

from __future__ import annotations

from teachback.dialogue.transcript import UserSaid
from teachback.formats.tracker_fields import UnreadableTrackerError
from teachback.formats.transcript_json import TimedTranscript, read_transcript
from teachback.policies.live.server import LiveServer
from teachback.teaching.conversations.problems import NoConversationError


def running_conversation(server: LiveServer, conversation: str) -> TimedTranscript:
    """A conversation with all the sessions that the server tells.

    Asked for one that it does not know, Rasa begins it (see ``LiveServer.conversation``): one in which the user never
    spoke is none. Raises ``NoConversationError`` then, and ``LiveProblem``.
    """
    try:
        told = read_transcript(server.conversation(conversation))
    except UnreadableTrackerError as problem:
        raise NoConversationError(f"The conversation {conversation!r} of {server.url}: {problem}") from None
    if not any(isinstance(entry, UserSaid) for entry in told.transcript):
        raise NoConversationError(f"{server.url} knows no conversation {conversation!r} in which the user spoke.")
    return told
