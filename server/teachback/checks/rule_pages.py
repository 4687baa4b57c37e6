"""The page that explains a rule: what it finds, why it matters, an example and the cure."""

from __future__ import annotations

from pathlib import Path

_PAGES = Path(__file__).with_name("pages")


def page_of(code: str) -> Path:
    """The file of a rule's page, Markdown in UTF-8."""
    return _PAGES / f"{code}.md"


def explanation(code: str) -> str:
    """The text of a rule's page. Raises ``FileNotFoundError`` for a code that no rule has."""
    return page_of(code).read_text(encoding="utf-8")
