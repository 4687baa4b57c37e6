"""What a place of a YAML file of Rasa wants, by the keys that lead to it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from teachback.completion.nlu_examples import wanted_in_example
from teachback.completion.wanted import Wanted, Wish, Write
from teachback.completion.yaml_place import keys_above, yaml_place
from teachback.completion.yaml_scalar import ITEM, YamlPlace
from teachback.dialogue.values import Value
from teachback.formats.yaml_scalar_writing import scalar_anywhere, value
from teachback.text.positions import LineIndex

_STORY_KEYS = ("story", "steps")
_RULE_KEYS = ("rule", "condition", "steps", "conversation_start", "wait_for_user_input")
_STEP_KEYS = ("intent", "action", "slot_was_set", "active_loop", "checkpoint", "or", "entities", "user", "bot")
_CONDITION_KEYS = ("active_loop", "slot_was_set")
_SLOT_TYPES = ("text", "bool", "categorical", "float", "list", "any")
_MAPPING_TYPES = ("from_entity", "from_text", "from_intent", "from_trigger_intent", "custom")
_FORM_KEYS = ("required_slots", "ignored_intents")
_NLU_KEYS = ("intent", "examples", "synonym", "regex", "lookup")
_EXAMPLES = ("nlu", ITEM, "examples")


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is wanted, apart from where and how it is written. ``key`` says that it becomes a key."""

    wish: Wish
    of: str = ""
    words: tuple[str, ...] = ()
    undeclared: bool = False
    key: bool = False


def wanted_in_yaml(text: str, lines: LineIndex, cursor: int) -> Wanted | None:
    """What is wanted at a cursor in stories, rules, a domain or NLU data."""
    number = lines.line_of(cursor)
    entity = wanted_in_example(text, lines.line_span(number), cursor)
    if entity is not None and keys_above(text, lines, number)[:3] == _EXAMPLES:
        return entity
    place = yaml_place(text, lines, cursor)
    if place is None:
        return None
    ask = _ask(place.path)
    if ask is None or (place.keyed and not ask.key):
        return None
    return Wanted(ask.wish, place.word, _writer(place, ask), ask.of, ask.words, ask.undeclared)


def _ask(path: tuple[str, ...]) -> _Ask | None:
    match path:
        case ("stories", "-"):
            return _keys(_STORY_KEYS)
        case ("rules", "-"):
            return _keys(_RULE_KEYS)
        case ("stories" | "rules", "-", "steps", "-", "or", "-", *step) | (
            "stories" | "rules",
            "-",
            "steps",
            "-",
            *step,
        ):
            return _in_step(tuple(step), _STEP_KEYS)
        case ("rules", "-", "condition", "-", *step):
            return _in_step(tuple(step), _CONDITION_KEYS)
        case ("nlu", "-"):
            return _keys(_NLU_KEYS)
        case ("nlu", "-", "intent"):
            return _Ask(Wish.INTENT)
        case _:
            return _in_domain(path)


def _in_step(path: tuple[str, ...], keys: tuple[str, ...]) -> _Ask | None:
    match path:
        case ():
            return _keys(keys)
        case ("intent",):
            return _Ask(Wish.INTENT)
        case ("action",):
            return _Ask(Wish.ACTION)
        case ("checkpoint",):
            return _Ask(Wish.CHECKPOINT)
        case ("active_loop",):
            return _Ask(Wish.FORM)
        case ("entities", "-"):
            return _Ask(Wish.ENTITY, key=True)
        case ("entities", "-", entity):
            return _Ask(Wish.ENTITY_VALUE, of=entity)
        case ("slot_was_set", "-") | ("slot_was_set",):
            return _Ask(Wish.SLOT, key=True)
        case ("slot_was_set", "-", slot) | ("slot_was_set", slot):
            return _Ask(Wish.SLOT_VALUE, of=slot)
        case _:
            return None


def _in_domain(path: tuple[str, ...]) -> _Ask | None:
    match path:
        case ("intents", *intent):
            return _in_intents(tuple(intent))
        case ("entities", "-"):
            return _Ask(Wish.ENTITY, undeclared=True)
        case ("actions", "-"):
            return _Ask(Wish.ACTION, undeclared=True)
        case ("slots",):
            return _Ask(Wish.SLOT, undeclared=True, key=True)
        case ("responses" | "templates",):
            return _Ask(Wish.RESPONSE, undeclared=True, key=True)
        case ("slots", _, "type"):
            return _Ask(Wish.WORD, words=_SLOT_TYPES)
        case ("slots", _, "mappings", "-", *mapping):
            return _in_mapping(tuple(mapping))
        case ("forms", *form):
            return _in_forms(tuple(form))
        case _:
            return None


def _in_intents(path: tuple[str, ...]) -> _Ask | None:
    match path:
        case ("-",):
            return _Ask(Wish.INTENT, undeclared=True)
        case ("-", _, "use_entities" | "ignore_entities", "-"):
            return _Ask(Wish.ENTITY)
        case ("-", _, "triggers"):
            return _Ask(Wish.ACTION)
        case _:
            return None


def _in_forms(path: tuple[str, ...]) -> _Ask | None:
    match path:
        case () | ("-",):
            return _Ask(Wish.FORM, undeclared=True, key=path == ())
        case (_,):
            return _keys(_FORM_KEYS)
        case (_, "required_slots") | (_, "required_slots", "-"):
            return _Ask(Wish.SLOT, key=path[-1] != ITEM)
        case (_, "ignored_intents") | (_, "ignored_intents", "-"):
            return _Ask(Wish.INTENT)
        case (_, "required_slots", _, "-", *mapping):
            return _in_mapping(tuple(mapping))
        case _:
            return None


def _in_mapping(path: tuple[str, ...]) -> _Ask | None:
    match path:
        case ("type",):
            return _Ask(Wish.WORD, words=_MAPPING_TYPES)
        case ("entity",):
            return _Ask(Wish.ENTITY)
        case ("intent" | "not_intent",) | ("intent" | "not_intent", "-"):
            return _Ask(Wish.INTENT)
        case ("action",):
            return _Ask(Wish.ACTION)
        case ("conditions", "-", "active_loop"):
            return _Ask(Wish.FORM)
        case ("conditions", "-", "requested_slot"):
            return _Ask(Wish.SLOT)
        case _:
            return None


def _keys(words: tuple[str, ...]) -> _Ask:
    return _Ask(Wish.WORD, words=words, key=True)


def _writer(place: YamlPlace, ask: _Ask) -> Write:
    """How a scalar is written there; a key with its colon, unless one follows already."""
    colon = ": " if ask.key and not place.keyed and not place.quote else ""

    def write(given: Value) -> str | None:
        if not place.quote:
            written = scalar_anywhere(given) if place.flow and isinstance(given, str) else value(given)
            return written + colon
        if not isinstance(given, str):
            return None
        if place.quote == '"':
            return json.dumps(given, ensure_ascii=False)[1:-1]
        return given.replace("'", "''")

    return write
