"""Single steps of YAML stories, each as its lines in block style; the dash before the first is left to the list.

Grammar: R3:shared/utils/schemas/stories.yml, R3:shared/core/training_data/story_reader/yaml_story_reader.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from teachback.dialogue.events import EntityMention
from teachback.dialogue.transcript import Understanding
from teachback.dialogue.values import Value
from teachback.formats.nlu_markup_writing import annotated
from teachback.formats.slash_message import spelled_out
from teachback.formats.yaml_scalar_writing import block_text, scalar, value

Lines = tuple[str, ...]


def message(understood: Understanding) -> Lines:
    """A message of a training story: its intent and entities, or, without an intent, its text."""
    if understood.intent is None:
        return _user(annotated(understood))
    entities = tuple(line for mention in understood.mentions for line in _entity(mention))
    return (f"intent: {scalar(understood.intent)}", *(("entities:", *entities) if entities else ()))


def test_message(understood: Understanding) -> Lines:
    """A message of a test story: its intent and its text, in which the entities are marked."""
    text = annotated(understood) if understood.text.strip() else f"/{spelled_out(understood)}"
    return (*(() if understood.intent is None else (f"intent: {scalar(understood.intent)}",)), *_user(text))


def action(name: str) -> Lines:
    """An action, or an event without arguments, which stories write in the same way."""
    return (f"action: {scalar(name)}",)


def utterance(text: str) -> Lines:
    """A bot utterance of end-to-end training."""
    return (f"bot: {scalar(text)}",)


def loop(name: str | None) -> Lines:
    """A loop that becomes active; ``None`` for the end of one."""
    return (f"active_loop: {'null' if name is None else scalar(name)}",)


def slots(values: Mapping[str, Value]) -> Lines:
    """Slots with the values that they have from here on."""
    return ("slot_was_set:", *(f"- {scalar(slot)}: {value(given)}" for slot, given in values.items()))


def _user(text: str) -> Lines:
    first, *further = block_text(text)
    return (f"user: {first}", *(f"  {line}" for line in further))


def _entity(mention: EntityMention) -> Iterator[str]:
    yield f"- {scalar(mention.type)}: {value(mention.value)}"
    for key, label in (("role", mention.role), ("group", mention.group)):
        if label is not None:
            yield f"  {key}: {scalar(label)}"
