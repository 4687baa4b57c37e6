"""Actions run out of the project's own data, and on its action server where there is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.events import ActionExecuted, ActionRejected
from teachback.dialogue.transcript import BotRan, Entry, Transcript, UserSaid
from teachback.project.snapshot import Snapshot
from teachback.project.step_events import filled_slots
from teachback.teaching.actions.bot import Bot, bot_of
from teachback.teaching.actions.execution import Execution
from teachback.teaching.actions.inner import Stopped
from teachback.teaching.actions.outcome import Done, Failed, Outcome, Rejected, Unknown
from teachback.teaching.actions.server.action_server import ActionServer
from teachback.teaching.actions.slot_extraction import extracted_slots
from teachback.teaching.actions.story_evidence import StoryEvidence


@dataclass(frozen=True, slots=True)
class EmbeddedActions:
    """``Actions`` for one snapshot of a project. The action server is asked by ``run`` and ``after_message`` alone."""

    bot: Bot
    evidence: StoryEvidence
    server: ActionServer | None = None

    def run(self, action: str, transcript: Transcript) -> Outcome:
        """What ``action`` does at the end of ``transcript``."""
        execution = self._execution()
        try:
            entries = execution.run(action, transcript)
            entries = (*entries, *self._told_again(execution, action, transcript, entries))
        except Stopped as stopped:
            return self._with_offers(action, stopped.outcome)
        if any(isinstance(entry, ActionRejected) for entry in entries):
            return _rejected(action, entries)
        return Done(entries, tuple(execution.remarks))

    def after_message(self, transcript: Transcript) -> Outcome:
        """The slots that the latest user message fills."""
        execution = self._execution()
        return Done(self._filled(execution, transcript), tuple(execution.remarks))

    def _execution(self) -> Execution:
        return Execution(self.bot, self.evidence, self.server)

    def _with_offers(self, action: str, outcome: Rejected | Failed | Unknown) -> Outcome:
        return Unknown(outcome.reason, self.evidence.after(action)) if isinstance(outcome, Unknown) else outcome

    def _filled(self, execution: Execution, transcript: Transcript) -> tuple[Entry, ...]:
        if self.bot.dialect is Dialect.RASA3:
            return extracted_slots(execution, transcript)
        said = next((entry for entry in reversed(transcript) if isinstance(entry, UserSaid)), None)
        return () if said is None else filled_slots(said.event, self.bot.domain)

    def _told_again(
        self, execution: Execution, action: str, transcript: Transcript, entries: Iterable[Entry]
    ) -> tuple[Entry, ...]:
        """The slots that a message fills which the action itself put into the conversation."""
        if not any(isinstance(entry, UserSaid) for entry in entries):
            return ()
        return self._filled(execution, (*transcript, BotRan(ActionExecuted(action)), *entries))


def embedded_actions(snapshot: Snapshot, server: ActionServer | None = None) -> EmbeddedActions:
    """Who runs the actions of a project. Sends nothing yet."""
    return EmbeddedActions(bot_of(snapshot), StoryEvidence(snapshot), server)


def _rejected(action: str, entries: Iterable[Entry]) -> Rejected:
    """A validation that rejects: what it returned beside counts all the same (R3:core/processor.py)."""
    others = tuple(entry for entry in entries if not isinstance(entry, ActionRejected))
    return Rejected(f"The action server rejected {action}.", others)
