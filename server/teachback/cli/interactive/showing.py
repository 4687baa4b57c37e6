"""What the terminal shows between questions: the conversation as a table, slots, reasons, remarks."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping

from rich.box import Box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from teachback.cli.interactive.from_here import from_here
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.transcript import Transcript, Understanding
from teachback.dialogue.values import Value, thaw
from teachback.teaching.reason import Reason, StoryPlace, in_words
from teachback.teaching.session.chat_history import BotLine, BotLineKind, BotRow, Row, chat_history
from teachback.teaching.understanding.marking import marked

# Lines between rows and none around: as authors know the table from Rasa.
_ROWS_ONLY = Box("    \n    \n ── \n    \n ── \n ── \n    \n    \n")
_RULE = "------"


class Screen:
    """A terminal, and what it showed last: nothing is shown twice in a row."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: Transcript = ()
        self._waiting: deque[str] = deque()

    def conversation(self, transcript: Transcript, slots: Mapping[str, Value], dialect: Dialect) -> None:
        """The conversation so far, in which everything counts, and all slots; only if it has changed."""
        if transcript == self._shown:
            return
        self._shown = transcript
        self._console.print(_RULE, "Chat History", "", sep="\n", highlight=False)
        self._console.print(_table(chat_history(transcript, dialect)))
        self._console.print("")
        if slots:
            told = ", ".join(f"{name}: {_shown(value)}" for name, value in slots.items())
            self._console.print("Current slots: ", highlight=False)
            self._console.print(Padding(Text(told), (0, 0, 0, 2)))
            self._console.print("")
        self._console.print(_RULE, highlight=False)

    def later(self, text: str) -> None:
        """A sentence to be read before the next question, so that it comes into nobody's words. From any thread."""
        self._waiting.append(text)

    def catch_up(self) -> None:
        """Show what has been waiting."""
        while self._waiting:
            self.remark(self._waiting.popleft())

    def say(self, text: str) -> None:
        """A sentence on a line of its own."""
        self._console.print(Text(text))

    def remark(self, text: str) -> None:
        """A sentence that nobody has to read."""
        if text:
            self._console.print(Text(text, style="italic"))

    def stories(self, places: Iterable[StoryPlace]) -> None:
        """Stories that the next question is about, each on a line of its own, which is not broken: it may be a link."""
        for place in places:
            self._console.print(Text(f"  {from_here(place.path)}:{place.line + 1}  {place.story}"), soft_wrap=True)

    def reasons(self, why: Iterable[Reason]) -> None:
        """Why the next question is asked so."""
        told = Table.grid(padding=(0, 1))
        for number, reason in enumerate(why):
            told.add_row(" ", "Why:" if number == 0 else "", Text(in_words(reason, from_here), style="dim"))
        if told.rows:
            self._console.print(told, style="dim")

    def difference(self, text: str) -> None:
        """A unified difference."""
        for line in text.splitlines():
            style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
            self._console.print(Text(line, style=style))


def _table(rows: Iterable[Row]) -> Table:
    table = Table(box=_ROWS_ONLY, show_edge=False, show_lines=True, header_style="")
    table.add_column("#")
    table.add_column("Bot", overflow="fold")
    table.add_column("You", justify="right", overflow="fold")
    for row in rows:
        if isinstance(row, BotRow):
            table.add_row(str(row.number), Text("\n").join(map(_bot_line, row.lines)), "")
        else:
            table.add_row(str(row.number), "", _message(row.understood))
    return table


def _bot_line(line: BotLine) -> Text:
    match line.kind:
        case BotLineKind.ACTION:
            told = Text(line.text, style="magenta")
            return told if line.confidence is None else told.append(f" {line.confidence:.2f}", style="default")
        case BotLineKind.MESSAGE:
            return Text(line.text, style="cyan")
        case BotLineKind.EVENT:
            return Text(line.text, style="dim")


def _message(understood: Understanding) -> Text:
    intent = f"\nintent: {understood.intent} {understood.confidence:.2f}"
    return Text(marked(understood), style="green").append(intent, style="default")


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else "None" if value is None else json.dumps(thaw(value), ensure_ascii=False)
