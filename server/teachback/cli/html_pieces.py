"""Pieces of an HTML page; whatever comes from a project is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from teachback.cli.evaluation_report import plain


def text(content: str) -> str:
    """A text of the project's, in one line."""
    return escape(plain(content))


def code(content: str) -> str:
    """A name of the project's."""
    return f"<code>{text(content)}</code>"


def sentence(content: str) -> str:
    """A sentence in which names stand between backticks."""
    return "".join(code(part) if index % 2 else text(part) for index, part in enumerate(content.split("`")))


def cell(content: str, kind: str = "") -> str:
    """A cell of a table with HTML inside; ``kind`` is its class."""
    return f"<td{_class(kind)}>{content}</td>"


def row_head(content: str, kind: str = "") -> str:
    """The cell that says what a row is about."""
    return f'<th scope="row"{_class(kind)}>{content}</th>'


def table(caption: str, heads: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A table with a caption and heads of columns; ``rows`` are cells. Where it is too wide, keys can scroll it."""
    titles = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    return (
        f'<div class="wide" role="region" aria-label="{escape(caption)}" tabindex="0"><table>\n'
        f"<caption>{escape(caption)}</caption>\n<thead><tr>{titles}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def bar(value: float) -> str:
    """A bar from 0 to 1. The number stands beside it, so it says nothing to who cannot see it."""
    return f'<span class="bar" aria-hidden="true"><i style="width:{100 * value:.1f}%"></i></span>'


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
