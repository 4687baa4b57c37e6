"""JSON in the middle of a line, where the notation around it must not find anything of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from teachback.dialogue.values import Value, thaw

# Rasa 1.x cuts user lines at ` OR `, and looks for back quotes and comments, in quotes too
# (R1:core/training/dsl.py:process_lines); half a surrogate pair cannot be written to a file.
_UNSAFE = re.compile(r"(?<= )O(?=R )|`|<(?=!--)|[\ud800-\udfff]")


def inline_json(fields: Mapping[str, Value]) -> str:
    """The object as JSON on one line, letters of every script as they are; what the notation would take for its own is
    escaped, so that the object reads back the same.
    """
    plain = {key: thaw(value) for key, value in fields.items()}
    return escaped(json.dumps(plain, ensure_ascii=False))


def escaped(json_text: str) -> str:
    """JSON with the same meaning in which nothing is left that story Markdown would take for its own."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)
