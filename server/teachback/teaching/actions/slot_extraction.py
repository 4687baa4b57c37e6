"""The slots that a message fills: ``action_extract_slots`` (R3:core/actions/action.py:ActionExtractSlots)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from teachback.dialogue.domain import Slot
from teachback.dialogue.events import SlotSet
from teachback.dialogue.transcript import BotSaid, Entry, Transcript
from teachback.dialogue.values import Value
from teachback.formats.domain_slot_mappings import CompleteMapping
from teachback.project.domain_merge import REQUESTED_SLOT, SESSION_METADATA_SLOT
from teachback.teaching.actions.bot import Bot
from teachback.teaching.actions.inner import Inner, Stopped
from teachback.teaching.actions.outcome import Failed
from teachback.teaching.actions.standing import Standing, after_restart

VALIDATE_ALL = "action_validate_slot_mappings"

_NEVER_FILLED = frozenset(
    {
        REQUESTED_SLOT,
        SESSION_METADATA_SLOT,
        "knowledge_base_listed_objects",
        "knowledge_base_last_object",
        "knowledge_base_last_object_type",
    }
)


def extracted_slots(inner: Inner, transcript: Transcript) -> tuple[Entry, ...]:
    """What the latest message of ``transcript`` sets, slot by slot in the domain's order.

    A custom mapping asks the action server; where that fails, the slot stays as it is and a remark says so (Rasa logs
    it). Then the author's validation has its say.
    """
    extraction = _Extraction(inner, transcript, inner.bot.standing(transcript))
    found = [
        entry for slot in inner.bot.domain.slots if slot.name not in _NEVER_FILLED for entry in extraction.of(slot)
    ]
    return _validated(extraction, found)


def _validated(extraction: _Extraction, found: list[Entry]) -> tuple[Entry, ...]:
    """A slot that the validation does not mention keeps what was found. Messages of custom mappings are dropped, as in
    Rasa.
    """
    slots = [entry for entry in found if isinstance(entry, SlotSet)]
    if not extraction.inner.bot.has_own(VALIDATE_ALL):
        return tuple(slots)
    validated = extraction.custom(VALIDATE_ALL, (*after_restart(extraction.transcript), *slots))
    settled = {entry.slot for entry in validated if isinstance(entry, SlotSet)}
    return (*validated, *(entry for entry in slots if entry.slot not in settled))


@dataclass(slots=True)
class _Extraction:
    inner: Inner
    transcript: Transcript
    standing: Standing
    asked: set[str] = field(default_factory=set[str])

    def of(self, slot: Slot) -> Iterator[Entry]:
        """What fills a slot: the first mapping that has a value; custom ones on the way are asked."""
        for mapping in self.inner.bot.mappings.get(slot.name, ()):
            if not counts(mapping, slot.name, self.standing, self.inner.bot):
                continue
            values = _values(mapping, self.standing)
            if values:
                value = tuple(values) if slot.type == "list" else values[-1]
                if value is not None or self.standing.slots.get(slot.name) is not None:
                    yield SlotSet(slot.name, value)
                    return
            if mapping.type == "custom" and mapping.action and mapping.action not in self.asked:
                self.asked.add(mapping.action)
                yield from self.custom(mapping.action, self.transcript)

    def custom(self, action: str, transcript: Transcript) -> tuple[Entry, ...]:
        """What an action of the author's says of slots; other events are not for it to return here."""
        try:
            entries = self.inner.ask_server(action, transcript)
        except Stopped as stopped:
            self.inner.remark(_unfilled(action, stopped))
            return ()
        return tuple(entry for entry in entries if isinstance(entry, SlotSet | BotSaid))


def counts(mapping: CompleteMapping, slot: str, standing: Standing, bot: Bot) -> bool:
    """Whether a mapping may fill a slot now."""
    return (
        _valid(mapping, bot)
        and _intent_is_desired(mapping, standing, bot)
        and (mapping.type == "from_trigger_intent" or _conditions_hold(mapping, slot, standing))
        and not _ambiguous(mapping, slot, standing, bot)
    )


def _valid(mapping: CompleteMapping, bot: Bot) -> bool:
    if mapping.type == "from_entity":
        return mapping.entity in bot.domain.entities
    return mapping.type != "from_intent" or all(intent in bot.domain.intents for intent in mapping.intents)


def _intent_is_desired(mapping: CompleteMapping, standing: Standing, bot: Bot) -> bool:
    intent = standing.message.intent if standing.message else None
    if mapping.intents:
        return intent in mapping.intents
    return intent not in (*mapping.not_intents, *_ignored(mapping, standing, bot))


def _ignored(mapping: CompleteMapping, standing: Standing, bot: Bot) -> tuple[str, ...]:
    """The intents that the active form ignores, for mappings that are its own or everybody's."""
    form = bot.forms.get(standing.loop_name or "")
    if form is None or (mapping.conditions and all(each.loop != form.name for each in mapping.conditions)):
        return ()
    return form.ignored_intents


def _conditions_hold(mapping: CompleteMapping, slot: str, standing: Standing) -> bool:
    if not mapping.conditions:
        return True
    loop = standing.loop
    if loop is not None and loop.rejected and standing.requested == slot:
        return False
    return any(
        condition.loop == standing.loop_name
        and (condition.loop is None or condition.requested in (None, standing.requested))
        for condition in mapping.conditions
    )


def _ambiguous(mapping: CompleteMapping, slot: str, standing: Standing, bot: Bot) -> bool:
    """Whether an entity would fill a slot that the form did not ask for, and another slot of the form just as well."""
    form = bot.forms.get(standing.loop_name or "")
    if mapping.type != "from_entity" or form is None or standing.requested == slot or slot not in form.required_slots:
        return False
    alike = [
        each
        for required in form.required_slots
        for each in bot.mappings.get(required, ())
        if each.type == "from_entity" and each.written == mapping.written
    ]
    return len(alike) != 1


def _values(mapping: CompleteMapping, standing: Standing) -> list[Value]:
    message = standing.message
    match mapping.type:
        case "from_entity":
            wanted = (mapping.entity, mapping.role, mapping.group)
            mentions = message.mentions if message else ()
            return [each.value for each in mentions if (each.type, each.role, each.group) == wanted]
        case "from_intent":
            return [mapping.value]
        case "from_trigger_intent":
            return [mapping.value] if _may_trigger(mapping, standing) else []
        case "from_text":
            return [message.text if message else None]
        case _:
            return []


def _may_trigger(mapping: CompleteMapping, standing: Standing) -> bool:
    """Only while a form is active, which at its activation it already is."""
    loops = [condition.loop for condition in mapping.conditions]
    return standing.loop_name is not None and (not loops or standing.loop_name in loops)


def _unfilled(action: str, stopped: Stopped) -> str:
    outcome = stopped.outcome
    return f"{action} sets no slots now. {outcome.problem if isinstance(outcome, Failed) else outcome.reason}"
