"""All names that a project knows at one moment, those of its domain first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from teachback.dialogue.domain import DEFAULT_ACTIONS, DEFAULT_INTENTS, RULE_SNIPPET, Domain, Slot
from teachback.dialogue.retrieval import base_of
from teachback.dialogue.values import Value
from teachback.formats.story_tree import CheckpointStep, OrStep, SlotAssignment, SlotStep, Step, UserStep
from teachback.project.domain_merge import REQUESTED_SLOT
from teachback.project.file_names import FileNames
from teachback.project.known_steps import KnownSteps
from teachback.project.snapshot import Snapshot
from teachback.project.symbol_kind import SymbolKind
from teachback.project.symbols import Symbols

# Rasa runs these on its own, and fills this slot (R3:shared/core/constants.py): nobody would write them into a story.
_UNWRITTEN = frozenset({RULE_SNIPPET, "action_extract_slots"})
_UNWRITTEN_SLOT = "session_started_metadata"


@dataclass(frozen=True, slots=True)
class Known:
    """A name, and what to say of it in a word or two. ``declared`` by the domain, or by Rasa."""

    kind: SymbolKind
    name: str
    note: str
    declared: bool = True


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of a snapshot. ``whole`` says that all of the project has been read."""

    domain: Domain
    symbols: Symbols
    whole: bool = True

    @staticmethod
    def of(snapshot: Snapshot) -> Vocabulary:
        """The names in what has been read of a project so far."""
        return Vocabulary(snapshot.domain, Symbols.of(snapshot, KnownSteps()), whole=False)

    def speaks_of(self, path: str) -> bool:
        """Whether a file may hold such names. Prose Markdown may not, once it is known for such; YAML may be yet to be
        written.
        """
        return not self.whole or not path.lower().endswith(".md") or path in self.symbols.files

    def intents(self) -> Iterator[Known]:
        """Intents, Rasa's own last."""
        own = DEFAULT_INTENTS[self.domain.dialect]
        yield from self._known("intent", self.domain.intents, SymbolKind.INTENT, own)

    def entities(self) -> Iterator[Known]:
        """Types of entities."""
        yield from self._known("entity", self.domain.entities, SymbolKind.ENTITY)

    def slots(self) -> Iterator[Known]:
        """Slots, with their types."""
        typed = {slot.name: f"slot, {slot.type}" for slot in self.domain.slots if slot.name != _UNWRITTEN_SLOT}
        for known in self._known("slot", typed, SymbolKind.SLOT, (REQUESTED_SLOT,)):
            yield replace(known, note=typed.get(known.name, known.note))

    def forms(self) -> Iterator[Known]:
        """Forms, or loops."""
        yield from self._known("form", self.domain.forms, SymbolKind.FORM)

    def responses(self) -> Iterator[Known]:
        """Responses, and actions called as one is that has no response yet."""
        called = (name for name in self.symbols.names(SymbolKind.ACTION) if name.startswith("utter_"))
        yield from self._known("response", self.domain.responses, SymbolKind.RESPONSE, (), called)

    def actions(self) -> Iterator[Known]:
        """Whatever may stand as an action of a story, each once, Rasa's own last."""
        domain = self.domain
        own = [name for name in DEFAULT_ACTIONS[domain.dialect] if name not in _UNWRITTEN]
        notes = dict.fromkeys(own, "Rasa's own action")
        notes.update((name, "form") for name in domain.forms)
        notes.update((base_of(name), "response") for name in domain.responses)
        declared = dict.fromkeys((*domain.actions, *(base_of(name) for name in domain.responses), *domain.forms))
        for known in self._known("action", declared, SymbolKind.ACTION, own):
            yield replace(known, note=notes.get(known.name, known.note))

    def checkpoints(self) -> Iterator[Known]:
        """Checkpoints of any story."""
        for name in self.symbols.names(SymbolKind.CHECKPOINT):
            yield Known(SymbolKind.CHECKPOINT, name, "checkpoint", declared=False)

    def values_of_entity(self, entity: str) -> Iterator[Value]:
        """Values that stories give an entity; those that a slot of its name knows come first."""
        yield from _unique((*self._listed(entity), *self._told(SymbolKind.ENTITY, entity)))

    def values_of_slot(self, slot: str) -> Iterator[Value]:
        """Values that a slot may have: those that its type lists, or that stories give it, and none."""
        if slot == REQUESTED_SLOT:
            yield from (known.name for known in self.slots() if known.name != slot)
        else:
            yield from _unique((*self._listed(slot), *self._told(SymbolKind.SLOT, slot)))
        yield None

    def stands_once(self, known: Known) -> bool:
        """Whether a name stands at one place only: perhaps it is half a name, which somebody types."""
        return sum(_times(file, known) for file in self.symbols.files.values()) == 1

    def _known(
        self,
        what: str,
        declared: Iterable[str],
        kind: SymbolKind,
        own: Iterable[str] = (),
        more: Iterable[str] = (),
    ) -> Iterator[Known]:
        listed, own = dict.fromkeys(declared), tuple(own)
        yield from (Known(kind, name, what) for name in listed if name not in own)
        note = f"{what}, not in the domain" if self.domain.complete and self.whole else what
        others = dict.fromkeys((*self.symbols.names(kind), *more))
        for name in others:
            if name not in listed and name not in own:
                yield Known(kind, name, note, declared=False)
        yield from (Known(kind, name, f"Rasa's own {what}") for name in own)

    def _listed(self, name: str) -> tuple[Value, ...]:
        slot = next((slot for slot in self.domain.slots if slot.name == name), None)
        return _values_of_type(slot) if slot else ()

    def _told(self, kind: SymbolKind, name: str) -> Iterator[Value]:
        """The values of an entity or slot in stories, the most frequent first."""
        counted = Counter[tuple[str, Value]]()
        for file in self.symbols.files.values():
            for identity, known in file.held.names.get(kind, {}).get(name, {}).items():
                for value in _values_in(known.step, kind, name):
                    counted[type(value).__name__, value] += file.held.counts.get(identity, 0)
        return (value for (_, value), _ in counted.most_common() if value is not None)


def _times(file: FileNames, known: Known) -> int:
    told = file.held.names.get(known.kind, {}).get(known.name, {})
    return len(file.mentions.get(known.kind, {}).get(known.name, ())) + sum(file.held.counts[line] for line in told)


def _values_of_type(slot: Slot) -> tuple[Value, ...]:
    if slot.type == "bool":
        return (True, False)
    return slot.values if slot.type == "categorical" else ()


def _values_in(step: Step, kind: SymbolKind, name: str) -> Iterator[Value]:
    match step:
        case OrStep(_, alternatives):
            for alternative in alternatives:
                yield from _values_in(alternative, kind, name)
        case UserStep(_, _, entities) if kind is SymbolKind.ENTITY:
            yield from (entity.value for entity in entities if entity.type.text == name)
        case SlotStep(_, assignments) | CheckpointStep(_, _, assignments) if kind is SymbolKind.SLOT:
            yield from _assigned(assignments, name)
        case _:
            return


def _assigned(assignments: Iterable[SlotAssignment], name: str) -> Iterator[Value]:
    return (each.value for each in assignments if each.slot.text == name and each.given)


def _unique(values: Iterable[Value]) -> Iterator[Value]:
    """Each value once; ``True`` and ``1`` are two."""
    return (value for _, value in dict.fromkeys((type(value).__name__, value) for value in values))
