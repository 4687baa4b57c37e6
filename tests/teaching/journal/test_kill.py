"""Nothing that was confirmed is lost: sessions are killed after each of their inputs, and taken up again.

A process dies here by a signal, and a disk is full by a limit of the process: tests of systems that have both.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from pathlib import Path

import pytest

from bots import open_bot
from teachback.project.project import Project
from teachback.teaching.journal.journal import Journal, JournalError, journal_folder, left_behind, taken_up, thrown_away
from teachback.teaching.journal.records import Beginning
from teachback.teaching.session.conductor import Conductor, fitting, replayed
from teachback.teaching.session.inputs import Input
from teachback.teaching.session.session import START, Session, started
from teaching.session.lessons_in_words import Classroom, given

BOT = """
=== data/stories.md
## happy
* request
  - restaurant_form
  - form{"name": "restaurant_form"}
  - slot{"requested_slot": "cuisine"}
* form: inform{"cuisine": "greek"}
  - form: restaurant_form
  - slot{"cuisine": "greek"}
  - form{"name": null}
  - slot{"requested_slot": null}
  - utter_done
## hello
* greet
  - utter_greet
"""

SCRIPT = """
> /greet
y
n
= utter_new
= Brand new!
undo
y
> /request
= restaurant_form
y
> /chitchat
n
= utter_chitchat
fork 1
> /bye
fresh
> /greet
y
"""


def test_a_session_that_is_killed_after_any_input_stands_there_again(tmp_path: Path) -> None:
    project = open_bot(tmp_path, BOT)
    sessions = _after_each_input(project)
    assert len(sessions) > len(SCRIPT.split("\n"))
    for inputs, expected in enumerate(sessions, 1):
        _in_a_child(_play_and_die, project, inputs)
        [recorded] = left_behind(tmp_path)
        session, fit = fitting(started(recorded.beginning.transcript), recorded.inputs, project.snapshot.domain)
        assert (session, fit, recorded.cut) == (expected, inputs, "")
        thrown_away(recorded)
    assert list(left_behind(tmp_path)) == []


def test_wherever_its_end_is_torn_off_a_journal_holds_all_whole_lines(tmp_path: Path) -> None:
    project = open_bot(tmp_path, BOT)
    sessions = [started(START), *_after_each_input(project)]
    _in_a_child(_play_and_die, project, len(sessions) - 1)
    [whole] = left_behind(tmp_path)
    content = whole.path.read_bytes()
    beginning = content.index(b"\n") + 1
    for length in range(beginning, len(content), 41):
        whole.path.write_bytes(content[:length])
        [recorded] = left_behind(tmp_path)
        assert len(recorded.inputs) == content[beginning:length].count(b"\n")
        assert bool(recorded.cut) == (content[length - 1 : length] != b"\n")
        session = replayed(started(recorded.beginning.transcript), recorded.inputs, project.snapshot.domain)
        assert session == sessions[len(recorded.inputs)]


def test_what_is_taken_up_goes_on_after_the_last_whole_line(tmp_path: Path) -> None:
    project = open_bot(tmp_path, BOT)
    _in_a_child(_play_and_die, project, 4)
    [torn] = left_behind(tmp_path)
    torn.path.write_bytes(torn.path.read_bytes()[:-9])
    [recorded] = left_behind(tmp_path)
    journal = taken_up(recorded)
    journal.append(given("> /bye"))
    journal.close()
    [again] = left_behind(tmp_path)
    assert again.inputs == (*recorded.inputs, given("> /bye"))
    assert (len(recorded.inputs), again.cut) == (3, "")


def test_two_processes_cannot_take_up_the_same_session(tmp_path: Path) -> None:
    _in_a_child(_play_and_die, open_bot(tmp_path, BOT), 3)
    [recorded] = left_behind(tmp_path)
    journal = taken_up(recorded)
    assert _in_a_child(_take_up, tmp_path, recorded) == 3
    assert list(left_behind(tmp_path)) == []
    journal.close()
    assert _in_a_child(_take_up, tmp_path, recorded) == 0


def test_what_another_has_gone_on_with_meanwhile_is_not_cut(tmp_path: Path) -> None:
    _in_a_child(_play_and_die, open_bot(tmp_path, BOT), 3)
    [offered] = left_behind(tmp_path)
    other = taken_up(offered)
    other.append(given("> /bye"))
    other.close()
    for take in (taken_up, thrown_away):
        with pytest.raises(JournalError, match="Another session"):
            take(offered)
    [kept] = left_behind(tmp_path)
    assert kept.inputs == (*offered.inputs, given("> /bye"))


def test_the_folder_hides_itself_from_git(tmp_path: Path) -> None:
    _in_a_child(_play_and_die, open_bot(tmp_path, BOT), 1)
    assert (tmp_path / ".teachback" / ".gitignore").read_text() == "*\n"


def test_a_full_disk_is_told_and_costs_only_the_step_that_did_not_fit(tmp_path: Path) -> None:
    assert _in_a_child(_fill_the_disk, tmp_path) == 0
    [recorded] = left_behind(tmp_path)
    assert recorded.inputs == (given("> /greet"), given("y"), given("> /bye"))
    assert recorded.cut == ""


def test_a_disk_that_is_full_from_the_start_leaves_nothing_unreadable(tmp_path: Path) -> None:
    assert _in_a_child(_begin_on_a_full_disk, tmp_path) == 0
    assert [path.name for path in journal_folder(tmp_path).iterdir()] == [
        recorded.path.name for recorded in left_behind(tmp_path)
    ]
    assert (tmp_path / ".teachback" / ".gitignore").read_text() == "*\n"


class _Killed:
    """A journal whose process dies right after so many inputs."""

    def __init__(self, journal: Journal, inputs: int) -> None:
        self._journal = journal
        self._left = inputs

    def append(self, given: Input) -> None:
        self._journal.append(given)
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class _Noted:
    """The session after each input, as far as a journal is concerned."""

    def __init__(self) -> None:
        self.inputs: list[Input] = []

    def append(self, given: Input) -> None:
        self.inputs.append(given)


def _play(conductor: Conductor) -> None:
    for line in filter(None, SCRIPT.split("\n")):
        conductor.question()
        conductor.give(given(line))
    conductor.question()


def _after_each_input(project: Project) -> list[Session]:
    """The sessions of one that nobody kills."""
    noted = _Noted()
    _play(Conductor(started(), Classroom(project), noted))
    domain = project.snapshot.domain
    return [replayed(started(), noted.inputs[: number + 1], domain) for number in range(len(noted.inputs))]


def _play_and_die(project: Project, inputs: int) -> None:
    journal = Journal(journal_folder(project.root), Beginning(START))
    _play(Conductor(started(), Classroom(project), _Killed(journal, inputs)))


def _take_up(root: Path, recorded: object) -> None:
    [*_] = left_behind(root)
    try:
        taken_up(recorded)  # type: ignore[arg-type]
    except JournalError:
        os._exit(3)


def _fill_the_disk(root: Path) -> None:
    journal = Journal(journal_folder(root), Beginning(START))
    journal.append(given("> /greet"))
    journal.append(given("y"))
    [path] = journal_folder(root).iterdir()
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 10, resource.RLIM_INFINITY))
    try:
        journal.append(given("> /a message that is longer than the room that there is"))
    except JournalError as problem:
        if "does not count yet" not in str(problem):
            os._exit(5)
    else:
        os._exit(4)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    journal.append(given("> /bye"))


def _begin_on_a_full_disk(root: Path) -> None:
    journal = Journal(journal_folder(root), Beginning(START))
    for room in (0, 10):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        try:
            journal.append(given("> /greet"))
        except JournalError:
            continue
        os._exit(4)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    journal.append(given("> /greet"))


def _in_a_child(work: object, *arguments: object) -> int | None:
    """Do something in a process of its own; its exit code, negative where a signal ended it."""
    child = multiprocessing.get_context("fork").Process(target=work, args=arguments)  # type: ignore[arg-type]
    child.start()
    child.join()
    return child.exitcode
