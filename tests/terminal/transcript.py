"""Transcripts: what is typed and what is seen in a session, written down the way the documentation does.

======================== ==============================================================================================
``> text``               wait for the user's turn, type the text and press enter
``? question  answer``   wait for the question and answer it; two blanks divide them. An answer to a question of yes or
                         no is ``y``, ``n`` or nothing for a bare enter; one to a list is a part of the wanted line; any
                         other is typed over what stands there, nothing for a bare enter. ``^C`` is Ctrl-C.
``| line``               wait for this line since the last answer; several are together one block of the screen, as it
                         is, where a line that ends in an ellipsis may go on otherwise
``…``                    divides two blocks between which there is something else
``! keys``               press keys by the names that tmux has for them
======================== ==============================================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from terminal.window import Terminal

_USERS_TURN = "Your input ->"
_POINTER = "»"
_YES_OR_NO = ("(Y/n)", "(y/N)")
_CTRL_C = "^C"
_LONGEST_LIST = 60
_LEFT_OPEN = "…"


@dataclass(slots=True)
class Talk:
    """A session in a terminal; ``answered`` is the line of the last question that was answered."""

    terminal: Terminal
    answered: int = -1

    def play(self, transcript: str) -> None:
        """Type all, and see all, that a transcript holds."""
        lines = [line.strip() for line in transcript.strip().splitlines()]
        for kind, group in groupby((line for line in lines if line), key=lambda line: line[0]):
            told = [line[2:] for line in group]
            match kind:
                case "|":
                    self.see(told)
                case "…":
                    pass
                case ">":
                    for text in told:
                        self.answer(_USERS_TURN, text)
                case "?":
                    for line in told:
                        question, _, answer = line.partition("  ")
                        self.answer(question, answer.strip())
                case "!":
                    for keys in told:
                        self.terminal.press(*keys.split())
                case _:
                    raise AssertionError(f"{kind!r} begins no line of a transcript")

    def see(self, block: Sequence[str]) -> None:
        """Wait for lines that follow each other, since the last answer."""
        wanted = [line.strip() for line in block]
        self.terminal.wait(
            lambda lines: _place_of(wanted, [line.strip() for line in lines[self.answered + 1 :]]), "\n".join(wanted)
        )

    def answer(self, question: str, answer: str) -> None:
        """Wait for a question and answer it."""
        place = self.terminal.wait(lambda lines: _question_in(lines, self.answered + 1, question), question)
        if answer == _CTRL_C:
            self.terminal.press("C-c")
        else:
            self._answer(place, answer)
        self.answered = place

    def since_answer(self) -> str:
        """All that is to be seen since the last answer."""
        return "\n".join(self.terminal.lines()[self.answered + 1 :])

    def _answer(self, place: int, answer: str) -> None:
        asked = self.terminal.lines()[place:]
        if any(_is_pointed_at(line) for line in asked):
            self._pick(place, answer)
        elif any(line.endswith(_YES_OR_NO) for line in asked):
            self.terminal.press(answer or "Enter")
        else:
            if answer:
                self.terminal.press("C-e", "C-u")
                self.terminal.type(answer)
            self.terminal.press("Enter")

    def _pick(self, place: int, wanted: str) -> None:
        """Go down the list to the wanted line. A list may be longer than what is seen of it."""
        for _ in range(_LONGEST_LIST):
            listed = self.terminal.lines()[place:]
            at = next(number for number, line in enumerate(listed) if _is_pointed_at(line))
            if wanted in listed[at]:
                self.terminal.press("Enter")
                return
            below = next((number for number, line in enumerate(listed[at:]) if wanted in line), 1)
            self.terminal.press(*["Down"] * below)
            self.terminal.wait(lambda lines, seen=listed: lines[place:] != seen or None, f"a list with {wanted}")
        raise AssertionError("\n".join([f"No line of the list has {wanted!r} in it:", *self.terminal.lines()[place:]]))


def _question_in(lines: Sequence[str], start: int, question: str) -> int | None:
    """The line where a question begins: a line break in it may be anywhere."""
    wanted = _without_blanks(f"? {question}")
    for place in range(start, len(lines)):
        if lines[place].startswith("?") and _without_blanks("".join(lines[place:])).startswith(wanted):
            return place
    return None


def _place_of(block: Sequence[str], lines: Sequence[str]) -> int | None:
    places = range(len(lines) - len(block) + 1)
    return next((place for place in places if all(map(_is_as_wanted, block, lines[place:]))), None)


def _is_as_wanted(wanted: str, line: str) -> bool:
    return line.startswith(wanted[:-1]) if wanted.endswith(_LEFT_OPEN) else line == wanted


def _is_pointed_at(line: str) -> bool:
    return line.lstrip().startswith(_POINTER)


def _without_blanks(text: str) -> str:
    return "".join(text.split())
