"""What a session has the kernel do: predict, and see the stories as graphs do. What a question is shown with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from teachback.checks.inspection import Inspection
from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.domain import Domain
from teachback.dialogue.events import Event
from teachback.dialogue.transcript import Transcript, events_of
from teachback.dialogue.values import Value
from teachback.lsp.interactive.faces import Asked
from teachback.lsp.workbench import Workbench
from teachback.lsp.worker import Check
from teachback.policies.configuration import read_configuration
from teachback.policies.conversations import to_the_end
from teachback.policies.prediction import Answer
from teachback.policies.predictor import Predictor
from teachback.project.options import Options
from teachback.project.snapshot import Snapshot
from teachback.teaching.graph.told import Told, told
from teachback.teaching.graph.training_stories import training_stories
from teachback.teaching.session.apprentice import Apprentice, apprentice_of
from teachback.teaching.session.proposal import Proposal
from teachback.teaching.session.view_json import Json, view
from teachback.teaching.session.wishes import Predict

if TYPE_CHECKING:  # NumPy is loaded when there is something to learn
    from teachback.policies.statistical.learner import Learner


@dataclass(frozen=True, slots=True)
class _Hired:
    """An apprentice, and what it was hired for."""

    inspection: Inspection
    learner: Learner | None
    options: Options
    apprentice: Apprentice

    def fits(self, inspection: Inspection, learner: Learner | None, options: Options) -> bool:
        """Whether nothing has changed."""
        return self.inspection is inspection and self.learner is learner and self.options == options


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody was asked and has answered already (a ``Predictor``)."""

    domain: Domain
    answer: Answer

    def after(
        self, events: Sequence[Event], chosen_by: str | None = None, confidences: tuple[float, ...] = ()
    ) -> Answer:
        """The answer: nothing else is asked of it."""
        del events, chosen_by, confidences
        return self.answer


class SessionDesk:
    """One session's own place in the kernel: its thread alone may touch it.

    Whatever it remembers holds for one inspection of the project; texts that change, saved or not, make another.
    """

    def __init__(self) -> None:
        self._hired: _Hired | None = None
        self._stories: tuple[Inspection, tuple[Told, ...]] | None = None

    def propose(self, bench: Workbench, options: Options, wish: Predict, heard: Answer | None) -> Proposal:
        """What comes next, by the texts of now, or by what a running Rasa was ``heard`` to say."""
        live = Said(bench.project.snapshot.domain, heard) if heard is not None else None
        return self._apprentice(bench, options).propose(wish, live)

    def policies(self, bench: Workbench, options: Options) -> Predictor:
        """The policies without anything that a session teaches, by the texts of now."""
        return self._apprentice(bench, options).engine

    def stories(self, bench: Workbench, check: Check = to_the_end) -> tuple[Told, ...]:
        """The stories and rules of the project, as graphs look at them. What ``check`` raises ends the work."""
        inspection = bench.inspection()
        if self._stories is None or self._stories[0] is not inspection:
            found = training_stories(inspection.snapshot, inspection.facts.tables, check).found
            self._stories = (inspection, found)
        return self._stories[1]

    def _apprentice(self, bench: Workbench, options: Options) -> Apprentice:
        inspection, learner = bench.inspection(), bench.learner()
        known = self._hired
        if known is None or not known.fits(inspection, learner, options):
            snapshot = inspection.snapshot
            configuration = read_configuration(snapshot.config, snapshot.dialect)
            if options.max_history is not None:
                configuration = configuration.looking_back(snapshot.max_history)
            hired = apprentice_of(inspection.facts, configuration, learner)
            known = self._hired = _Hired(inspection, learner, options, hired)
        return known.apprentice


def view_of(asked: Asked, snapshot: Snapshot) -> Json:
    """The ``view`` of the page's protocol (docs/teaching-page.md)."""
    session = asked.session
    told_of = view(session, asked.question, slots_after(session.conversation, snapshot.domain), snapshot)
    remark = " ".join(part for part in (asked.remark, session.remark) if part)
    return {**told_of, "remark": remark}


def told_so_far(conversation: Transcript) -> Told:
    """A conversation as graphs look at it."""
    return told("", ((event, None) for event in events_of(conversation)))


def slots_after(conversation: Transcript, domain: Domain) -> Mapping[str, Value]:
    """All slots with their values at the end of a conversation."""
    replayed = Conversation(Featurizer(domain))
    for event in events_of(conversation):
        replayed.apply(event)
    return replayed.slots
