"""The way out of a session into the files: shown first, tried out, then written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from teachback.checks.rule import Facts
from teachback.cli.interactive.asking import checked, entered, picked
from teachback.cli.interactive.showing import Screen
from teachback.cli.interactive.workroom import Workroom
from teachback.cli.written_edits import NotWrittenError, text_on_disk, write
from teachback.dialogue.transcript import Transcript, UserSaid
from teachback.teaching.export.choices import changing_others, removing_others
from teachback.teaching.export.conflicts import Conflict
from teachback.teaching.export.plan import ExportPlan, difference, plan, plan_tests
from teachback.teaching.export.readback import StoryVerdict
from teachback.teaching.export.taught import Destinations, Taught
from teachback.teaching.export.verdict import Verdict, verify
from teachback.teaching.prompts import Choice
from teachback.teaching.session.inputs import Exported
from teachback.teaching.session.session import Session, unwritten

_WRITE, _NAMES, _PLACES, _BACK = "write", "names", "places", "back"
_KEEP, _REMOVE, _CHANGE = "keep", "remove", "change"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the person wants written, as far as it is known."""

    taught: Taught
    destinations: Destinations


class Exporting:
    """Plans, shows and writes. ``as_tests`` writes test stories in the place of training stories."""

    def __init__(self, workroom: Workroom, screen: Screen, beside: str | None, *, as_tests: bool) -> None:
        self._workroom = workroom
        self._screen = screen
        self._beside = beside
        self._make: Callable[[Facts, _Wanted], ExportPlan] = _as_tests if as_tests else _as_training

    def export(self, session: Session) -> Exported | None:
        """What was written, and what was not wanted; ``None`` where the person thought better of it.

        Raises ``KeyboardInterrupt`` at Ctrl-C, with nothing written.
        """
        conversations = unwritten(session)
        chosen = _chosen(conversations)
        if not chosen:
            return None
        left_out = tuple(sorted(set(range(len(conversations))) - set(chosen)))
        told = tuple(conversations[place] for place in chosen)
        wanted = _Wanted(Taught(told, responses=dict(session.responses)), Destinations(beside=self._beside))
        while True:
            settled = self._settled(wanted)
            match self._decision(settled):
                case answer if answer == _WRITE:
                    names = self._written(settled)
                    if names is not None:
                        return Exported(names, left_out)
                case answer if answer == _NAMES:
                    wanted = replace(wanted, taught=_renamed(wanted.taught, settled))
                case answer if answer == _PLACES:
                    wanted = self._moved(wanted, settled)
                case _:
                    return None

    def _settled(self, wanted: _Wanted) -> ExportPlan:
        """The plan after all conflicts with other stories were decided on."""
        facts = self._workroom.inspection().facts
        made = self._make(facts, wanted)
        decided: set[str] = set()
        while True:
            verdict = verify(facts, made, self._workroom.statistics)
            conflict = next((each for each in verdict.conflicts if each.message not in decided), None)
            if conflict is None:
                self._show(facts, made, verdict)
                return made
            decided.add(conflict.message)
            made = self._resolved(facts, made, verdict, conflict)

    def _resolved(self, facts: Facts, made: ExportPlan, verdict: Verdict, conflict: Conflict) -> ExportPlan:
        """A conflict, and what the person wants done about it."""
        self._screen.say(conflict.message)
        for other in conflict.others:
            self._screen.say(f'  "{other.name}" ({facts.snapshot.relative(other.path)}:{other.line})')
        ways = {
            _REMOVE: removing_others(facts, made, verdict, conflict),
            _CHANGE: changing_others(facts, made, verdict, conflict),
        }
        choices = (
            Choice("Keep both", _KEEP),
            *([Choice("Replace the old: take it out", _REMOVE)] if ways[_REMOVE] is not None else []),
            *(
                [Choice(f"Change the old: let it run '{conflict.action}'", _CHANGE)]
                if ways[_CHANGE] is not None
                else []
            ),
        )
        return ways.get(picked("The stories contradict each other. What should become of them?", choices)) or made

    def _show(self, facts: Facts, made: ExportPlan, verdict: Verdict) -> None:
        self._screen.difference(difference(made, facts))
        for remark in made.remarks:
            self._screen.say(remark)
        for story in verdict.stories:
            for problem in _problems(story):
                self._screen.say(problem)
        for finding in verdict.new_findings:
            self._screen.say(f"{finding.severity.value}: {finding.message} [{finding.rule}]")

    def _decision(self, made: ExportPlan) -> str:
        named = ", ".join(f'"{name}"' for name in made.names)
        choices = (
            *([Choice(f"Write {named}", _WRITE)] if made.changes else []),
            Choice("Give other names", _NAMES),
            Choice("Write to other files", _PLACES),
            Choice("Go back, write nothing", _BACK),
        )
        return picked("Write these changes?", choices)

    def _written(self, made: ExportPlan) -> tuple[str, ...] | None:
        try:
            write(made.changes)
        except NotWrittenError as problem:
            self._screen.say(str(problem))
            return None
        self._screen.say("Successfully wrote stories and NLU data")
        return made.names

    def _moved(self, wanted: _Wanted, made: ExportPlan) -> _Wanted:
        """Other files, asked for one by one, as Rasa does (R1:core/training/interactive.py:_request_export_info)."""
        known = wanted.destinations
        relative = self._workroom.project.snapshot.relative
        asked = Destinations(
            beside=known.beside,
            stories=_place(
                "Export stories to (if file exists, this will append the stories)",
                known.stories or relative(made.story_file or ""),
            ),
            nlu=_place("Export NLU data to (if file exists, this will merge learned data)", known.nlu or ""),
            domain=_place("Export domain file to (if file exists, names are added)", known.domain or ""),
        )
        try:
            self._make(self._workroom.inspection().facts, replace(wanted, destinations=asked))
        except ValueError as problem:
            self._screen.say(str(problem))
            return wanted
        return replace(wanted, destinations=asked)


def _problems(story: StoryVerdict) -> Iterator[str]:
    """Where a story would not do what was taught."""
    if not story.found:
        yield f'"{story.name}" cannot be read back from its file.'
    elif not story.same:
        yield f'"{story.name}" reads back as something else than what was taught.'
    for each in story.otherwise:
        instead = f"'{each.predicted}'" if each.predicted else "nothing"
        yield f"In \"{story.name}\" the policies will predict {instead} and not '{each.taught}'."


def _as_training(facts: Facts, wanted: _Wanted) -> ExportPlan:
    return plan(facts, wanted.taught, wanted.destinations, on_disk=text_on_disk)


def _as_tests(facts: Facts, wanted: _Wanted) -> ExportPlan:
    return plan_tests(facts, wanted.taught, wanted.destinations, on_disk=text_on_disk)


def _chosen(conversations: tuple[Transcript, ...]) -> tuple[int, ...]:
    """The places of those of several conversations that are to be written; a single one needs no question."""
    if len(conversations) <= 1:
        return tuple(range(len(conversations)))
    choices = tuple(Choice(_told(each), str(number)) for number, each in enumerate(conversations))
    return tuple(int(value) for value in checked("Which conversations shall be written?", choices))


def _told(conversation: Transcript) -> str:
    said = [entry.understood.text for entry in conversation if isinstance(entry, UserSaid)]
    return " · ".join(said)


def _renamed(taught: Taught, made: ExportPlan) -> Taught:
    return replace(taught, names=tuple(entered("Name of the story:", name) for name in made.names))


def _place(message: str, initial: str) -> str | None:
    return entered(message, initial).strip() or None
