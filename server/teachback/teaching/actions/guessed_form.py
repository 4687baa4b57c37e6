"""A form of 1.x, run as its stories and responses let one guess, in the way of Rasa's own ``FormAction``
(SDK1:forms.py): what the author's code adds to that is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import LoopChanged, SlotSet
from teachback.dialogue.transcript import Entry, Transcript
from teachback.dialogue.values import Value
from teachback.project.domain_merge import REQUESTED_SLOT
from teachback.teaching.actions.inner import Inner, Stopped
from teachback.teaching.actions.outcome import Rejected
from teachback.teaching.actions.shown_form import ASKS, ShownForm
from teachback.teaching.actions.standing import Standing


def run_guessed_form(inner: Inner, form: ShownForm, transcript: Transcript) -> tuple[Entry, ...]:
    """What the form would do, the question before the events as an action server of 1.x answers. Raises ``Stopped``
    where it rejects what it cannot read.
    """
    standing = inner.bot.standing(transcript)
    return _FormRun(inner, form, standing).entries(transcript)


@dataclass(frozen=True, slots=True)
class _FormRun:
    inner: Inner
    form: ShownForm
    standing: Standing

    def entries(self, transcript: Transcript) -> tuple[Entry, ...]:
        events = (*self._activation(), *self._answer())
        slots = dict(self.standing.slots)
        slots.update((event.slot, event.value) for event in events if isinstance(event, SlotSet))
        missing = next((name for name in self.form.required_slots if slots.get(name) is None), None)
        if missing is None:
            return (*events, LoopChanged(None), SlotSet(REQUESTED_SLOT, None))
        question = self.inner.utter(f"{ASKS}{missing}", (*transcript, *events))
        return (*question, *events, SlotSet(REQUESTED_SLOT, missing))

    def _activation(self) -> tuple[Entry, ...]:
        if self.standing.loop_name == self.form.name:
            return ()
        values = self.standing.slots
        filled = (SlotSet(name, values[name]) for name in self.form.required_slots if values.get(name) is not None)
        return (LoopChanged(self.form.name), *filled)

    def _answer(self) -> tuple[Entry, ...]:
        """The slots that the latest message fills: those with an entity of their name, then the requested one."""
        loop = self.standing.loop
        if self.standing.latest_action != ACTION_LISTEN or (loop is not None and loop.interrupted):
            return ()
        requested = self.standing.requested
        found = {name: self._entity(name) for name in self.form.required_slots if name != requested}
        if requested is not None:
            found[requested] = self._requested(requested)
        answers = tuple(SlotSet(name, value) for name, value in found.items() if value is not None)
        if requested is not None and not answers:
            raise Stopped(Rejected(f"{self.form.name} cannot read {requested} out of the answer."))
        return answers

    def _entity(self, name: str) -> Value:
        message = self.standing.message
        mentions = message.mentions if message else ()
        values = [each.value for each in mentions if (each.type, each.role, each.group) == (name, None, None)]
        return values[0] if len(values) == 1 else tuple(values) or None

    def _requested(self, name: str) -> Value:
        """Its entity, or one that stories fill it from; else what they set after this intent, or the text where they
        set one thing and another.
        """
        found = (self._entity(each) for each in (name, *self.form.entities.get(name, ())))
        value = next((each for each in found if each is not None), None)
        message = self.standing.message
        if value is not None or message is None:
            return value
        shown = self.form.answers.get((name, message.intent or ""), ())
        return message.text if len(shown) > 1 else next(iter(shown), None)
