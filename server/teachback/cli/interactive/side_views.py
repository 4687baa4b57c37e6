"""What the page shows beside the conversation: its graph among similar stories, and what would be written."""

from __future__ import annotations

from teachback.checks.rule import Facts
from teachback.cli.interactive.workroom import Workroom
from teachback.cli.written_edits import text_on_disk
from teachback.dialogue.transcript import Transcript, events_of
from teachback.teaching.export.plan import difference, plan
from teachback.teaching.export.taught import Destinations, Taught
from teachback.teaching.graph.graph_json import graph_as_json
from teachback.teaching.graph.neighbourhood import neighbourhood
from teachback.teaching.graph.told import Told, told
from teachback.teaching.graph.training_stories import training_stories
from teachback.teaching.session.phases import JudgingAction
from teachback.teaching.session.session import Session, unwritten
from teachback.teaching.session.view_json import Json

_PRESENT = "this conversation"


class SideViews:
    """Remembers the stories as graphs see them, until the files change."""

    def __init__(self, workroom: Workroom, beside: str | None) -> None:
        self._workroom = workroom
        self._beside = beside
        self._stories: tuple[Facts, tuple[Told, ...]] | None = None

    def of(self, session: Session) -> tuple[Json, str | None]:
        """The graph, with the proposed action, and the difference; ``None`` where nothing would be written."""
        facts = self._workroom.inspection().facts
        phase = session.phase
        proposed = phase.proposal.action if isinstance(phase, JudgingAction) else None
        current = told(_PRESENT, ((event, None) for event in events_of(session.conversation)))
        graph = neighbourhood(self._told(facts), current, proposed)
        return graph_as_json(graph, facts.snapshot.relative), self._changes(facts, session, unwritten(session))

    def _told(self, facts: Facts) -> tuple[Told, ...]:
        if self._stories is None or self._stories[0] is not facts:
            self._stories = (facts, training_stories(facts.snapshot, facts.tables).found)
        return self._stories[1]

    def _changes(self, facts: Facts, session: Session, conversations: tuple[Transcript, ...]) -> str | None:
        if not conversations:
            return None
        taught = Taught(conversations, responses=dict(session.responses))
        return difference(plan(facts, taught, Destinations(beside=self._beside), on_disk=text_on_disk), facts) or None
