"""Actions that other actions run: what they have in common, and how one that comes to nothing stops them all."""

from __future__ import annotations

from typing import Protocol

from teachback.dialogue.transcript import Entry, Transcript
from teachback.teaching.actions.bot import Bot
from teachback.teaching.actions.outcome import Failed, Rejected, Unknown


class Stopped(Exception):  # noqa: N818 - what stops an action need not be an error
    """An action, or one that it runs, comes to nothing; ``outcome`` says how."""

    def __init__(self, outcome: Rejected | Failed | Unknown) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class Inner(Protocol):
    """One run of an action, as the actions inside it see it."""

    @property
    def bot(self) -> Bot:
        """The project's bot."""
        ...

    def run(self, action: str, transcript: Transcript) -> Transcript:
        """What an action does at the end of ``transcript``, without its own ``BotRan``. Raises ``Stopped``."""
        ...

    def ask_server(self, action: str, transcript: Transcript) -> Transcript:
        """The same for an action that only the action server can run. Raises ``Stopped``."""
        ...

    def utter(self, response: str, transcript: Transcript) -> tuple[Entry, ...]:
        """The message of a response of the domain; nothing where the domain has no text for it."""
        ...

    def remark(self, sentence: str) -> None:
        """Tell the person who teaches."""
        ...
