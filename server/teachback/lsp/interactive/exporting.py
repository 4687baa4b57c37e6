"""The way out of a session into the files: decided on by questions, tried out, then handed over."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from teachback.checks.rule import Facts
from teachback.lsp.interactive.disk import text_on_disk
from teachback.lsp.interactive.handing_over import HandingOver, NotHandedOverError
from teachback.lsp.interactive.workroom import EditorWorkroom
from teachback.lsp.workbench import Workbench
from teachback.teaching.export.choices import changing_others, removing_others
from teachback.teaching.export.conflicts import Conflict
from teachback.teaching.export.plan import ExportPlan, difference, plan
from teachback.teaching.export.readback import StoryVerdict
from teachback.teaching.export.taught import Destinations, Taught
from teachback.teaching.export.verdict import Verdict, verify
from teachback.teaching.prompts import Choice, Choose, Enter, Question
from teachback.teaching.session.inputs import Answer, Told
from teachback.teaching.session.session import Session, unwritten

_WRITE, _NAMES, _FILE, _BACK = "write", "names", "file", "back"
_KEEP, _REMOVE, _CHANGE = "keep", "remove", "change"
_NOTHING = "Nothing was written."


class Asking(Protocol):
    """Asks a person in between; ``None`` where the person goes another way."""

    def __call__(self, asked: Question, changes: str | None = None, remark: str = "") -> Awaitable[Answer | None]:
        """The answer to a question that is shown with a difference and a remark."""
        ...


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """``names`` are those of the stories that were written, ``None`` where none was; ``remark`` tells the person."""

    names: tuple[str, ...] | None
    remark: str


@dataclass(frozen=True, slots=True)
class _Tried:
    """A plan, what would come of it, and what is said of the conflicts that were not decided on."""

    plan: ExportPlan
    verdict: Verdict
    changes: str
    remark: str


class Exporting:
    """Plans and tries out in the kernel, asks in between."""

    def __init__(self, workroom: EditorWorkroom, over: HandingOver, ask: Asking) -> None:
        self._workroom = workroom
        self._over = over
        self._ask = ask

    async def export(self, session: Session) -> ExportOutcome:
        """Lead from what was taught to what is written, or back."""
        taught = Taught(unwritten(session), responses=dict(session.responses))
        destinations = Destinations(beside=self._workroom.place.beside)
        remark = ""
        while True:
            tried = await self._settled(taught, destinations)
            match await self._decision(tried, remark):
                case answer if answer == _WRITE:
                    try:
                        await self._over.write(tried.plan.changes, _title(tried.plan))
                    except NotHandedOverError as problem:
                        return ExportOutcome(None, str(problem))
                    return ExportOutcome(tried.plan.names, f"{_title(tried.plan)}: done.")
                case answer if answer == _NAMES:
                    taught = await self._renamed(taught, tried.plan)
                    remark = ""
                case answer if answer == _FILE:
                    destinations, remark = await self._moved(taught, destinations, tried.plan)
                case _:
                    return ExportOutcome(None, _NOTHING)

    async def _settled(self, taught: Taught, destinations: Destinations) -> _Tried:
        """The plan after all conflicts with other stories were decided on."""
        made = await self._workroom.ask(lambda bench: _planned(bench, taught, destinations))
        decided: set[str] = set()
        while True:
            tried = await self._workroom.ask(lambda bench, made=made: _tried(bench, made))
            conflict = next((each for each in tried.verdict.conflicts if each.message not in decided), None)
            if conflict is None:
                return tried
            decided.add(conflict.message)
            made = await self._resolved(tried, conflict)

    async def _resolved(self, tried: _Tried, conflict: Conflict) -> ExportPlan:
        """A conflict, and what the person wants done about it."""
        ways = await self._workroom.ask(lambda bench: _ways(bench, tried, conflict))
        question = Choose(
            "Contradiction",
            f"{conflict.message} The stories contradict each other. What should become of them?",
            (
                Choice("Keep both", _KEEP),
                *([Choice("Replace the old: take it out", _REMOVE)] if ways[_REMOVE] is not None else []),
                *([Choice(f"Change the old: let it run '{conflict.action}'", _CHANGE)] if ways[_CHANGE] else []),
            ),
        )
        match await self._ask(question, tried.changes):
            case Told(value):
                return ways.get(value) or tried.plan
            case _:
                return tried.plan

    async def _decision(self, tried: _Tried, remark: str) -> str:
        named = ", ".join(f'"{name}"' for name in tried.plan.names)
        choices = (
            *([Choice(f"Write {named}", _WRITE)] if tried.plan.changes else []),
            Choice("Give other names", _NAMES),
            Choice("Write to another file", _FILE),
            Choice("Go back, write nothing", _BACK),
        )
        said = " ".join(part for part in (remark, tried.remark) if part)
        answer = await self._ask(Choose("Export", "Write these changes?", choices), tried.changes, said)
        return answer.value if isinstance(answer, Told) else _BACK

    async def _renamed(self, taught: Taught, made: ExportPlan) -> Taught:
        names: list[str] = []
        for name in made.names:
            answer = await self._ask(Enter("Name of the story:", initial=name))
            names.append(answer.value.strip() if isinstance(answer, Told) and answer.value.strip() else name)
        return replace(taught, names=tuple(names))

    async def _moved(self, taught: Taught, known: Destinations, made: ExportPlan) -> tuple[Destinations, str]:
        """Another file for the stories, and why it cannot be that one."""
        relative = await self._workroom.ask(lambda bench: bench.project.snapshot.relative(made.story_file or ""))
        answer = await self._ask(Enter("Export stories to (a file that exists is added to)", initial=relative))
        if not isinstance(answer, Told) or not answer.value.strip():
            return known, ""
        wanted = replace(known, stories=answer.value.strip())
        try:
            await self._workroom.ask(lambda bench: _planned(bench, taught, wanted))
        except ValueError as problem:
            return known, str(problem)
        return wanted, ""


def _planned(bench: Workbench, taught: Taught, destinations: Destinations) -> ExportPlan:
    return plan(bench.inspection().facts, taught, destinations, on_disk=text_on_disk)


def _tried(bench: Workbench, made: ExportPlan) -> _Tried:
    facts: Facts = bench.inspection().facts
    verdict = verify(facts, made, bench.learner())
    return _Tried(made, verdict, difference(made, facts), " ".join((*made.remarks, *_problems(verdict))))


def _ways(bench: Workbench, tried: _Tried, conflict: Conflict) -> dict[str, ExportPlan | None]:
    facts = bench.inspection().facts
    return {
        _REMOVE: removing_others(facts, tried.plan, tried.verdict, conflict),
        _CHANGE: changing_others(facts, tried.plan, tried.verdict, conflict),
    }


def _problems(verdict: Verdict) -> Iterator[str]:
    """Where the stories would not do what was taught, and what findings they would bring."""
    for story in verdict.stories:
        yield from _otherwise(story)
    for finding in verdict.new_findings:
        yield f"{finding.severity.value}: {finding.message} [{finding.rule}]"


def _otherwise(story: StoryVerdict) -> Iterator[str]:
    if not story.found:
        yield f'"{story.name}" cannot be read back from its file.'
    elif not story.same:
        yield f'"{story.name}" reads back as something else than what was taught.'
    for each in story.otherwise:
        instead = f"'{each.predicted}'" if each.predicted else "nothing"
        yield f"In \"{story.name}\" the policies will predict {instead} and not '{each.taught}'."


def _title(made: ExportPlan) -> str:
    return f"Write {', '.join(made.names)}"
