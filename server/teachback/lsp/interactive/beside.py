"""What the page shows beside a question: the conversation among similar stories, and what an export would write."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.checks.rule import Facts
from teachback.lsp.interactive.desk import told_so_far
from teachback.lsp.interactive.disk import text_on_disk
from teachback.lsp.interactive.faces import Asked
from teachback.lsp.worker import Check
from teachback.teaching.export.plan import difference, plan
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
    """The ``graph`` and ``changes`` of the page's protocol (docs/teaching-page.md). ``began_in`` is the file in which
    the conversation began. Touches nothing of others, so it may run in any thread.
    """
    session = asked.session
    check()
    drawn = neighbourhood(known.stories, told_so_far(session.conversation), _proposed(session))
    graph = graph_as_json(drawn, known.facts.snapshot.relative)
    changes = asked.changes if asked.changes is not None else _changes(known.facts, session, began_in, check)
    return {"graph": graph, "changes": changes}


def _changes(facts: Facts, session: Session, began_in: str | None, check: Check) -> str | None:
    """What an export would write now, as a difference; ``None`` for nothing."""
    taught = Taught(unwritten(session), responses=dict(session.responses))
    if not taught.stories:
        return None
    check()
    made = plan(facts, taught, Destinations(beside=began_in), on_disk=text_on_disk)
    check()
    return difference(made, facts)


def _proposed(session: Session) -> str | None:
    match session.phase:
        case JudgingAction(proposal) | ChoosingAction(proposal):
            return proposal.action
        case _:
            return None
