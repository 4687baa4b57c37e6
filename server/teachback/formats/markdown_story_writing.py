"""A conversation as a story of Rasa 1.x, with the ``form: `` prefix on turns that a form handled itself.

The algorithm is that of R1:core/training/structures.py:StoryStep.as_story_string, so that stories come out as
``rasa interactive`` of 1.10 writes them. One thing is otherwise: a form that begins anew after it was left for good has
been rejected no more (R1:core/trackers.py:change_form_to), so that its turns get their prefix.
"""

from __future__ import annotations

from collections.abc import Callable

from teachback.dialogue.domain import ACTION_LISTEN, ACTION_SESSION_START
from teachback.dialogue.events import ActionRejected, Event, LoopChanged, LoopInterrupted, SlotSet
from teachback.dialogue.transcript import BotRan, BotSaid, Entry, Transcript, Understanding, UserSaid
from teachback.formats import markdown_line_writing as line
from teachback.formats.markdown_prefix import PREFIX

_UNTOLD = frozenset({ACTION_LISTEN, ACTION_SESSION_START})


def markdown_story(name: str, transcript: Transcript) -> str:
    """A training story: the header and a line for each event that stories tell, the last one ended too.

    Nothing of ``transcript`` may be undone. ``name`` loses what a header cannot hold (``story_name``).
    """
    return _story(name, transcript, line.message)


def markdown_test_story(name: str, transcript: Transcript) -> str:
    """A test story (``rasa test --e2e``): the same with the words of each message after its intent."""
    return _story(name, transcript, line.test_message)


def story_name(name: str) -> str:
    """The name as a header can hold it: on one line, without back quotes, comments, and ``#`` or blanks around it."""
    return " ".join(line.one_line(name).split()).strip("# ") or "story"


def _story(name: str, transcript: Transcript, message: Callable[[Understanding], str]) -> str:
    dump = _Dump(message)
    for entry in transcript:
        dump.happen(entry)
    return "".join(f"{each}\n" for each in (f"## {story_name(name)}", *dump.finish()))


class _Dump:
    """The lines so far. Inside a form, what happens waits for the next action to show whether the form handled it;
    until then it is kept in both ways of writing it, as a turn of the form's own (``handled``) and as one that left
    the form (``left``).
    """

    __slots__ = ("_form", "_handled", "_left", "_lines", "_message", "_rejected", "_validates")

    def __init__(self, message: Callable[[Understanding], str]) -> None:
        self._message = message
        self._lines: list[str] = []
        self._handled: list[str] = []
        self._left: list[str] = []
        self._form: str | None = None
        self._rejected = False
        self._validates = True

    def happen(self, entry: Entry) -> None:
        match entry:
            case UserSaid(understood):
                said = self._message(understood)
                self._tell(f"* {said}", f"* {PREFIX}{said}")
            case BotRan():
                self._run(entry.event.name)
            case BotSaid():
                pass
            case LoopChanged():
                self._change_form(entry)
            case LoopInterrupted(interrupted):
                self._validates = not interrupted
            case ActionRejected(name):
                self._rejected = self._rejected or name == self._form
            case _:
                self._tell_event(entry)

    def finish(self) -> list[str]:
        """All lines. A form that is still active gets the benefit of the doubt."""
        if self._form is not None:
            self._lines += self._handled
        return self._lines

    def _tell_event(self, event: Event) -> None:
        told = line.event(event)
        if told is not None:
            # Training needs the slots that a form sets, so they never get the prefix.
            self._tell(_event(told), _event(told) if isinstance(event, SlotSet) else _event(told, PREFIX))

    def _tell(self, left: str, handled: str) -> None:
        if self._form is None:
            self._lines.append(left)
            return
        self._left.append(left)
        self._handled.append(handled)

    def _change_form(self, change: LoopChanged) -> None:
        self._form = change.loop
        self._rejected = False  # as the tracker has it; the exporter of Rasa forgets to
        if change.loop is None:
            self._lines += self._handled
            self._forget()
        self._lines.append(_event(line.event(change) or ""))

    def _run(self, action: str) -> None:
        if action not in _UNTOLD:
            told = line.action(action)
            if self._form is None:
                self._lines.append(_event(told))
            elif self._rejected:
                self._lines += (*self._after_rejection(action), _event(told))
                self._rejected = action != self._form
            else:
                self._lines += (*self._handled, _event(told, PREFIX))
            self._forget()
        self._validates = True

    def _after_rejection(self, action: str) -> list[str]:
        """What waited for the action. A form that is back and validates the answer hides the answer from training, so
        that the listening before it must be spelled out.
        """
        if self._handled and self._validates and action == self._form:
            return [_event(ACTION_LISTEN), *self._handled]
        return self._left

    def _forget(self) -> None:
        self._handled, self._left = [], []


def _event(told: str, prefix: str = "") -> str:
    return f"    - {prefix}{told}"
