"""What Rasa 1.10 makes of messages that begin with a slash: a JSON list of texts in, one of what they mean out."""

from __future__ import annotations

import json
import sys

from rasa.core.interpreter import INTENT_MESSAGE_PREFIX, RegexInterpreter


def meaning(text: str) -> object:
    """Intent, confidence and entities of a text, as R1:core/processor.py asks for them; null for ordinary words."""
    if not text.startswith(INTENT_MESSAGE_PREFIX):
        return None
    parsed = RegexInterpreter().synchronous_parse(text)
    entities = [[each["entity"], each["value"], each["start"], each["end"]] for each in parsed["entities"]]
    return [parsed["text"], parsed["intent"]["name"], parsed["intent"]["confidence"], entities]


json.dump([meaning(text) for text in json.load(sys.stdin)], sys.stdout)
