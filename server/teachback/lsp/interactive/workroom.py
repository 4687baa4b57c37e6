"""All that a session in an editor needs beside the person: policies, understanding, actions, and where each may run."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from teachback.dialogue.domain import Domain
from teachback.dialogue.transcript import Understanding
from teachback.lsp.interactive.beside import Known, shown_beside
from teachback.lsp.interactive.desk import SessionDesk
from teachback.lsp.interactive.faces import Asked
from teachback.lsp.server import TeachbackServer
from teachback.lsp.workbench import Workbench
from teachback.lsp.worker import Check, run_beside
from teachback.lsp.workspace import Workspace
from teachback.policies.prediction import Answer
from teachback.project.snapshot import Snapshot
from teachback.teaching.actions.embedded import EmbeddedActions, embedded_actions
from teachback.teaching.actions.server.action_server import action_server_of
from teachback.teaching.session.asked_next import asked_next
from teachback.teaching.session.inputs import Filled, Predicted, Ran, Result, Understood
from teachback.teaching.session.view_json import Json
from teachback.teaching.session.wishes import FillSlots, Predict, Run, Understand, Wish
from teachback.teaching.understanding.commands import is_command
from teachback.teaching.understanding.interpreter import CommandsFirst, NoUnderstanding
from teachback.teaching.understanding.opening import embedded_interpreter

Found = TypeVar("Found")


class ProjectGoneError(Exception):
    """The project of a session is no longer open; the text says so to the person."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session works. ``asks_server``: the person trusts the workspace, so actions may run on the server that
    its ``endpoints.yml`` names. ``beside`` is the file in which the conversation began.
    """

    root: Path
    asks_server: bool
    beside: str | None = None


class EditorWorkroom:
    """Belongs to the event loop. Whatever takes long happens in the kernel's thread, or beside in one of its own."""

    def __init__(self, server: TeachbackServer, place: Place) -> None:
        self.place = place
        self.desk = SessionDesk()
        self._server = server
        self._interpreter: CommandsFirst | None = None
        self._actions: tuple[Snapshot, EmbeddedActions] | None = None
        self._words: list[str] = []

    async def ask(self, question: Callable[[Workbench], Found]) -> Found:
        """An answer of the kernel about the texts of now. Raises ``ProjectGoneError``."""
        return await self.ask_with(lambda _, bench: question(bench))

    async def ask_with(self, question: Callable[[Workspace, Workbench], Found]) -> Found:
        """The same, where the question is about the client's side as well."""
        return await self._server.kernel.ask_latest(lambda workspace, _: question(workspace, self._bench(workspace)))

    async def beside(self, asked: Asked) -> Json:
        """What is shown beside a question. It makes way for whatever somebody waits for; cancelling ends it soon.

        Raises ``ProjectGoneError``.
        """
        known = await self._server.kernel.ask_aside(self._known)
        began_in = self.place.beside
        return await self._server.aside.run(lambda check: shown_beside(known, asked, began_in, check))

    async def snapshot(self) -> Snapshot:
        """The project as the texts of now have it."""
        return await self.ask(lambda bench: bench.project.snapshot)

    async def domain(self) -> Domain:
        """The domain as the texts of now have it."""
        return (await self.snapshot()).domain

    async def fulfilled(self, wish: Wish) -> Result:
        """What comes of a wish; cancelling does not wait for it."""
        match wish:
            case Understand(text):
                return Understood(await self._understood(text))
            case FillSlots(transcript, alone):
                actions = await self._acting(alone=alone)
                return Filled(await run_beside(lambda: actions.after_message(transcript)))
            case Predict():
                options = self._server.settings.options_for(self.place.root)
                heard = await self._heard(wish)
                return Predicted(await self.ask(lambda bench: self.desk.propose(bench, options, wish, heard)))
            case Run(action, transcript, alone):
                actions = await self._acting(alone=alone)
                return Ran(await run_beside(lambda: actions.run(action, transcript)))

    def next_change(self) -> asyncio.Event:
        """What is set when texts change again."""
        return self._server.kernel.next_change()

    def heard(self) -> str:
        """What is worth telling since this was asked last."""
        words, self._words = self._words, []
        return " ".join(dict.fromkeys(words))

    def close(self) -> None:
        """End what works in the background."""
        if self._interpreter is not None:
            self._interpreter.close()

    def _bench(self, workspace: Workspace) -> Workbench:
        root = self.place.root
        bench = workspace.bench_at(root)
        if bench is None:
            raise ProjectGoneError(f"The project {root} is no longer open.")
        return bench

    def _known(self, workspace: Workspace, check: Check) -> Known:
        """Runs in the kernel's thread."""
        bench = self._bench(workspace)
        return Known(bench.inspection().facts, self.desk.stories(bench, check))

    async def _heard(self, wish: Predict) -> Answer | None:
        """What the Rasa that the person has set says comes next, if it answers; why not is told."""
        live = self._server.live
        if not live.words:
            return None
        domain, asked = await self.domain(), asked_next(wish.transcript)
        told = await live.ask(lambda rasa: rasa.predict(domain, asked))
        if told is None:
            self._words.append(f"{live.words}; the numbers are Teachback's own.")
            return None
        return told[1]

    async def _understood(self, text: str) -> Understanding:
        snapshot = await self.snapshot()
        if not is_command(text, snapshot.dialect):
            told = await self._server.live.ask(lambda rasa: rasa.understand(text))
            if told is not None:
                return told[1]
        if self._interpreter is None:
            self._interpreter = await run_beside(lambda: embedded_interpreter(snapshot))
        asked = replace(self._interpreter, domain=snapshot.domain)
        try:
            return await run_beside(lambda: asked.understand(text))
        except NoUnderstanding as problem:
            self._words.append(str(problem))
            return Understanding(text, None, 0.0)

    async def _acting(self, *, alone: bool) -> EmbeddedActions:
        snapshot = await self.snapshot()
        if self._actions is None or self._actions[0] is not snapshot:
            self._actions = (snapshot, await run_beside(lambda: self._hired(snapshot)))
        actions = self._actions[1]
        return replace(actions, server=None) if alone else actions

    def _hired(self, snapshot: Snapshot) -> EmbeddedActions:
        server = action_server_of(snapshot, os.environ) if self.place.asks_server else None
        return embedded_actions(snapshot, server)
