"""``teachback teach``: interactive learning in the terminal."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from teachback.cli.interactive.answering import Answering, AtTerminal
from teachback.cli.interactive.asking import Run, is_terminal
from teachback.cli.interactive.beginning import Begun, fresh
from teachback.cli.interactive.endpoints import Endpoints, endpoints_of
from teachback.cli.interactive.engines import Engines, engines
from teachback.cli.interactive.first_prompt import then_first
from teachback.cli.interactive.page_files import NOT_BUILT, PageFiles, built_page
from teachback.cli.interactive.page_messages import OpenPlace
from teachback.cli.interactive.resuming import offered
from teachback.cli.interactive.session import Export, TerminalSession
from teachback.cli.interactive.shared_prompt import SharedPrompt
from teachback.cli.interactive.showing import Screen
from teachback.cli.interactive.story_watch import Watched
from teachback.cli.interactive.workroom import Resources, Workroom
from teachback.cli.meant import UsageError, options_of
from teachback.cli.projects import open_projects
from teachback.project.project import Project
from teachback.teaching.journal.journal import Journal, JournalError, journal_folder, taken_up
from teachback.teaching.session.conductor import Conductor
from teachback.teaching.session.inputs import Exported
from teachback.teaching.session.session import Session, started
from teachback.teaching.understanding.opening import embedded_interpreter, live_interpreter

if TYPE_CHECKING:  # the first question comes without them
    from teachback.cli.interactive.page_face import SideView
    from teachback.cli.interactive.side_views import SideViews
    from teachback.policies.live.live_engine import LiveEngine


def teach(arguments: argparse.Namespace) -> int:
    """Ask until the person leaves; 2 when there is nobody to ask, or the command cannot be carried out."""
    screen = Screen(Console(highlight=False))
    try:
        _teach(arguments, screen)
    except (UsageError, JournalError) as problem:
        print(f"teachback teach: {problem}", file=sys.stderr)
        return 2
    return 0


def _teach(arguments: argparse.Namespace, screen: Screen) -> None:
    if not is_terminal():
        raise UsageError("it asks questions, so it needs a terminal for input and output.")
    project = _project(arguments)
    with engines(arguments, project.snapshot) as chosen:
        _teach_with(arguments, screen, project, chosen)


def _teach_with(arguments: argparse.Namespace, screen: Screen, project: Project, chosen: Engines) -> None:
    snapshot, live = project.snapshot, chosen.live
    understanding = (
        embedded_interpreter(snapshot, screen.later) if live is None else live_interpreter(snapshot, live.server)
    )
    endpoints = endpoints_of(snapshot, arguments.endpoints)
    resources = Resources(understanding, partial(endpoints.action_server, os.environ), chosen.learning, live)
    workroom = Workroom(project, options_of(arguments), resources, screen.later)
    try:
        session, journal, begun = _begun(arguments, workroom, endpoints, live)
        screen.say("Bot loaded. Type a message and press enter (press 'Ctrl-c' to stop).")
        screen.remark(begun.remark)
        conductor = Conductor(session, workroom, journal)
        export = _export(arguments, workroom, screen, begun.beside)
        prompt = SharedPrompt()
        with _answering(arguments, workroom, begun.beside, screen, prompt) as answering:
            watched = Watched(answering, prompt, workroom)
            TerminalSession(conductor, workroom, screen, export, watched).run()
        journal.discard()
    finally:
        workroom.close()


def _export(arguments: argparse.Namespace, workroom: Workroom, screen: Screen, beside: str | None) -> Export:
    def export(session: Session) -> Exported | None:
        from teachback.cli.interactive.exporting import Exporting  # noqa: PLC0415 - the first question comes without it

        return Exporting(workroom, screen, beside, as_tests=arguments.e2e).export(session)

    return export


@contextmanager
def _answering(
    arguments: argparse.Namespace, workroom: Workroom, beside: str | None, screen: Screen, prompt: SharedPrompt
) -> Generator[Answering]:
    """The terminal, and the teaching page if it is wanted and was built; why not is said."""
    files = None if arguments.skip_visualization else built_page()
    if files is None:
        screen.remark("" if arguments.skip_visualization else NOT_BUILT)
        yield AtTerminal(screen, then_first(prompt.run, workroom.prepare))
        return
    with _on_page(files, arguments.port, _side_view(workroom, beside), screen, prompt) as page:
        yield page(then_first(prompt.run, workroom.prepare))


@contextmanager
def _on_page(
    files: PageFiles, port: int, side_view: SideView, screen: Screen, prompt: SharedPrompt
) -> Generator[Callable[[Run], Answering]]:
    from teachback.cli.interactive.page_answering import AtTerminalAndPage  # noqa: PLC0415 - not everybody wants it
    from teachback.cli.interactive.page_face import PageFace  # noqa: PLC0415 - likewise

    page = PageFace(files, port, prompt, side_view, partial(_show_place, screen))
    screen.say("Visualisation at")
    screen.say(page.address)
    try:
        yield lambda run: AtTerminalAndPage(screen, run, page)
    finally:
        page.close()


def _side_view(workroom: Workroom, beside: str | None) -> SideView:
    @cache
    def views() -> SideViews:
        from teachback.cli.interactive.side_views import SideViews  # noqa: PLC0415 - the page is there before its graph

        return SideViews(workroom, beside)

    return lambda session: views().of(session)


def _show_place(screen: Screen, place: OpenPlace) -> None:
    """A terminal opens no files: most of them make a link of this."""
    screen.later(f"{place.path}:{place.line + 1}")


def _project(arguments: argparse.Namespace) -> Project:
    path = Path(arguments.path)
    project, *others = open_projects(path, options_of(arguments))
    if others:
        roots = ", ".join(each.root.as_posix() for each in (project, *others))
        raise UsageError(f"{path} holds {1 + len(others)} projects. Name one of them: {roots}.")
    return project


def _begun(
    arguments: argparse.Namespace, workroom: Workroom, endpoints: Endpoints, live: LiveEngine | None
) -> tuple[Session, Journal, Begun]:
    root = workroom.project.root
    named = (arguments.story, arguments.conversation, arguments.tracker_store)
    resumed = None if any(each is not None for each in named) else offered(root, workroom.domain)
    if resumed is not None:
        recorded, session = resumed
        return session, taken_up(recorded), Begun(recorded.beginning)
    begun = _place(arguments, workroom, endpoints, live)
    return started(begun.beginning.transcript), Journal(journal_folder(root), begun.beginning), begun


def _place(arguments: argparse.Namespace, workroom: Workroom, endpoints: Endpoints, live: LiveEngine | None) -> Begun:
    if arguments.story is None and arguments.conversation is None and arguments.tracker_store is None:
        return fresh()
    from teachback.cli.interactive.beginning_within import at_conversation, at_story  # noqa: PLC0415 - most begin fresh

    if arguments.story is not None:
        return at_story(workroom.inspection(), arguments.story)
    from teachback.cli.interactive.real_conversations import real_conversation  # noqa: PLC0415 - likewise

    told, origin = real_conversation(arguments, endpoints.file, endpoints.folder, live)
    return at_conversation(workroom.predictor(), workroom.inspection(), told, origin)
