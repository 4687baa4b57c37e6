"""A form of 3.x, run as the domain defines it (R3:core/actions/loops.py, R3:core/actions/forms.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted, ActionRejected, LoopChanged, Restarted, SlotSet
from teachback.dialogue.transcript import BotRan, Entry, Transcript, UserSaid
from teachback.dialogue.values import Value
from teachback.formats.domain_forms import FormDefinition
from teachback.project.domain_merge import REQUESTED_SLOT
from teachback.teaching.actions.inner import Inner, Stopped
from teachback.teaching.actions.outcome import Rejected, Unknown
from teachback.teaching.actions.slot_extraction import extracted_slots
from teachback.teaching.actions.standing import Standing, after_restart


def run_domain_form(inner: Inner, form: FormDefinition, transcript: Transcript) -> tuple[Entry, ...]:
    """What the form does. Raises ``Stopped``: it rejects what it cannot read, and a validation may fail.

    Where nobody can run its validation it goes on without, and a remark at the activation says so.
    """
    return _FormRun(inner, form, transcript, inner.bot.standing(transcript)).entries()


@dataclass(frozen=True, slots=True)
class _FormRun:
    inner: Inner
    form: FormDefinition
    transcript: Transcript
    standing: Standing

    def entries(self) -> tuple[Entry, ...]:
        active = self.standing.loop_name == self.form.name
        entries = () if active else self._activated()
        if not _is_done(entries):
            entries = (*entries, *self._read_and_asked(entries))
        return (*entries, LoopChanged(None)) if _is_done(entries) else entries

    @property
    def _asked_for(self) -> str | None:
        """The slot that this form, not another one, has asked for."""
        return self.standing.requested if self.standing.loop_name == self.form.name else None

    def _activated(self) -> tuple[Entry, ...]:
        """The loop, with all that can be filled now: triggers count from here on."""
        active: Transcript = (*self.transcript, LoopChanged(self.form.name))
        extracted = extracted_slots(self.inner, active)
        slots = tuple(entry for entry in extracted if isinstance(entry, SlotSet))
        standing = self.inner.bot.standing((*active, *extracted))
        values = standing.slots
        prefilled = {name: values[name] for name in self.form.required_slots if values.get(name) is not None}
        validated = self._validated(prefilled, (*active, *extracted), standing.requested)
        settled = {entry.slot for entry in validated if isinstance(entry, SlotSet)}
        return (LoopChanged(self.form.name), *validated, *(each for each in slots if each.slot not in settled))

    def _read_and_asked(self, so_far: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """What an active form does: reads the answer, then asks for the next slot."""
        activation_filled = any(not isinstance(entry, LoopChanged) for entry in so_far)
        events = () if activation_filled else self._validated_answer()
        if any(isinstance(entry, ActionRejected) for entry in events):
            return events
        return (*events, *self._next_question((*so_far, *events)))

    def _validated_answer(self) -> tuple[Entry, ...]:
        loop = self.standing.loop
        reads = loop is None or (self.standing.latest_action == ACTION_LISTEN and not loop.interrupted)
        answers = self._answers() if reads else {}
        validated = self._validated(answers, self.transcript, self._asked_for)
        if reads and self._asked_for and not answers and not _settles(validated):
            raise Stopped(Rejected(f"{self.form.name} cannot read {self._asked_for} out of the answer."))
        return validated

    def _answers(self) -> dict[str, Value]:
        """What was set of the form's slots since the latest message."""
        wanted = {*self.form.required_slots, self._asked_for}
        start = max(
            (index for index, entry in enumerate(self.transcript) if isinstance(entry, UserSaid | Restarted)), default=0
        )
        since = self.transcript[start:]
        return {entry.slot: entry.value for entry in since if isinstance(entry, SlotSet) and entry.slot in wanted}

    def _next_question(self, so_far: tuple[Entry, ...]) -> tuple[Entry, ...]:
        if _is_done(so_far):  # the validation ends the form early
            return (SlotSet(REQUESTED_SLOT, None),)
        chosen = next((each.value for each in so_far if _is_request(each)), None)  # by the validation
        then = self._later(so_far, self.transcript, self._asked_for)
        if chosen:
            return self._question(str(chosen), then)
        slots = self.inner.bot.standing(then).slots
        missing = next((name for name in self.form.required_slots if slots.get(name) is None), None)
        if missing is None:
            return (SlotSet(REQUESTED_SLOT, None),)
        return (SlotSet(REQUESTED_SLOT, missing), *self._question(missing, then))

    def _question(self, slot: str, transcript: Transcript) -> tuple[Entry, ...]:
        name = self.form.name
        ways = (f"action_ask_{name}_{slot}", f"utter_ask_{name}_{slot}", f"action_ask_{slot}", f"utter_ask_{slot}")
        way = next((each for each in ways if each in self.inner.bot.action_names), None)
        if way is None:
            return ()
        try:
            return self.inner.run(way, transcript)
        except Stopped as stopped:
            if not isinstance(stopped.outcome, Unknown):
                raise
            self.inner.remark(f"{way} asks for {slot}, but cannot run here. {stopped.outcome.reason}")
            return ()

    def _validated(
        self, answers: Mapping[str, Value], transcript: Transcript, asked_for: str | None
    ) -> tuple[Entry, ...]:
        """What the author's validation says of answers; nothing where there is none, or nobody can run it."""
        validation = f"validate_{self.form.name}"
        if validation not in self.inner.bot.action_names:
            return ()
        slots = [SlotSet(name, value) for name, value in answers.items()]
        try:
            return self.inner.ask_server(validation, self._later(slots, transcript, asked_for))
        except Stopped as stopped:
            if not isinstance(stopped.outcome, Unknown):
                raise
            if self.standing.loop_name != self.form.name:
                self.inner.remark(f"{self.form.name} runs without its validation. {stopped.outcome.reason}")
            return ()

    def _later(self, entries: Sequence[Entry], transcript: Transcript, asked_for: str | None) -> Transcript:
        """The conversation as the actions inside the form see it: with the form's own ``BotRan`` before what is new."""
        ran = BotRan(ActionExecuted(self.form.name))
        return (*after_restart(transcript), SlotSet(REQUESTED_SLOT, asked_for), ran, *entries)


def _is_done(entries: Sequence[Entry]) -> bool:
    """Whether the last word on the requested slot, or on the loop, is that there is none."""
    if any(isinstance(entry, ActionRejected) for entry in entries):
        return False
    latest = [entry for entry in reversed(entries) if _is_request(entry)][:1]
    loops = [entry for entry in reversed(entries) if isinstance(entry, LoopChanged)][:1]
    return latest == [SlotSet(REQUESTED_SLOT, None)] or loops == [LoopChanged(None)]


def _is_request(entry: Entry) -> TypeGuard[SlotSet]:
    return isinstance(entry, SlotSet) and entry.slot == REQUESTED_SLOT


def _settles(validated: Sequence[Entry]) -> bool:
    """Whether a validation set a slot, or rejected the form itself."""
    return any(
        isinstance(entry, ActionRejected) or (isinstance(entry, SlotSet) and entry.slot != REQUESTED_SLOT)
        for entry in validated
    )
