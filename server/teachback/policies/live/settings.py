"""Which running Rasa to ask, as the user sets it; never as a project says."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

USUAL_SECONDS = 10.0
TOKEN_VARIABLE = "TEACHBACK_RASA_TOKEN"  # noqa: S105 - the name of a variable, not a secret


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """Either the ``url`` of a server, with the ``token`` it asks for, or a ``command`` and the ``model`` with which to
    start one. ``seconds`` is how long one answer may take.
    """

    url: str | None = None
    token: str | None = field(default=None, repr=False)
    command: tuple[str, ...] = ("rasa",)
    model: Path | None = None
    seconds: float = USUAL_SECONDS

    @property
    def starts(self) -> bool:
        """Whether Teachback is to start the server itself."""
        return self.url is None and self.model is not None
