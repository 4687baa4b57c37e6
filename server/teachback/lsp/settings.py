"""What the user sets, for each of the client's folders."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from teachback.lsp.live_settings import live_settings_of
from teachback.policies.live.settings import LiveSettings
from teachback.project.options import Options, WholeHistory

logger = logging.getLogger(__name__)

SECTION = "teachback"


@dataclass(frozen=True, slots=True)
class Settings:
    """The client's folders, and the options that count in each and elsewhere.

    ``live`` is the running Rasa to ask, ``None`` for the embedded engine. ``asks_action_server``: interactive learning
    runs actions on the server that a project's ``endpoints.yml`` names, whatever project that is.
    """

    folders: tuple[Path, ...] = ()
    everywhere: Options = field(default_factory=Options)
    by_folder: Mapping[Path, Options] = field(default_factory=dict[Path, Options])
    live: LiveSettings | None = None
    asks_action_server: bool = False

    def with_section(self, folder: Path | None, section: object) -> Settings:
        """With the section ``teachback`` as the client has it for a folder, or for all that lies in none."""
        options = options_of(section)
        if folder is None:
            return replace(self, everywhere=options)
        return replace(self, by_folder={**self.by_folder, folder: options})

    def with_engine(self, section: object) -> Settings:
        """With the engine that a section ``teachback`` names.

        What is started, and where conversations are sent, must never come from what somebody opened. Many editors mix
        a folder's settings into the user's (Emacs reads ``.dir-locals.el``): only those of a client that keeps them
        apart may come here, and those that came with the command that started this server.
        """
        return replace(self, live=live_settings_of(section))

    def with_action_server(self, section: object) -> Settings:
        """With what ``initializationOptions`` say of action servers, which no folder can change either."""
        return replace(self, asks_action_server=_asks_action_server(section))

    def options_for(self, root: Path) -> Options:
        """The options of the innermost folder around a project."""
        around = [folder for folder in self.folders if folder in self.by_folder and root.is_relative_to(folder)]
        return self.by_folder[max(around, key=lambda folder: len(folder.parts))] if around else self.everywhere


def _asks_action_server(section: object) -> bool:
    return isinstance(section, Mapping) and cast("Mapping[str, object]", section).get("actionServer") is True


def options_of(section: object) -> Options:
    """The options in a section ``{"maxHistory": N | "all" | null}``; what cannot be understood is logged, no more."""
    if not isinstance(section, Mapping):
        return Options()
    value = cast("Mapping[str, object]", section).get("maxHistory")
    if value == WholeHistory.ALL.value:
        return Options(max_history=WholeHistory.ALL)
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return Options(max_history=value)
    if value is not None:
        logger.warning('setting teachback.maxHistory: %r is neither a positive number nor "all"; it is ignored', value)
    return Options()
