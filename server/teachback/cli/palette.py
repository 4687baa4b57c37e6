"""Colours for what a command prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TextIO

from teachback.formats.problems import Severity


@dataclass(frozen=True, slots=True)
class Palette:
    """Terminal escape sequences; all empty for plain text."""

    severities: Mapping[Severity, str] = field(default_factory=dict[Severity, str])
    faint: str = ""
    strong: str = ""
    end: str = ""


PLAIN = Palette()
COLOURED = Palette(
    severities={
        Severity.ERROR: "\x1b[31m",
        Severity.WARNING: "\x1b[33m",
        Severity.INFORMATION: "\x1b[36m",
        Severity.HINT: "\x1b[2m",
    },
    faint="\x1b[2m",
    strong="\x1b[1m",
    end="\x1b[0m",
)


def palette_for(stream: TextIO, environment: Mapping[str, str]) -> Palette:
    """Colours for a terminal, unless ``NO_COLOR`` is set to anything (no-color.org) or the terminal is a dumb one."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb" or not stream.isatty():
        return PLAIN
    return COLOURED
