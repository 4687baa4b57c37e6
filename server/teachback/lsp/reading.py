"""Reads projects for the first time, beside everything else."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from teachback.lsp.progress import Progress
from teachback.lsp.uris import path_of
from teachback.lsp.worker import Check, Worker
from teachback.project.layout import find_roots

if TYPE_CHECKING:  # the kernel is loaded when there is something to read
    from teachback.completion.vocabulary import Vocabulary
    from teachback.lsp.server import TeachbackServer
    from teachback.lsp.workbench import Workbench
    from teachback.lsp.workspace import Workspace
    from teachback.text.document import Document

logger = logging.getLogger(__name__)


class Reading:
    """Reads in a thread of its own; a project is handed over to the kernel when it is complete."""

    def __init__(self, server: TeachbackServer) -> None:
        self._server = server
        self._worker = Worker("teachback-reading")
        self._begun: set[Path] = set()
        self._current: set[Path] = set()
        self._claimed: set[str] = set()
        self._pending = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def under_way(self) -> bool:
        """Whether a project is being read."""
        return bool(self._current)

    @property
    def idle(self) -> bool:
        """Whether all that the client has named so far has been read."""
        return self._idle.is_set()

    def reads(self, path: str) -> bool:
        """Whether a project is being read to which a file may belong."""
        return any(Path(path).is_relative_to(root) for root in self._current)

    async def done(self) -> None:
        """Wait until all that the client has named so far has been read."""
        await self._idle.wait()

    @contextmanager
    def pending(self) -> Generator[None]:
        """Let ``done`` wait for the end of a block."""
        self._pending += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._pending -= 1
            if self._pending == 0:
                self._idle.set()

    async def read_folders(self, folders: Iterable[Path]) -> None:
        """Read all projects in folders of the client."""
        with self.pending():
            for folder in folders:
                for root in await self._worker.run(lambda _, folder=folder: find_roots(folder)):
                    await self._read(root)
        self._server.publication.tell_status()

    def claim_soon(self, uri: str) -> None:
        """The same as ``claim``, while other messages are served."""
        if uri not in self._claimed:  # what is typed in has been claimed
            self._server.start(self.claim(uri))

    async def claim(self, uri: str) -> None:
        """Read the project of an open document that belongs to none so far, if the document is a story file."""
        path = path_of(uri)
        if path is None or uri in self._claimed:
            return
        with self.pending():
            if await self._server.kernel.ask(_knows(path)):
                self._claimed.add(uri)
                return
            document = self._server.documents.get(uri)
            folders = self._server.settings.folders
            if document is None:
                return
            root = await self._worker.run(lambda _: _root_for(Path(path), document, folders))
            if root is not None:
                self._claimed.add(uri)
                await self._read(root)

    def release(self, uri: str) -> None:
        """The document is no longer open; a project that was just this file has been dropped with it."""
        self._claimed.discard(uri)
        self._begun.discard(Path(path_of(uri) or ""))

    def forget_below(self, folder: Path, kept: Iterable[Path]) -> None:
        """The projects of a folder were dropped, unless they lie in a folder that is kept."""
        others = tuple(kept)
        self._begun = {
            root
            for root in self._begun
            if not root.is_relative_to(folder) or any(root.is_relative_to(other) for other in others)
        }
        self._claimed.clear()

    async def _read(self, root: Path) -> None:
        if root in self._begun:
            return
        self._begun.add(root)
        self._current.add(root)
        self._server.publication.tell_status()
        options, make_bench = self._server.settings.options_for(root), self._server.make_bench
        progress = Progress(self._server, f"Teachback: reading {root.name}")
        loop = asyncio.get_running_loop()

        def opened() -> frozenset[str]:
            return frozenset(path for uri in tuple(self._server.documents) if (path := path_of(uri)))

        def glanced(vocabulary: Vocabulary) -> None:
            loop.call_soon_threadsafe(self._server.vocabularies.learn, root, vocabulary)

        try:
            bench = await self._worker.run(
                lambda check: _read(make_bench(root, options), _checked(check, progress.report_soon), opened, glanced)
            )
        except Exception:
            logger.exception("could not read %s", root)
            return
        finally:
            self._current.discard(root)
            progress.end()
        latest = self._server.settings.options_for(root)
        self._server.kernel.change(lambda workspace: workspace.adopt(bench, latest))


def _root_for(path: Path, document: Document, folders: tuple[Path, ...]) -> Path | None:
    from teachback.lsp.loose import root_for  # noqa: PLC0415 - initialize is answered before this is loaded

    return root_for(path, document, folders)


def _read(
    bench: Workbench,
    progress: Callable[[int, int], None],
    opened: Callable[[], frozenset[str]],
    glanced: Callable[[Vocabulary], None],
) -> Workbench:
    """Read a project, files that are open by now first; as soon as these and the domain are read, tell their names."""
    from teachback.completion.vocabulary import Vocabulary  # noqa: PLC0415 - likewise

    bench.read(progress, opened(), lambda snapshot: glanced(Vocabulary.of(snapshot)))
    gc.freeze()  # a project stays: to look for garbage in all of it would hold up a keystroke
    return bench


def _knows(path: str) -> Callable[[Workspace, Check], bool]:
    return lambda workspace, _: workspace.bench_of(path) is not None


def _checked(check: Check, report: Callable[[int, int], None]) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        check()
        report(done, total)

    return progress
