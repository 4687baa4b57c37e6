"""All projects of the client's folders and open files, and the editor's texts on top of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from teachback.lsp.client import ClientSupport
from teachback.lsp.client_view import ClientView
from teachback.lsp.report import Overview, Report
from teachback.lsp.uris import path_of, uri_of
from teachback.lsp.wanted import Wanted
from teachback.lsp.workbench import Workbench
from teachback.lsp.worker import Abandoned, Check
from teachback.policies.conversations import to_the_end
from teachback.project.options import Options
from teachback.text.document import Document

if TYPE_CHECKING:  # NumPy is loaded when there is something to learn
    from teachback.policies.statistical.learner import Learner

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text that the client has open, under the URI that the client gave it."""

    uri: str
    document: Document


class Workspace:
    """The kernel's side of the server. One thread owns it (see ``Kernel``)."""

    def __init__(self, client: ClientSupport) -> None:
        self.client = client
        self._benches: dict[Path, Workbench] = {}
        self._open: dict[str, OpenText] = {}

    def put_text(self, uri: str, document: Document) -> None:
        """Take over the client's text for a file; a document without a path belongs to no project."""
        path = path_of(uri)
        if path is None:
            return
        self._open[path] = OpenText(uri, document)
        if bench := self.bench_of(path):
            bench.project.overlay(path, document)

    def drop_text(self, uri: str) -> None:
        """Go back to what is on disk; a file that was read only because it was open is forgotten."""
        path = path_of(uri)
        if path is None or self._open.pop(path, None) is None:
            return
        if self._benches.pop(Path(path), None) is not None:
            return
        if bench := self.bench_of(path):
            bench.project.overlay(path, None)

    def text(self, path: str) -> Document | None:
        """The client's text for a file, ``None`` when it is not open."""
        opened = self._open.get(path)
        return opened.document if opened else None

    def adopt(self, bench: Workbench, options: Options) -> None:
        """Take over a project that has been read elsewhere, with the options and texts of now."""
        self._benches[bench.root] = bench
        bench.project.configure(options)
        for path, opened in self._open.items():
            alone = Path(path)
            if bench.root != alone and bench.project.knows(path):
                self._benches.pop(alone, None)
            if self.bench_of(path) is bench:
                bench.project.overlay(path, opened.document)

    def drop_below(self, folder: Path, kept: Iterable[Path]) -> None:
        """Forget the projects of a folder that was removed, unless they lie in a folder that was not."""
        others = tuple(kept)
        for root in [root for root in self._benches if root.is_relative_to(folder)]:
            if not any(root.is_relative_to(other) for other in others):
                del self._benches[root]

    def configure(self, options_for: Callable[[Path], Options]) -> None:
        """Follow new options, given by the root of a project."""
        for root, bench in self._benches.items():
            bench.project.configure(options_for(root))

    def refresh(self, paths: Iterable[str]) -> None:
        """Take in files that changed on disk; the client's texts stay on top."""
        by_bench: dict[Path, list[str]] = {}
        for path in paths:
            if bench := self.bench_of(path):
                by_bench.setdefault(bench.root, []).append(path)
        for root, mine in by_bench.items():
            self._benches[root].project.refresh(mine)

    def roots(self) -> tuple[Path, ...]:
        """The projects that have been read."""
        return tuple(self._benches)

    def bench_of(self, path: str) -> Workbench | None:
        """The innermost project to which a file belongs."""
        knowing = [bench for bench in self._benches.values() if bench.project.knows(path)]
        return max(knowing, key=lambda bench: len(bench.root.parts), default=None)

    def bench_at(self, root: Path) -> Workbench | None:
        """The project that lies just there."""
        return self._benches.get(root)

    def benches_near(self, path: str) -> tuple[Workbench, ...]:
        """The project to which a path belongs, or in whose folder it lies; else those that lie in a folder."""
        place = Path(path)
        around = [bench for root, bench in self._benches.items() if place.is_relative_to(root)]
        nearest = self.bench_of(path) or max(around, key=lambda bench: len(bench.root.parts), default=None)
        if nearest is not None:
            return (nearest,)
        return tuple(bench for root, bench in self._benches.items() if root.is_relative_to(place))

    def bench_with(self, uri: str) -> tuple[Workbench, str] | None:
        """The project that has read something from a document, and the document's path."""
        path = path_of(uri)
        bench = self.bench_of(path) if path else None
        if path is None or bench is None or path not in bench.project.snapshot.files:
            return None
        return bench, path

    def view(self, bench: Workbench) -> ClientView:
        """The project's present snapshot as the client sees it."""
        return ClientView(bench.project.snapshot, self.client, self.uri_of)

    def uri_of(self, path: str) -> str:
        """The URI of a path, in the client's own spelling where it has the file open."""
        opened = self._open.get(path)
        return opened.uri if opened else uri_of(path)

    def report(self, uri: str) -> Report | None:
        """The present report of one document, ``None`` when there is nothing to say of it."""
        found = self.bench_with(uri)
        if found is None:
            return None
        bench, path = found
        try:
            return bench.report(path, self.view(bench))
        except Exception:
            logger.exception("could not inspect %s", path)
            return bench.last_reports.get(path)

    def overview(self, check: Check = to_the_end) -> Overview:
        """Inspect what has changed and sum up. What ``check`` raises ends the work."""
        reports = {
            report.uri: report for bench in self._benches.values() for report in self._reports(bench, check).values()
        }
        contradictions = sum(bench.last_contradictions for bench in self._benches.values())
        return Overview(reports, contradictions, len(self._benches))

    def wanted_training(self, root: Path, check: Check) -> Wanted | None:
        """What a project's learner has to learn; ``None`` when there is nothing new, or no such project any more."""
        bench = self._benches.get(root)
        return bench.wanted_training(check) if bench else None

    def learn(self, root: Path, wanted: Wanted, learner: Learner | None) -> None:
        """Take over what came of a project's training."""
        if bench := self._benches.get(root):
            bench.learn(wanted, learner)

    def _reports(self, bench: Workbench, check: Check) -> Mapping[str, Report]:
        try:
            return bench.reports(self.view(bench), check)
        except Abandoned:
            raise
        except Exception:  # a defect that one project brings to light must not silence the others
            logger.exception("could not inspect %s", bench.root)
            return bench.last_reports
