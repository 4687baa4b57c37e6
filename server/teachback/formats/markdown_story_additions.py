"""Stories put at the end of a file of story Markdown, in the file's own style."""

from __future__ import annotations

import re
from collections import Counter

from teachback.formats.block_at_end import block_at_end
from teachback.text.edits import Edit

_MARGINS = {
    "-": re.compile(r"(?:^|(?<=[\r\n]))([ \t]*-[ \t]*)(?=[^\s-])"),
    "*": re.compile(r"(?:^|(?<=[\r\n]))([ \t]*\*[ \t]*)(?=[^\s*])"),
}
_LISTED = re.compile(r"^[ \t]*([-*])[ \t]+", re.MULTILINE)


def append_stories(text: str, stories: list[str]) -> tuple[Edit, ...]:
    r"""The edit that puts stories behind all others. Each is text with ``\n`` that begins with its header.

    Lines are indented as most lines of the file are. The caller makes sure that a reader finds the stories there.
    """
    block = "\n".join(f"{story.rstrip()}\n" for story in stories)
    return (block_at_end(text, _in_style_of(text, block)),)


def _in_style_of(text: str, block: str) -> str:
    usual = {mark: _usual(pattern, text) for mark, pattern in _MARGINS.items()}
    return _LISTED.sub(lambda found: usual[found[1]] or found[0], block)


def _usual(pattern: re.Pattern[str], text: str) -> str | None:
    found = Counter(pattern.findall(text)).most_common(1)
    return found[0][0] if found else None
