"""Values of categorical slots that the domain does not list."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterator, Mapping
from functools import partial

from teachback.checks.finding import FileEdit, Finding, Fix
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.suggestions import clearly_meant, close_names, did_you_mean
from teachback.dialogue.domain import Slot
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.formats.story_tree import CheckpointStep, OrStep, SlotAssignment, SlotStep, Step
from teachback.project.known_steps import MOST_STEPS, KnownStep
from teachback.project.sources import Location, SourceFile
from teachback.project.symbol_kind import SymbolKind
from teachback.text.edits import Edit

CODE = "unknown-slot-value"
# Added by Rasa to every categorical slot for values that it does not know.
_OTHER = "__other__"
_PLAIN = re.compile(r"[A-Za-z]\w*(?:[ -]\w+)*")
# Plain in YAML, and then no text any more.
_RESERVED = frozenset({"null", "true", "false"})


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """Rasa warns and takes the value for none, or for ``__other__`` (R1, R3: CategoricalSlot._as_feature)."""
    slots, names = _categorical(facts), facts.symbols.files[file.path]
    held = names.held.names.get(SymbolKind.SLOT, {})
    steps = {identity: known for slot in slots for identity, known in held.get(slot, {}).items()}
    values = facts.remembered.get(_Values, facts.tables.domain.slots, partial(_Values, slots))
    wrong = {identity: known for identity, known in steps.items() if values.unlisted(known)}
    for known, start in names.standing(wrong):
        for assignment in values.unlisted(known):
            span = assignment.value_span.shifted(start)
            yield _finding(Location(file.path, span), slots[assignment.slot.text], assignment)


def _seen(facts: Facts, file: SourceFile) -> Hashable:
    """A file that fills no slot has no values either."""
    held = facts.symbols.files[file.path].held
    return facts.tables.domain.slots if held.names.get(SymbolKind.SLOT) else None


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """The nearest of the slot's values."""
    data = dict(finding.data.items)
    slot = _categorical(facts).get(str(data.get("slot")))
    file = facts.snapshot.files.get(finding.location.path)
    value = data.get("value")
    if slot is None or file is None or not isinstance(value, str) or not _is_there(facts, file, finding):
        return
    listed = _listed(slot)
    meant = clearly_meant(value, listed)
    for name in close_names(value, listed):
        edit = Edit(finding.location.span, _written(name, finding.location, file))
        yield Fix(f"Replace by `{name}`", (FileEdit(file.path, edit),), preferred=name == meant)


class _Values:
    """Which assignments of each step give a slot a value that it does not list."""

    __slots__ = ("_slots", "_steps")

    def __init__(self, slots: Mapping[str, Slot]) -> None:
        self._slots = slots
        self._steps: dict[int, tuple[KnownStep, tuple[SlotAssignment, ...]]] = {}

    def unlisted(self, known: KnownStep) -> tuple[SlotAssignment, ...]:
        found = self._steps.get(id(known))
        if found is None:
            if len(self._steps) >= MOST_STEPS:
                self._steps.clear()
            found = self._steps[id(known)] = (known, tuple(_unlisted(known.step, self._slots)))
        return found[1]


def _categorical(facts: Facts) -> Mapping[str, Slot]:
    return {slot.name: slot for slot in facts.snapshot.domain.slots if slot.type == "categorical" and slot.values}


def _unlisted(step: Step, slots: Mapping[str, Slot]) -> Iterator[SlotAssignment]:
    for assignment in _assignments((step,)):
        slot = slots.get(assignment.slot.text)
        if slot is None or not assignment.given or assignment.value is None:
            continue
        if _folded(assignment.value) not in {_folded(value) for value in slot.values} | {_OTHER}:
            yield assignment


def _assignments(steps: tuple[Step, ...]) -> Iterator[SlotAssignment]:
    for step in steps:
        match step:
            case SlotStep(_, assignments) | CheckpointStep(_, _, assignments):
                yield from assignments
            case OrStep(_, alternatives):
                yield from _assignments(alternatives)
            case _:
                pass


def _folded(value: object) -> str:
    """R1:core/slots.py:CategoricalSlot compares ``str(value).lower()``."""
    return str(value).lower()


def _listed(slot: Slot) -> list[str]:
    return [value for value in slot.values if isinstance(value, str)]


def _finding(location: Location, slot: Slot, assignment: SlotAssignment) -> Finding:
    value = str(assignment.value)
    return Finding(
        rule=CODE,
        severity=Severity.WARNING,
        location=location,
        message=(
            f"`{value}` is not among the values of the slot `{slot.name}`, so Rasa does not tell it from any other "
            f"unknown value." + did_you_mean(close_names(value, _listed(slot)))
        ),
        data=Record((("slot", slot.name), ("value", value))),
    )


def _is_there(facts: Facts, file: SourceFile, finding: Finding) -> bool:
    return any(found.location == finding.location and found.data == finding.data for found in find(facts, file))


def _written(value: str, location: Location, file: SourceFile) -> str:
    """The value in the notation of the place: with the quotes that stand there, or plain where that is safe."""
    old = location.span.text_in(file.document.text)
    if old.startswith("'"):
        return "'" + value.replace("'", "''") + "'"
    if not old.startswith('"') and _PLAIN.fullmatch(value) and value.lower() not in _RESERVED:
        return value
    return json.dumps(value, ensure_ascii=False)


RULE = Rule(
    CODE,
    Severity.WARNING,
    "A value of a categorical slot that the domain does not list",
    InEachFile(find, _seen),
    fixes,
)
