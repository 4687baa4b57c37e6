"""A conversation as a story of 2.x and 3.x.

A training story leaves out the turns in which a loop read its answers itself: Rasa hides them from policies, and a
story that tells them trains on states that no conversation has (R3:shared/core/trackers.py:applied_events against
R3:shared/core/generator.py, which has the states of all steps). What is left is written step by step, each slot where
it got its value, for policies see the slots from there on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from teachback.dialogue.domain import ACTION_LISTEN, ACTION_SESSION_START
from teachback.dialogue.events import AllSlotsReset, LoopChanged, SlotSet
from teachback.dialogue.loop_turns import outside_loop_turns
from teachback.dialogue.transcript import BotRan, BotSaid, Entry, Transcript, Understanding, UserSaid, event_of
from teachback.dialogue.values import Value
from teachback.formats import yaml_step_writing as step
from teachback.formats.yaml_scalar_writing import scalar

# The slot with which forms remember their question; Rasa does not let policies see it.
REQUESTED_SLOT = "requested_slot"
UNSEEN_SLOTS = frozenset({REQUESTED_SLOT})

# What Rasa puts into stories itself (the first two) or leaves out of them
# (R3:shared/core/training_data/story_writer/story_writer.py).
_UNTOLD = frozenset({ACTION_LISTEN, ACTION_SESSION_START, "action_unlikely_intent"})


def yaml_story(name: str, transcript: Transcript, unseen_slots: AbstractSet[str] = UNSEEN_SLOTS) -> str:
    """A training story, as an item of the list below ``stories:`` at column 0, the last line ended too.

    Nothing of ``transcript`` may be undone. ``unseen_slots`` are those that no policy sees; what they hold is not told.
    A message that the bot has not answered is left out, as Rasa would learn not to answer it.
    """
    told = _answered(transcript)
    return _item(name, _steps(_outside_loop_turns(told), unseen_slots, step.message))


def yaml_test_story(name: str, transcript: Transcript, unseen_slots: AbstractSet[str] = UNSEEN_SLOTS) -> str:
    """A test story (``rasa test``): the same with the words of each message, and with every turn, because there the
    loop's own turns are predicted too.
    """
    return _item(name, _steps(_answered(transcript), unseen_slots, step.test_message))


def _item(name: str, steps: Iterator[step.Lines]) -> str:
    written = [f"  {'- ' if first else '  '}{line}\n" for lines in steps for first, line in _first_marked(lines)]
    head = f"- story: {scalar(name.strip() or 'story')}\n"
    return head + ("  steps:\n" + "".join(written) if written else "  steps: []\n")


def _first_marked(lines: step.Lines) -> Iterator[tuple[bool, str]]:
    return ((index == 0, line) for index, line in enumerate(lines))


def _answered(transcript: Transcript) -> Sequence[Entry]:
    """The entries without a message at the end after which the bot did nothing yet."""
    for index in range(len(transcript) - 1, -1, -1):
        match transcript[index]:
            case BotRan():
                break
            case UserSaid():
                return transcript[:index]
            case _:
                pass
    return transcript


def _outside_loop_turns(entries: Sequence[Entry]) -> list[Entry]:
    told = [(entry, event) for entry in entries if (event := event_of(entry)) is not None]
    kept = outside_loop_turns([event for _, event in told])
    return [told[index][0] for index in kept]


def _steps(
    entries: Sequence[Entry], unseen_slots: AbstractSet[str], message: Callable[[Understanding], step.Lines]
) -> Iterator[step.Lines]:
    """The steps that tell entries. Slots that are set one after the other share a step."""
    slots = _Slots(unseen_slots)
    listened = False
    for entry in entries:
        if isinstance(entry, SlotSet):
            slots.set(entry)
            continue
        told = _told(entry, message)
        if isinstance(entry, BotRan) and listened and told:
            yield step.action(ACTION_LISTEN)  # Rasa adds it before messages and at the end only
        if isinstance(entry, BotRan | UserSaid):
            listened = isinstance(entry, BotRan) and entry.event.name == ACTION_LISTEN
        if told:
            yield from slots.told()
            yield told
        slots.after(entry)
    yield from slots.told()


def _told(entry: Entry, message: Callable[[Understanding], step.Lines]) -> step.Lines:
    """The step of an entry that is no slot; no lines where stories have none for it."""
    match entry:
        case UserSaid(understood):
            return message(understood)
        case BotRan(event=action) if action.is_text:
            return step.utterance(action.name)
        case BotRan(event=action):
            return () if action.name in _UNTOLD else step.action(action.name)
        case LoopChanged(loop):
            return step.loop(loop)
        case AllSlotsReset():
            return step.action("reset_slots")
        case BotSaid():
            return ()
        case _:
            return ()


class _Slots:
    """Slots that were set and not yet told, and those whose value is told already."""

    __slots__ = ("_known", "_new", "_unseen")

    def __init__(self, unseen: AbstractSet[str]) -> None:
        self._unseen = unseen
        self._known: dict[str, Value] = {}
        self._new: dict[str, Value] = {}

    def set(self, slot_set: SlotSet) -> None:
        if slot_set.slot not in self._unseen:
            self._new[slot_set.slot] = slot_set.value

    def told(self) -> Iterator[step.Lines]:
        """The step that tells the new values, if there are any."""
        new = {slot: value for slot, value in self._new.items() if not self._is_known(slot, value)}
        self._known |= self._new
        self._new = {}
        if new:
            yield step.slots(new)

    def after(self, entry: Entry) -> None:
        """Forget what may have changed: training fills slots from entities by its own rules."""
        if isinstance(entry, AllSlotsReset) or (isinstance(entry, UserSaid) and entry.understood.annotations):
            self._known = {}

    def _is_known(self, slot: str, value: Value) -> bool:
        return slot in self._known and repr(self._known[slot]) == repr(value)  # True is no 1 here
