"""Files outside of a project that an export may write to."""

from __future__ import annotations

from pathlib import Path

from teachback.text.document import decode


def text_on_disk(path: str) -> str | None:
    """A file's text without a byte-order mark; ``None`` where there is no file or none that is UTF-8."""
    try:
        document = decode(Path(path).read_bytes())
    except OSError:
        return None
    return document.text if document.undecodable is None else None
