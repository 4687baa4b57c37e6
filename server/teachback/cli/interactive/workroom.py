"""All that a session in the terminal needs beside the person: policies, understanding, actions, and the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from teachback.checks.inspection import Inspection, Inspector
from teachback.cli.interactive.learning import Learning
from teachback.cli.projects import configuration_of
from teachback.cli.written_edits import NotWrittenError, write
from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import Transcript, Understanding, events_of
from teachback.dialogue.values import Value
from teachback.policies.engine import Statistics
from teachback.policies.predictor import Predictor
from teachback.project.disk_changes import DiskChanges
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.teaching.actions.embedded import EmbeddedActions, embedded_actions
from teachback.teaching.actions.outcome import Outcome
from teachback.teaching.actions.server.action_server import ActionServer
from teachback.teaching.export.story_removal import without_stories
from teachback.teaching.reason import StoryPlace
from teachback.teaching.session.apprentice import Apprentice, apprentice_of
from teachback.teaching.session.proposal import Proposal
from teachback.teaching.session.wishes import FillSlots, Predict, Run
from teachback.teaching.understanding.interpreter import Interpreter, NoUnderstanding


@dataclass(frozen=True, slots=True)
class Resources:
    """Who understands messages, who runs the author's own actions, what has learnt from the stories, and a running Rasa
    that is asked in the place of the policies.
    """

    interpreter: Interpreter
    server: ActionServer | None = None
    learning: Learning = field(default_factory=Learning)
    live: Predictor | None = None


class Workroom:
    """``Surroundings`` that follow the files: whatever changed on disk counts from the next question on.

    Policies work in a thread of their own, so that they are at hand by the time they are asked, and a person who does
    not want to wait for them can interrupt.
    """

    def __init__(self, project: Project, options: Options, resources: Resources, told: Callable[[str], None]) -> None:
        self.project = project
        self._options = options
        self._interpreter = resources.interpreter
        self._server = resources.server
        self._told = told
        self._disk = DiskChanges(project.layout)
        self._inspector = Inspector()
        self._learning = resources.learning
        self._live = resources.live
        self._apprentice: Apprentice | None = None
        self._actions: EmbeddedActions | None = None
        self._inspected: Inspection | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="policies")
        self._thread.submit(self._current_apprentice)
        self._interpreter.start()

    @property
    def domain(self) -> Domain:
        """The domain as it is on disk, and as it was read."""
        return self.project.snapshot.domain

    def inspection(self) -> Inspection:
        """The inspection of the files as they are now."""
        return self._thread.submit(self._inspection).result()

    @property
    def statistics(self) -> Statistics | None:
        """The statistical policy as the files taught it, where it has come about."""
        return self._thread.submit(self._current_apprentice).result().learner

    def predictor(self) -> Predictor:
        """The policies without anything that a session teaches."""
        return self._live or self._thread.submit(self._current_apprentice).result().engine

    def remove_stories(self, stories: Iterable[StoryPlace]) -> str:
        """Take whole stories out of their files; what came of it, in words."""
        return self._thread.submit(self._remove_stories, tuple(stories)).result()

    def slots(self, transcript: Transcript) -> Mapping[str, Value]:
        """All slots with their values at the end of a conversation."""
        conversation = Conversation(Featurizer(self.domain))
        for event in events_of(transcript):
            conversation.apply(event)
        return conversation.slots

    def understand(self, text: str) -> Understanding:
        """What a message means."""
        try:
            return self._interpreter.understand(text)
        except NoUnderstanding as problem:
            self._told(str(problem))
            return Understanding(text, None, 0.0)

    def fill_slots(self, wish: FillSlots) -> Outcome:
        """The slots that the last message fills."""
        return self._acting(alone=wish.alone).after_message(wish.transcript)

    def propose(self, wish: Predict) -> Proposal:
        """What comes next, by the files as they are now."""
        return self._thread.submit(self._propose, wish).result()

    def run(self, wish: Run) -> Outcome:
        """What an action does."""
        return self._acting(alone=wish.alone).run(wish.action, wish.transcript)

    def close(self) -> None:
        """End all that works in the background."""
        self._learning.stop()
        self._interpreter.close()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _acting(self, *, alone: bool) -> EmbeddedActions:
        if self._actions is None:
            self._actions = embedded_actions(self.project.snapshot, self._server)
        return replace(self._actions, server=None) if alone else self._actions

    def _propose(self, wish: Predict) -> Proposal:
        return self._current_apprentice().propose(wish)

    def _current_apprentice(self) -> Apprentice:
        inspection = self._inspection()
        if self._apprentice is None:
            self._apprentice = self._hired(inspection)
        return self._apprentice

    def _inspection(self) -> Inspection:
        changed = self._disk.since_last_time(self.project.layout)
        if changed:
            self.project.refresh(changed)
            self._apprentice = self._actions = self._inspected = None
        if self._inspected is None:
            self._inspected = self._inspector.inspect(self.project.snapshot)
        return self._inspected

    def _remove_stories(self, stories: Sequence[StoryPlace]) -> str:
        facts = self._inspection().facts
        try:
            write(without_stories(facts.snapshot, stories))
        except (ValueError, NotWrittenError) as problem:
            return f"{problem} Nothing was removed: take the stories out by hand."
        return f"Removed {', '.join(dict.fromkeys(each.story for each in stories))}."

    def _hired(self, inspection: Inspection) -> Apprentice:
        facts = inspection.facts
        configuration = configuration_of(facts.snapshot, self._options)
        learner = self._learning.learner(facts.tables, self._told)
        return apprentice_of(facts, configuration, learner, self._live)
