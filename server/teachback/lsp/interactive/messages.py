"""The same session by ``window/showMessageRequest``: choices as buttons, and a command for what has to be typed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import Future

from lsprotocol import types

from teachback.dialogue.dialect import Dialect
from teachback.lsp.interactive.desk import told_so_far
from teachback.lsp.interactive.faces import Asked, Leaving, Reply
from teachback.lsp.interactive.workroom import EditorWorkroom
from teachback.lsp.prompts import scored
from teachback.lsp.server import TeachbackServer
from teachback.teaching.prompts import Choice, Choose, Confirm, Enter, Question
from teachback.teaching.reason import Stories, stories_in_words
from teachback.teaching.session.chat_history import BotRow, Row, chat_history
from teachback.teaching.session.inputs import Agreed, Answer, Told
from teachback.teaching.session.likely_messages import likely_intents
from teachback.teaching.session.phases import Listening
from teachback.teaching.session.session import Session
from teachback.teaching.session.ways_out import WayOut, menu

MOST_BUTTONS = 8
MORE, MENU, YES, NO, EMPTY = "More…", "Menu…", "Yes", "No", "Leave it empty"
_ROWS = 3


class Messages:
    """Asks by messages. Whoever closes one is left alone until ``say`` brings an answer, or ``show`` the message again.

    Text is said by the command ``teachback.say``: messages have no field to type in.
    """

    def __init__(self, server: TeachbackServer, workroom: EditorWorkroom) -> None:
        self._server = server
        self._workroom = workroom
        self._asked: Asked | None = None
        self._buttons: Mapping[str, Reply] = {}
        self._said: asyncio.Future[Reply] | None = None
        self._showing: asyncio.Task[None] | None = None
        self._message: Future[types.MessageActionItem | None] | None = None

    async def ask(self, asked: Asked) -> Reply:
        """Show a message with buttons, and wait for one of them or for something said."""
        self._asked = asked
        self._buttons = {**await self._offered(asked), MENU: Leaving(WayOut.CONTINUE)}
        return await self._answered(asked.remark or asked.session.remark)

    async def ask_again(self, problem: str) -> Reply:
        """The same message, with what is wrong before it."""
        return await self._answered(problem)

    def rest(self) -> None:
        """Nobody waits for messages."""

    def end(self, farewell: str) -> None:
        """Say that the session is over."""
        self._server.window_show_message(types.ShowMessageParams(types.MessageType.Info, farewell))

    def say(self, text: str) -> bool:
        """Answer by a text; false where nothing is asked at the moment."""
        if self._said is None or self._said.done() or self._asked is None:
            return False
        self._said.set_result(_meant(text, self._asked))
        return True

    def show(self) -> None:
        """Show the open question again, if its message was closed."""
        if self._is_closed() and self._said is not None and not self._said.done():
            self._showing = self._server.start(self._show("", tuple(self._buttons)))

    def _is_closed(self) -> bool:
        """A message may have been closed just now, so that who shows it knows nothing of that yet."""
        if self._showing is None or self._showing.done():
            return self._showing is not None
        message = self._message
        if message is None or not message.done() or message.cancelled():
            return False
        return message.exception() is None and message.result() is None

    async def _answered(self, before: str) -> Reply:
        said = self._said = asyncio.get_running_loop().create_future()
        self._showing = self._server.start(self._show(before, tuple(self._buttons)))
        reply = await said
        if reply == Leaving(WayOut.CONTINUE) and self._asked is not None:
            return await self._way_out(self._asked)
        return reply

    async def _show(self, before: str, titles: Sequence[str]) -> None:
        """One message after the other until a button is pressed, or the message closed."""
        open_question, page = self._said, 0
        dialect = (await self._workroom.domain()).dialect
        pages = _pages([title for title in titles if title != MENU])
        while self._asked is not None and open_question is not None and not open_question.done():
            buttons = (*pages[page], *((MORE,) if len(pages) > 1 else ()), MENU)
            picked = await self._picked(_told(self._asked, before, dialect), buttons)
            if picked == MORE:
                page = (page + 1) % len(pages)
                continue
            if picked is not None and not open_question.done():
                open_question.set_result(self._buttons[picked])
            return

    async def _picked(self, message: str, titles: Sequence[str]) -> str | None:
        items = [types.MessageActionItem(title) for title in titles]
        request = types.ShowMessageRequestParams(type=types.MessageType.Info, message=message, actions=items)
        self._message = self._server.window_show_message_request(request)
        picked = await asyncio.wrap_future(self._message)
        return picked.title if picked is not None and picked.title in titles else None

    async def _way_out(self, asked: Asked) -> Reply:
        question = menu(asked.session)
        picked = await self.ask(Asked(asked.session, question))
        if isinstance(picked, Told):
            way = WayOut(picked.value)
            return await self.ask(asked) if way is WayOut.CONTINUE else Leaving(way)
        return picked

    async def _offered(self, asked: Asked) -> Mapping[str, Answer]:
        match asked.question:
            case Confirm(usual=usual):
                answers = {YES: Agreed(True), NO: Agreed(False)}
                return answers if usual else dict(reversed(answers.items()))
            case Choose(choices=choices):
                return _by_title(choices)
            case Enter(initial=initial, suggestions=suggestions, may_be_empty=may_be_empty):
                offered = {**_by_title(suggestions), **({EMPTY: Told("")} if may_be_empty else {})}
                if initial:
                    return {**offered, initial: Told(initial)}
                return {**offered, **await self._messages(asked.session)}

    async def _messages(self, session: Session) -> Mapping[str, Answer]:
        """What the user may say next, as `/intent`."""
        if not isinstance(session.phase, Listening):
            return {}
        desk, current = self._workroom.desk, told_so_far(session.conversation)
        likely = await self._workroom.ask(lambda bench: likely_intents(desk.stories(bench), current))
        domain = await self._workroom.domain()
        known = [*(each for each in likely if each[0] in domain.intents)]
        others = [(intent, 0.0) for intent in sorted(set(domain.intents) - {intent for intent, _ in known})]
        return {f"/{intent} ({share:.2f})": Told(f"/{intent}") for intent, share in (*known, *others)}


def _by_title(choices: Sequence[Choice]) -> dict[str, Answer]:
    return {scored(each): Told(each.value) for each in choices}


def _pages(titles: Sequence[str]) -> list[Sequence[str]]:
    room = MOST_BUTTONS - 2
    return [titles[start : start + room] for start in range(0, len(titles), room)] or [()]


def _meant(text: str, asked: Asked) -> Reply:
    """What a text answers: yes or no where that is asked."""
    if isinstance(asked.question, Confirm):
        return Agreed(text.strip().lower() in {"y", "yes"})
    return Told(text)


def _told(asked: Asked, before: str, dialect: Dialect) -> str:
    """The last rows of the conversation, and the question."""
    rows = [_row(each) for each in chat_history(asked.session.conversation, dialect)[-_ROWS:]]
    changes = (asked.changes or "").rstrip()
    return "\n".join(part for part in (*rows, changes, before, _question(asked.question)) if part)


def _question(question: Question) -> str:
    if isinstance(question, Enter) and question.example:
        return f"{question.message} (or the command teachback.say, such as {question.example})"
    if isinstance(question, Choose) and question.stories:
        return f"{question.message} They are: {stories_in_words(Stories(question.stories))}."
    return question.message


def _row(row: Row) -> str:
    if isinstance(row, BotRow):
        return "\n".join(f"Bot: {each.text}" for each in row.lines)
    return f"You: {row.understood.text}"
