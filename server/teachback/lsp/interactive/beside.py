"""What the page shows beside a question: the conversation among similar stories, and what an export would write."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.checks.rule import Facts
from teachback.lsp.interactive.desk import told_so_far
from teachback.lsp.interactive.disk import text_on_disk
from teachback.lsp.interactive.faces import Asked
from teachback.lsp.worker import Check
from teachback.teaching.export.plan import ExportPlan, difference, plan
from teachback.teaching.export.story_preview import story_preview
from teachback.teaching.export.taught import Destinations, Taught
from teachback.teaching.graph.graph_json import graph_as_json
from teachback.teaching.graph.neighbourhood import neighbourhood
from teachback.teaching.graph.told import Told
from teachback.teaching.session.phases import ChoosingAction, JudgingAction
from teachback.teaching.session.session import Session, unwritten
from teachback.teaching.session.view_json import Json


@dataclass(frozen=True, slots=True)
class Known:
    """What the kernel gives away for it: nothing that changes is read here but in the kernel's thread.

    Of ``facts`` that is the snapshot. ``stories`` are those of the project as graphs look at them.
    """

    facts: Facts
    stories: tuple[Told, ...]


def shown_beside(known: Known, asked: Asked, began_in: str | None, check: Check) -> Json:
    """The ``graph`` and ``changes`` of the page's protocol (docs/teaching-page.md), and the taught ``story`` for the
    editor (docs/protocol.md). ``began_in`` is the file in which the conversation began. Touches nothing of others, so
    it may run in any thread.
    """
    session = asked.session
    check()
    drawn = neighbourhood(known.stories, told_so_far(session.conversation), _proposed(session))
    graph = graph_as_json(drawn, known.facts.snapshot.relative)
    planned = _planned(known.facts, session, began_in, check)
    check()
    changes = _changes(known.facts, asked, planned)
    return {"graph": graph, "changes": changes, "story": _story(known.facts, planned)}


def _planned(facts: Facts, session: Session, began_in: str | None, check: Check) -> ExportPlan | None:
    """What an export would write now; ``None`` for nothing."""
    taught = Taught(unwritten(session), responses=dict(session.responses))
    if not taught.stories:
        return None
    check()
    return plan(facts, taught, Destinations(beside=began_in), on_disk=text_on_disk)


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
