"""The steps of YAML stories and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType

from teachback.formats.names import Name
from teachback.formats.story_tree import (
    ActionStep,
    BotStep,
    CheckpointStep,
    EventStep,
    LoopStep,
    OrStep,
    SlotStep,
    Step,
    StoryKind,
    UserStep,
)
from teachback.formats.story_yaml_user import USER_KEYS, read_assignments, read_user_step
from teachback.formats.yaml_block import Block
from teachback.formats.yaml_nodes import Mapping, Node
from teachback.formats.yaml_scalars import is_null

# R3:shared/core/events.py: the names by which ``action:`` means an event and no action.
EVENT_TYPES = frozenset(
    {
        "action",
        "action_execution_rejected",
        "active_loop",
        "agent",
        "bot",
        "cancel_reminder",
        "entities",
        "export",
        "followup",
        "form",
        "form_validation",
        "loop_interrupted",
        "pause",
        "reminder",
        "reset_slots",
        "restart",
        "resume",
        "rewind",
        "session_started",
        "slot",
        "undo",
        "user",
        "user_featurization",
    }
)
# Of these Rasa cannot make an event without arguments, which a step has no place for: it stops.
_FATAL_EVENTS = frozenset({"reminder", "slot", "user"})
# R3:shared/utils/schemas/stories.yml lets an empty step and lone entities pass, and the reader then skips them.
_SKIPPED_ALONE = frozenset({"entities"})
_NOT_IN_RULES = frozenset({"bot", "checkpoint"})


def read_steps(node: Node | None, kind: StoryKind, block: Block) -> tuple[tuple[Step, ...], tuple[int, ...]]:
    """The steps of a story or rule, with spans that count from the start of their items, and where these start.

    What Rasa skips is left out, with a problem in ``block``.
    """
    steps: list[Step] = []
    starts: list[int] = []
    for item in block.items(node, "“steps”"):
        if not isinstance(item, Mapping):
            block.refuse(item.span, "A step is a key with a value, such as “intent: greet” or “action: utter_greet”.")
            continue
        inside = Block(item.span.start)
        step = read_step(item, kind, inside)
        block.take(inside)
        if step is not None:
            steps.append(step)
            starts.append(inside.offset - block.offset)
    return tuple(steps), tuple(starts)


def read_conditions(node: Node | None, block: Block) -> tuple[SlotStep | LoopStep, ...]:
    """The conditions of a rule: loops and slots, and nothing else (R3:shared/utils/schemas/stories.yml)."""
    if node is not None and is_null(node):
        block.refuse(node.span, "Rasa stops at an empty “condition:”. List the conditions or remove the key.")
    conditions: list[SlotStep | LoopStep] = []
    for item in block.items(node, "“condition”"):
        if isinstance(item, Mapping) and item.get("slot_was_set") is not None:
            conditions.append(_slots(item, block))
        elif isinstance(item, Mapping) and item.get("active_loop") is not None:
            conditions.append(_loop(item, block))
        else:
            block.refuse(item.span, "A condition is “active_loop: …” or “slot_was_set:” with a list, and nothing else.")
    return tuple(conditions)


def read_step(item: Mapping, kind: StoryKind, block: Block) -> Step | None:
    """One step, by the first of its keys in Rasa's order (R3:yaml_story_reader.py:_parse_step)."""
    keys = {key.text for key, _ in item.pairs()}
    for key, read in _READERS.items():
        if key in keys:
            if kind is StoryKind.RULE and key in _NOT_IN_RULES:
                block.refuse(item.span, f"A rule cannot hold a “{key}” step. Remove it or write a story.")
            return read(item, block)
    if keys <= _SKIPPED_ALONE:
        block.warn(item.span, "Rasa skips this step. Entities belong below the “intent:” of their message.")
        return None
    known = ", ".join(f"“{key}”" for key in _READERS)
    key = item.entries[0][0]
    block.refuse(key.span, f"No step begins with this key, and Rasa refuses the file. The keys are {known}.")
    return None


def _or(item: Mapping, block: Block) -> OrStep | None:
    block.only(item, {"or"}, "An “or” step")
    node = item.get("or")
    if node is not None and is_null(node):
        block.refuse(node.span, "Rasa stops at an empty “or:”. List the alternatives.")
    alternatives: list[UserStep | SlotStep] = []
    complete = True
    for alternative in block.items(node, "“or”"):
        found = tuple(_alternative(alternative, block))
        complete = complete and bool(found)
        alternatives += found
    return OrStep(block.span(item.span), tuple(alternatives)) if alternatives and complete else None


def _alternative(node: Node, block: Block) -> Iterator[UserStep | SlotStep]:
    """What one item of an ``or`` offers: each slot is an alternative of its own."""
    if not isinstance(node, Mapping):
        block.refuse(node.span, "An alternative is “intent: …” or “slot_was_set:” with a list.")
    elif node.get("intent") is not None:
        yield read_user_step(node, block)
    elif (slots := node.get("slot_was_set")) is not None:
        block.only(node, {"slot_was_set"}, "An alternative with slots")
        for assignment in read_assignments(slots, block):
            yield SlotStep(block.span(node.span), (assignment,))
    elif all(key.text in USER_KEYS for key, _ in node.pairs()):
        block.warn(node.span, "An alternative needs an intent or slots; Rasa skips the whole “or” because of this.")
    else:
        block.refuse(node.span, "An alternative is “intent: …” or “slot_was_set:” with a list, and nothing else.")


def _action(item: Mapping, block: Block) -> ActionStep | EventStep | None:
    block.only(item, {"action"}, "An action step")
    name = _text(item, "action", "An action", block)
    if name is None:
        return None
    if name.text not in EVENT_TYPES:
        return ActionStep(block.span(item.span), name)
    if name.text in _FATAL_EVENTS:
        message = f"Rasa takes “{name.text}” for the event of this name and stops. Give the action another name."
        block.refuse(item.span, message)
    return EventStep(block.span(item.span), name)


def _bot(item: Mapping, block: Block) -> BotStep | None:
    block.only(item, {"bot"}, "A “bot” step")
    text = _text(item, "bot", "A bot message", block)
    return BotStep(block.span(item.span), text) if text else None


def _checkpoint(item: Mapping, block: Block) -> CheckpointStep | None:
    block.only(item, {"checkpoint", "slot_was_set"}, "A checkpoint")
    name = _text(item, "checkpoint", "A checkpoint's name", block)
    if name is None:
        return None
    slots = item.get("slot_was_set")
    conditions = () if slots is None else read_assignments(slots, block)
    if not all(condition.given for condition in conditions):
        block.warn(item.span, "A checkpoint's slots need values; Rasa ignores the whole checkpoint because of this.")
        return None
    return CheckpointStep(block.span(item.span), name, conditions)


def _slots(item: Mapping, block: Block) -> SlotStep:
    block.only(item, {"slot_was_set"}, "A slot step")
    node = item.get("slot_was_set")
    return SlotStep(block.span(item.span), () if node is None else read_assignments(node, block))


def _loop(item: Mapping, block: Block) -> LoopStep:
    block.only(item, {"active_loop"}, "A loop step")
    node = item.get("active_loop")
    return LoopStep(block.span(item.span), None if node is None else block.text(node, "A loop's name"))


def _metadata(item: Mapping, block: Block) -> None:
    block.refuse(item.span, "“metadata” cannot be a step. It belongs beside “steps”, in the story itself.")


def _text(item: Mapping, key: str, what: str, block: Block) -> Name | None:
    node = item.get(key)
    name = None if node is None else block.text(node, what)
    if name is None:
        block.warn(item.span, f"{what} is missing here, and Rasa skips the step. Write it after “{key}:”.")
    return name


_READERS: MappingProxyType[str, Callable[[Mapping, Block], Step | None]] = MappingProxyType(
    {
        "intent": read_user_step,
        "user": read_user_step,
        "or": _or,
        "action": _action,
        "bot": _bot,
        "checkpoint": _checkpoint,
        "slot_was_set": _slots,
        "active_loop": _loop,
        "metadata": _metadata,
    }
)
