"""What Rasa 3.6 makes of messages that begin with a slash: a JSON list of texts in, one of what they mean out."""

from __future__ import annotations

import json
import sys

from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.domain import Domain
from rasa.shared.nlu.training_data.message import Message

DOMAIN = Domain.from_yaml("version: '3.1'\nintents: [greet, inform, faq]\nentities: [city, n, a]\n")


def meaning(text: str) -> object:
    """Intent, confidence and entities of a text; null for ordinary words."""
    [message] = RegexMessageHandler().process([Message({"text": text})], DOMAIN)
    intent = message.get("intent")
    if not intent:
        return None
    entities = [[each["entity"], each["value"], each["start"], each["end"]] for each in message.get("entities")]
    return [message.get("text"), intent["name"], intent["confidence"], entities]


found = [meaning(text) for text in json.load(sys.stdin)]
sys.stdout.write("\n" + json.dumps(found))
