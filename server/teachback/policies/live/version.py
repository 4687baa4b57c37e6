"""The version of a running Rasa, and what follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from teachback.dialogue.dialect import Dialect

_NUMBERS = re.compile(r"(\d+)\.(\d+)(?!\d)")
_OLDEST = (1, 10)
_NEWEST_GENERATION = 3


@dataclass(frozen=True, slots=True)
class Version:
    """``text`` is what the server says of itself, such as ``3.6.21``."""

    text: str
    major: int
    minor: int

    @property
    def supported(self) -> bool:
        """Whether its API is known here."""
        return (self.major, self.minor) >= _OLDEST and self.major <= _NEWEST_GENERATION

    @property
    def dialect(self) -> Dialect:
        """For which kind of project it can have a model."""
        return Dialect.RASA1 if self.major == 1 else Dialect.RASA3


def version_of(text: str) -> Version | None:
    """The version in a text; ``None`` where there is none."""
    numbers = _NUMBERS.match(text.strip())
    return Version(text.strip(), int(numbers[1]), int(numbers[2])) if numbers else None
