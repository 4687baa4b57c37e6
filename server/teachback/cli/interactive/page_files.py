"""The teaching page as ``make page`` builds it from vscode-client/page/, and the HTML document around it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

NOT_BUILT = (
    "The teaching page was not built. In a source checkout `make page` builds it (Node.js is needed); "
    "`--skip-visualization` goes without."
)


@dataclass(frozen=True, slots=True)
class PageFiles:
    """All that the page consists of: one script and one style sheet, in UTF-8."""

    script: bytes
    style: bytes


def built_page() -> PageFiles | None:
    """The page, if it was built."""
    return page_in(Path(__file__).with_name("page"))


def page_in(folder: Path) -> PageFiles | None:
    """The page whose files are in a folder, if they are."""
    try:
        return PageFiles((folder / "page.js").read_bytes(), (folder / "page.css").read_bytes())
    except OSError:
        return None


def document(token: str, nonce: str) -> str:
    """The HTML document that loads the page. ``token`` is that of the session, ``nonce`` that of this answer alone."""
    query = f"?token={quote(token, safe='')}"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Teachback</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css{escape(query)}" nonce="{escape(nonce)}">
<script src="page.js{escape(query)}" nonce="{escape(nonce)}" defer></script>
</head>
<body><noscript>The teaching page needs JavaScript.</noscript></body>
</html>
"""


def content_security_policy(nonce: str) -> str:
    """What the document may load: its script, its style and its own server. Text can never become HTML in it."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{nonce}'",
            f"style-src 'nonce-{nonce}'",
            "connect-src 'self'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
