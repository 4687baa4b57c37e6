"""Stories that end at a checkpoint at which none starts."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from teachback.checks.checkpoints import checkpoints, linked_in, location_of_name, started_at
from teachback.checks.finding import Finding, Fix
from teachback.checks.renaming import renamings
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.suggestions import close_names, did_you_mean
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.project.sources import SourceFile

CODE = "unfinished-checkpoint"


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """Rasa warns: "Unsatisfied end checkpoint" (R1, R3: generator.py:_issue_unused_checkpoint_notification)."""
    for placed, roles in linked_in(facts, file):
        known = started_at(facts)
        for place in roles.ends:
            name = place.text
            if name not in known:
                meant = did_you_mean(close_names(name, known))
                message = f"No story starts at the checkpoint `{name}`, so conversations stop here.{meant}"
                location = location_of_name(file, placed, place)
                yield Finding(CODE, Severity.WARNING, location, message, data=Record((("name", name),)))


def _seen(facts: Facts, file: SourceFile) -> Hashable:
    return started_at(facts) if facts.symbols.files[file.path].linked else None


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A near name among the checkpoints at which stories start."""
    found = checkpoints(facts)
    name = str(dict(finding.data.items).get("name"))
    if name not in found.starts and finding.location in found.ends.get(name, ()):
        yield from renamings(name, finding.location, found.starts)


RULE = Rule(CODE, Severity.WARNING, "A story ends at a checkpoint at which none starts", InEachFile(find, _seen), fixes)
