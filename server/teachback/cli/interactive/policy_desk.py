"""The policies of a session in the terminal, with the checks that go with them. Its thread alone may touch it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from teachback.checks.inspection import Inspection, Inspector
from teachback.cli.interactive.learning import Learning
from teachback.cli.projects import configuration_of
from teachback.cli.written_edits import NotWrittenError, write
from teachback.project.disk_changes import DiskChanges
from teachback.project.options import Options
from teachback.project.project import Project
from teachback.teaching.export.story_removal import without_stories
from teachback.teaching.reason import StoryPlace
from teachback.teaching.session.apprentice import Apprentice, apprentice_of


@dataclass(frozen=True, slots=True)
class DeskPlan:
    """What a desk works with. ``told`` hears in words what went wrong."""

    project: Project
    disk: DiskChanges
    options: Options
    learning: Learning
    told: Callable[[str], None]


class PolicyDesk:
    """Whatever changed on disk counts from the next answer on."""

    def __init__(self, plan: DeskPlan) -> None:
        self._plan = plan
        self._inspector = Inspector()
        self._inspected: Inspection | None = None
        self._apprentice: Apprentice | None = None

    def inspection(self) -> Inspection:
        """The inspection of the files as they are now."""
        project = self._plan.project
        changed = self._plan.disk.since_last_time(project.layout)
        if changed:
            project.refresh(changed)
            self._apprentice = self._inspected = None
        if self._inspected is None:
            self._inspected = self._inspector.inspect(project.snapshot)
        return self._inspected

    def apprentice(self) -> Apprentice:
        """Who knows what comes next, by the files as they are now."""
        inspection = self.inspection()
        if self._apprentice is None:
            self._apprentice = self._hired(inspection)
        return self._apprentice

    def remove_stories(self, stories: Sequence[StoryPlace]) -> str:
        """Take whole stories out of their files; what came of it, in words."""
        facts = self.inspection().facts
        try:
            write(without_stories(facts.snapshot, stories))
        except (ValueError, NotWrittenError) as problem:
            return f"{problem} Nothing was removed: take the stories out by hand."
        return f"Removed {', '.join(dict.fromkeys(each.story for each in stories))}."

    def _hired(self, inspection: Inspection) -> Apprentice:
        facts = inspection.facts
        configuration = configuration_of(facts.snapshot, self._plan.options)
        learner = self._plan.learning.learner(facts.tables, self._plan.told)
        return apprentice_of(facts, configuration, learner)
