"""All that a session in the terminal needs beside the person: policies, understanding, actions, and the files."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from teachback.checks.inspection import Inspection, Inspector
from teachback.cli.interactive.learning import Learning
from teachback.cli.projects import configuration_of
from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import Transcript, Understanding, events_of
from teachback.dialogue.values import Value
from teachback.policies.engine import Engine
from teachback.policies.rules import rule_policy
from teachback.project.disk_changes import DiskChanges
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.teaching.actions.embedded import EmbeddedActions, embedded_actions
from teachback.teaching.actions.outcome import Outcome
from teachback.teaching.actions.server.action_server import ActionServer
from teachback.teaching.session.apprentice import Apprentice
from teachback.teaching.session.proposal import Proposal
from teachback.teaching.session.wishes import Predict
from teachback.teaching.understanding.interpreter import Interpreter


class Workroom:
    """``Surroundings`` that follow the files: whatever changed on disk counts from the next question on.

    Policies work in a thread of their own, so that they are at hand by the time they are asked, and a person who does
    not want to wait for them can interrupt.
    """

    def __init__(
        self, project: Project, options: Options, interpreter: Interpreter, server: ActionServer | None
    ) -> None:
        self.project = project
        self._options = options
        self._interpreter = interpreter
        self._server = server
        self._disk = DiskChanges(project.layout)
        self._inspector = Inspector()
        self._learning = Learning()
        self._apprentice: Apprentice | None = None
        self._actions: EmbeddedActions | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="policies")
        self._thread.submit(self._current_apprentice)

    @property
    def domain(self) -> Domain:
        """The domain as it is on disk, and as it was read."""
        return self.project.snapshot.domain

    def inspection(self) -> Inspection:
        """The inspection of the files as they are now."""
        return self._thread.submit(self._inspection).result()

    def slots(self, transcript: Transcript) -> Mapping[str, Value]:
        """All slots with their values at the end of a conversation."""
        conversation = Conversation(Featurizer(self.domain))
        for event in events_of(transcript):
            conversation.apply(event)
        return conversation.slots

    def understand(self, text: str) -> Understanding:
        """What a message means."""
        return self._interpreter.understand(text)

    def fill_slots(self, transcript: Transcript) -> Outcome:
        """The slots that the last message fills."""
        return self._acting().after_message(transcript)

    def propose(self, wish: Predict) -> Proposal:
        """What comes next, by the files as they are now."""
        return self._thread.submit(self._propose, wish).result()

    def run(self, action: str, transcript: Transcript) -> Outcome:
        """What an action does."""
        return self._acting().run(action, transcript)

    def close(self) -> None:
        """End all that works in the background."""
        self._learning.stop()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _acting(self) -> EmbeddedActions:
        if self._actions is None:
            self._actions = embedded_actions(self.project.snapshot, self._server)
        return self._actions

    def _propose(self, wish: Predict) -> Proposal:
        return self._current_apprentice().propose(wish)

    def _current_apprentice(self) -> Apprentice:
        changed = self._disk.since_last_time(self.project.layout)
        if changed:
            self.project.refresh(changed)
            self._apprentice = self._actions = None
        if self._apprentice is None:
            self._apprentice = self._hired(self._inspection())
        return self._apprentice

    def _inspection(self) -> Inspection:
        return self._inspector.inspect(self.project.snapshot)

    def _hired(self, inspection: Inspection) -> Apprentice:
        facts = inspection.facts
        configuration = configuration_of(facts.snapshot, self._options)
        rules = facts.training.trained(configuration) if facts.training is not None else None
        if rules is None:
            configuration = configuration.without(rule_policy.POLICY)
        engine = Engine(facts.snapshot.domain, facts.tables.examples(), configuration, rules=rules)
        return Apprentice(facts, engine, self._learning.learner(facts.tables))
