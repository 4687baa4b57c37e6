"""What running actions need to know of a project, beyond the names that policies see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain, Slot
from teachback.dialogue.transcript import Transcript
from teachback.formats.domain_forms import FormDefinition, read_forms
from teachback.formats.domain_responses import read_responses
from teachback.formats.domain_slot_mappings import CompleteMapping, read_slot_mappings
from teachback.formats.domain_values import Json, domain_values
from teachback.formats.yaml_tree import parse_yaml
from teachback.project.snapshot import Snapshot
from teachback.teaching.actions.responses import Responses
from teachback.teaching.actions.standing import Standing, standing_after


@dataclass(frozen=True, slots=True)
class Bot:
    """A domain with its contents. ``values`` is all that its files say; ``action_names`` every action that there is."""

    domain: Domain
    values: Json
    responses: Responses
    mappings: Mapping[str, tuple[CompleteMapping, ...]]
    forms: Mapping[str, FormDefinition]
    slots: Mapping[str, Slot]
    action_names: frozenset[str]

    @property
    def dialect(self) -> Dialect:
        """The generation of Rasa."""
        return self.domain.dialect

    def standing(self, transcript: Transcript) -> Standing:
        """Where a conversation with this bot stands."""
        return standing_after(transcript, self.domain)

    def has_own(self, action: str) -> bool:
        """Whether the author lists an action: it then goes before a default one or a form of that name."""
        return action in self.domain.actions


def bot_of(snapshot: Snapshot) -> Bot:
    """The bot that a project describes. Reads the domain's texts once more, which is why this is not a part of every
    snapshot.
    """
    domain = snapshot.domain
    files = (snapshot.files[path] for path in sorted(snapshot.files))
    parts = [parse_yaml(file.document.text) for file in files if file.domain is not None]
    values = domain_values(parts, domain.dialect)
    return Bot(
        domain=domain,
        values=values,
        responses=Responses(read_responses(values), domain.dialect),
        mappings=read_slot_mappings(values),
        forms=read_forms(values),
        slots={slot.name: slot for slot in domain.slots},
        action_names=frozenset(domain.action_names()),
    )
