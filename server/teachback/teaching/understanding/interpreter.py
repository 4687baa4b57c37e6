"""Who says what a message means, and who is asked first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import Understanding
from teachback.teaching.understanding.commands import is_command, read_command

NO_DATA = (
    "The project has no NLU data, so no words can be understood. Add examples of its intents, or write the intent "
    'itself: `/greet`, `/inform{"city": "Rome"}`.'
)


class NoUnderstanding(Exception):  # noqa: N818 - the text speaks to the author, and so does the name
    """Nothing can be said of a message; ``str`` says why, and what to do about it."""


class Interpreter(Protocol):
    """Says what messages mean."""

    def start(self) -> None:
        """Get ready, in the background. Not needed, but it spares the first message a wait."""
        ...

    def understand(self, text: str) -> Understanding:
        """What a message means, once this is ready. Raises ``NoUnderstanding``."""
        ...

    def close(self) -> None:
        """Stop whatever runs. Whoever waits gets ``NoUnderstanding``."""
        ...


@dataclass(frozen=True, slots=True)
class CommandsFirst:
    """Reads commands such as ``/greet`` itself and asks ``words`` for all others.

    A message of which nobody knows the intent has none, and a confidence of 0; ``read_command`` and ``NO_DATA`` tell
    why.
    """

    domain: Domain
    words: Interpreter

    def start(self) -> None:
        """Let the other get ready."""
        self.words.start()

    def understand(self, text: str) -> Understanding:
        """What a message means. Raises ``NoUnderstanding``, but never for a command."""
        if is_command(text, self.domain.dialect):
            return read_command(text, self.domain).understanding
        return self.words.understand(text)

    def close(self) -> None:
        """Stop the other."""
        self.words.close()


class WithoutData:
    """Stands where there is nothing to learn from: no message has an intent (``NO_DATA``)."""

    __slots__ = ()

    def start(self) -> None:
        """Nothing to get ready."""

    def understand(self, text: str) -> Understanding:
        """The message, without an intent."""
        return Understanding(text, None, 0.0)

    def close(self) -> None:
        """Nothing to stop."""
