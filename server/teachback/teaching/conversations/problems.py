"""What can be wrong with the source of a conversation."""

from __future__ import annotations


class NoConversationError(Exception):
    """There is no conversation to start from; the text says why and what to do."""
