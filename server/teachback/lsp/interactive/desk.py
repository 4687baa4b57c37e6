"""What a session has the kernel do: predict, and say what is to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from teachback.checks.inspection import Inspection
from teachback.checks.rule import Facts
from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import Transcript, events_of
from teachback.dialogue.values import Value
from teachback.lsp.interactive.disk import text_on_disk
from teachback.lsp.interactive.faces import Asked
from teachback.lsp.workbench import Workbench
from teachback.policies.configuration import read_configuration
from teachback.project.options import Options
from teachback.teaching.export.plan import ExportPlan, difference, plan
from teachback.teaching.export.story_preview import story_preview
from teachback.teaching.export.taught import Destinations, Taught
from teachback.teaching.graph.graph_json import graph_as_json
from teachback.teaching.graph.neighbourhood import neighbourhood
from teachback.teaching.graph.told import Told, told
from teachback.teaching.graph.training_stories import training_stories
from teachback.teaching.session.apprentice import Apprentice, apprentice_of
from teachback.teaching.session.phases import ChoosingAction, JudgingAction
from teachback.teaching.session.proposal import Proposal
from teachback.teaching.session.session import Session, unwritten
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


class SessionDesk:
    """One session's own place in the kernel: its thread alone may touch it.

    Whatever it remembers holds for one inspection of the project; texts that change, saved or not, make another.
    """

    def __init__(self) -> None:
        self._hired: _Hired | None = None
        self._stories: tuple[Inspection, tuple[Told, ...]] | None = None

    def propose(self, bench: Workbench, options: Options, wish: Predict) -> Proposal:
        """What comes next, by the texts of now."""
        return self._apprentice(bench, options).propose(wish)

    def shown(self, bench: Workbench, asked: Asked, beside: str | None) -> Json:
        """The ``view``, ``graph`` and ``changes`` of the page's protocol (docs/teaching-page.md), and the taught
        ``story`` for the editor (docs/protocol.md).
        """
        session, facts = asked.session, bench.inspection().facts
        slots = slots_after(session.conversation, facts.snapshot.domain)
        told_of = view(session, asked.question, slots, facts.snapshot)
        remark = " ".join(part for part in (asked.remark, session.remark) if part)
        planned = planned_of(facts, session, beside)
        return {
            "view": {**told_of, "remark": remark},
            "graph": self._graph(bench, session),
            "changes": _changes(facts, asked, planned),
            "story": _story(facts, planned),
        }

    def stories(self, bench: Workbench) -> tuple[Told, ...]:
        """The stories and rules of the project, as graphs look at them."""
        inspection = bench.inspection()
        if self._stories is None or self._stories[0] is not inspection:
            found = training_stories(inspection.snapshot, inspection.facts.tables).found
            self._stories = (inspection, found)
        return self._stories[1]

    def _graph(self, bench: Workbench, session: Session) -> Json:
        current = told_so_far(session.conversation)
        drawn = neighbourhood(self.stories(bench), current, _proposed(session))
        return graph_as_json(drawn, bench.project.snapshot.relative)

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


def told_so_far(conversation: Transcript) -> Told:
    """A conversation as graphs look at it."""
    return told("", ((event, None) for event in events_of(conversation)))


def slots_after(conversation: Transcript, domain: Domain) -> Mapping[str, Value]:
    """All slots with their values at the end of a conversation."""
    replayed = Conversation(Featurizer(domain))
    for event in events_of(conversation):
        replayed.apply(event)
    return replayed.slots


def planned_of(facts: Facts, session: Session, beside: str | None) -> ExportPlan | None:
    """What an export would write now; ``None`` for nothing."""
    taught = Taught(unwritten(session), responses=dict(session.responses))
    if not taught.stories:
        return None
    return plan(facts, taught, Destinations(beside=beside), on_disk=text_on_disk)


def _changes(facts: Facts, asked: Asked, planned: ExportPlan | None) -> str | None:
    if asked.changes is not None:
        return asked.changes
    return None if planned is None else difference(planned, facts)


def _story(facts: Facts, planned: ExportPlan | None) -> Json | None:
    shown = None if planned is None else story_preview(planned)
    return None if shown is None else {"file": facts.snapshot.relative(shown.path), "text": shown.text}


def _proposed(session: Session) -> str | None:
    match session.phase:
        case JudgingAction(proposal) | ChoosingAction(proposal):
            return proposal.action
        case _:
            return None
