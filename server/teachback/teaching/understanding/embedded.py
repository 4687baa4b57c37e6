"""Understanding by a model of the project's own NLU data, in a child process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from platformdirs import user_cache_path

from teachback.dialogue.transcript import RankedIntent, Understanding
from teachback.teaching.understanding.child import WORKER, Child, ChildEnded
from teachback.teaching.understanding.interpreter import NoUnderstanding
from teachback.teaching.understanding.nlu_data import NluData
from teachback.teaching.understanding.wire import Message, Order, understanding_in

LONGEST_TRAINING = 300.0
LONGEST_ANSWER = 10.0
"""Seconds after which the child is given up."""


def silent(words: str) -> None:
    """Takes what is told and tells nobody."""
    del words


def usual_cache() -> Path:
    """Where trained models are kept: in the user's own folder for such things."""
    return user_cache_path("teachback", appauthor=False) / "understanding"


@dataclass(frozen=True, slots=True)
class Running:
    """How the child is run: where models are kept, how many seconds it may take to learn and to answer, and what it is
    (tests put one there that misbehaves).
    """

    cache: Path
    training: float = LONGEST_TRAINING
    answering: float = LONGEST_ANSWER
    command: tuple[str, ...] = WORKER


class EmbeddedInterpreter:
    """Learns NLU data, or takes what was learnt of the same before.

    ``intents`` are the domain's, which the ranking names even when no example teaches them. ``told`` hears in words
    what goes on, in threads of others. A child that dies is replaced once for each message. Several threads may ask.
    """

    __slots__ = ("_asking", "_child", "_closed", "_data", "_intents", "_running", "_starting", "_told")

    def __init__(
        self,
        data: NluData,
        intents: Iterable[str] = (),
        *,
        running: Running | None = None,
        told: Callable[[str], None] = silent,
    ) -> None:
        self._data = data
        self._intents = tuple(intents)
        self._running = running or Running(usual_cache())
        self._told = told
        self._asking = threading.Lock()
        self._starting = threading.Lock()
        self._child: Child | None = None
        self._closed = False

    def start(self) -> None:
        """Begin to learn, in the background. Trouble with that is told to the first message."""
        try:
            self._living()
        except NoUnderstanding as problem:
            self._told(str(problem))

    def understand(self, text: str) -> Understanding:
        """What a message means, once the model has learnt. Raises ``NoUnderstanding``."""
        with self._asking:
            answer = self._answer(text)
        try:
            understood = understanding_in(answer, text)
        except (KeyError, TypeError, ValueError) as problem:
            raise NoUnderstanding(f"The model's answer cannot be read ({problem}). Write `/intent`.") from problem
        return replace(understood, ranking=self._with_untaught(understood.ranking))

    def close(self) -> None:
        """Stop learning and understanding for good; whoever waits gets ``NoUnderstanding``."""
        with self._starting:
            self._closed = True
            if self._child is not None:
                self._child.end()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What of the data could not be used, in words; known once a message was understood."""
        return () if self._child is None else self._child.remarks

    def _answer(self, text: str) -> Message:
        child = self._living()
        try:
            return self._asked(child, text)
        except ChildEnded as end:
            self._told(f"What understands messages has ended ({end}) and is started anew.")
        try:
            return self._asked(self._replaced(child), text)
        except ChildEnded as end:
            self._forget()
            raise NoUnderstanding(f"What understands messages ended twice ({end}). Write `/intent`.") from end

    def _asked(self, child: Child, text: str) -> Message:
        try:
            return child.ask(text, self._running.training, self._running.answering)
        except ChildEnded:
            if self._closed:
                raise NoUnderstanding(_CLOSED) from None
            raise
        except NoUnderstanding:
            if self._closed:
                raise NoUnderstanding(_CLOSED) from None
            raise

    def _living(self) -> Child:
        with self._starting:
            if self._child is None or self._closed:
                self._child = self._started(from_cache=True)
            return self._child

    def _replaced(self, child: Child) -> Child:
        """Another child. If the first died while it got ready, that may have been of what is kept."""
        child.end()
        with self._starting:
            self._child = self._started(from_cache=child.ready)
            return self._child

    def _forget(self) -> None:
        with self._starting:
            self._child = None

    def _started(self, *, from_cache: bool) -> Child:
        if self._closed:
            raise NoUnderstanding(_CLOSED)
        try:
            order = Order(self._running.cache, from_cache)
            return Child(order, self._data, self._told, self._running.command)
        except OSError as problem:
            raise NoUnderstanding(f"What understands messages cannot be run: {problem}. Write `/intent`.") from problem

    def _with_untaught(self, ranking: tuple[RankedIntent, ...]) -> tuple[RankedIntent, ...]:
        taught = {each.name for each in ranking}
        untaught = sorted(name for name in dict.fromkeys(self._intents) if name not in taught)
        return (*ranking, *(RankedIntent(name, 0.0) for name in untaught))


_CLOSED = "Understanding was stopped."
