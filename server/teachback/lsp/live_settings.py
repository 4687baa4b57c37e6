"""Which running Rasa the user has set, if any: ``teachback.engine`` and ``teachback.rasa.*``."""

from __future__ import annotations

import logging
import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from teachback.policies.live.settings import TOKEN_VARIABLE, USUAL_SECONDS, LiveSettings

logger = logging.getLogger(__name__)

RASA = "rasa"
EMBEDDED = "embedded"


def live_settings_of(section: object) -> LiveSettings | None:
    """The Rasa of a section ``{"engine": "rasa", "rasa": {"url", "token", "command", "model", "timeout"}}``.

    ``None`` for the embedded engine, and for settings that name no Rasa; that and whatever else cannot be understood is
    logged.
    """
    section = _mapping(section)
    engine = section.get("engine")
    if engine != RASA:
        if engine not in (None, "", EMBEDDED):
            logger.warning('setting teachback.engine: %r is neither "embedded" nor "rasa"; it is ignored', engine)
        return None
    rasa = _mapping(section.get("rasa"))
    url, model = _text(rasa, "url"), _model(rasa)
    if (url is None) == (model is None):
        logger.warning("setting teachback.engine: set either teachback.rasa.url or teachback.rasa.model as well")
        return None
    return LiveSettings(
        url=url,
        token=_text(rasa, "token") or os.environ.get(TOKEN_VARIABLE),
        command=_command(rasa.get("command")),
        model=model,
        seconds=_seconds(rasa.get("timeout")),
    )


def _mapping(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else {}


def _text(rasa: Mapping[str, object], name: str) -> str | None:
    value = rasa.get(name)
    if value is None or isinstance(value, str):
        return (value or "").strip() or None
    logger.warning("setting teachback.rasa.%s: it must be a text; it is ignored", name)
    return None


def _model(rasa: Mapping[str, object]) -> Path | None:
    """An absolute path: a relative one would mean another file in every folder that is opened."""
    text = _text(rasa, "model")
    if text is None:
        return None
    path = Path(text).expanduser()
    if path.is_absolute():
        return path
    logger.warning("setting teachback.rasa.model: %r is no absolute path; it is ignored", text)
    return None


def _command(value: object) -> tuple[str, ...]:
    usual = LiveSettings().command
    if isinstance(value, str):
        try:
            return tuple(shlex.split(value)) or usual
        except ValueError:
            pass
    words = tuple(cast("Sequence[object]", value)) if isinstance(value, list | tuple) else ()
    if words and all(isinstance(word, str) for word in words):
        return tuple(str(word) for word in words)
    if value is not None and value != []:
        logger.warning("setting teachback.rasa.command: it is no command; `rasa` is used")
    return usual


def _seconds(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < float("inf"):
        return float(value)
    if value is not None:
        logger.warning("setting teachback.rasa.timeout: %r is no number of seconds; %g are used", value, USUAL_SECONDS)
    return USUAL_SECONDS
