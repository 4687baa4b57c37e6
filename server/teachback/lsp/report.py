"""What the client may be told of the projects, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from teachback.lsp.json_text import JsonArray

NO_DIAGNOSTICS = JsonArray()


@dataclass(frozen=True, slots=True)
class Report:
    """A file's diagnostics as a JSON array. ``result_id`` changes whenever they do; ``version`` is that of the text."""

    uri: str
    version: int | None
    result_id: str
    diagnostics: JsonArray


@dataclass(frozen=True, slots=True)
class Overview:
    """The reports of all files that have diagnostics, by URI, and the figures for the status."""

    reports: Mapping[str, Report] = field(default_factory=dict[str, Report])
    contradictions: int = 0
    projects: int = 0
