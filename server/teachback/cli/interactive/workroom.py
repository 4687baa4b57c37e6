"""All that a session in the terminal needs beside the person: policies, understanding, actions, and the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from teachback.cli.interactive.learning import Learning
from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import Transcript, Understanding, events_of
from teachback.dialogue.values import Value
from teachback.project.disk_changes import DiskChanges
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.project.snapshot import Snapshot
from teachback.teaching.session.wishes import FillSlots, Predict, Run
from teachback.teaching.understanding.interpreter import Interpreter, NoUnderstanding

if TYPE_CHECKING:  # the first question comes without policies, checks and actions
    from teachback.checks.inspection import Inspection
    from teachback.cli.interactive.policy_desk import PolicyDesk
    from teachback.policies.engine import Statistics
    from teachback.policies.predictor import Predictor
    from teachback.teaching.actions.embedded import EmbeddedActions
    from teachback.teaching.actions.outcome import Outcome
    from teachback.teaching.actions.server.action_server import ActionServer
    from teachback.teaching.reason import StoryPlace
    from teachback.teaching.session.proposal import Proposal

Found = TypeVar("Found")


def no_server() -> None:
    """There is no action server."""


@dataclass(frozen=True, slots=True)
class Resources:
    """Who understands messages, who runs the author's own actions, what has learnt from the stories, and a running Rasa
    that is asked in the place of the policies. ``server`` is looked up when an action runs.
    """

    interpreter: Interpreter
    server: Callable[[], ActionServer | None] = no_server
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
        self._resources = resources
        self._told = told
        self._disk = DiskChanges(project.layout)
        self._desk: PolicyDesk | None = None
        self._actions: tuple[Snapshot, EmbeddedActions] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="policies")

    def prepare(self) -> None:
        """Begin in the background with what the next questions need. Not needed, but it spares a wait."""
        self._thread.submit(lambda: self._at_desk().apprentice())
        self._resources.interpreter.start()

    @property
    def domain(self) -> Domain:
        """The domain as it is on disk, and as it was read."""
        return self.project.snapshot.domain

    def inspection(self) -> Inspection:
        """The inspection of the files as they are now."""
        return self._asked(lambda desk: desk.inspection())

    @property
    def statistics(self) -> Statistics | None:
        """The statistical policy as the files taught it, where it has come about."""
        return self._asked(lambda desk: desk.apprentice()).learner

    def predictor(self) -> Predictor:
        """The policies without anything that a session teaches."""
        return self._resources.live or self._asked(lambda desk: desk.apprentice()).engine

    def remove_stories(self, stories: Iterable[StoryPlace]) -> str:
        """Take whole stories out of their files; what came of it, in words."""
        return self._asked(lambda desk: desk.remove_stories(tuple(stories)))

    def slots(self, transcript: Transcript) -> Mapping[str, Value]:
        """All slots with their values at the end of a conversation."""
        conversation = Conversation(Featurizer(self.domain))
        for event in events_of(transcript):
            conversation.apply(event)
        return conversation.slots

    def understand(self, text: str) -> Understanding:
        """What a message means."""
        try:
            return self._resources.interpreter.understand(text)
        except NoUnderstanding as problem:
            self._told(str(problem))
            return Understanding(text, None, 0.0)

    def fill_slots(self, wish: FillSlots) -> Outcome:
        """The slots that the last message fills."""
        return self._acting(alone=wish.alone).after_message(wish.transcript)

    def propose(self, wish: Predict) -> Proposal:
        """What comes next, by the files as they are now."""
        return self._asked(lambda desk: desk.apprentice().propose(wish, self._resources.live))

    def run(self, wish: Run) -> Outcome:
        """What an action does."""
        return self._acting(alone=wish.alone).run(wish.action, wish.transcript)

    def close(self) -> None:
        """End all that works in the background."""
        self._resources.learning.stop()
        self._resources.interpreter.close()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _asked(self, question: Callable[[PolicyDesk], Found]) -> Found:
        return self._thread.submit(lambda: question(self._at_desk())).result()

    def _at_desk(self) -> PolicyDesk:
        """The desk, in its thread."""
        if self._desk is None:
            from teachback.cli.interactive.policy_desk import DeskPlan, PolicyDesk  # noqa: PLC0415 - see above

            learning = self._resources.learning
            self._desk = PolicyDesk(DeskPlan(self.project, self._disk, self._options, learning, self._told))
        return self._desk

    def _acting(self, *, alone: bool) -> EmbeddedActions:
        snapshot = self.project.snapshot
        if self._actions is None or self._actions[0] is not snapshot:
            from teachback.teaching.actions.embedded import embedded_actions  # noqa: PLC0415 - see above

            self._actions = (snapshot, embedded_actions(snapshot, self._resources.server()))
        actions = self._actions[1]
        return replace(actions, server=None) if alone else actions
