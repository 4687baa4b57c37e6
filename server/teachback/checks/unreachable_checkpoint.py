"""Stories that start at a checkpoint at which none ends."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.checkpoints import checkpoints
from teachback.checks.finding import Finding, Fix
from teachback.checks.renaming import renamings
from teachback.checks.rule import Facts, Rule
from teachback.checks.suggestions import close_names, did_you_mean
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity

CODE = "unreachable-checkpoint"


def find(facts: Facts) -> Iterator[Finding]:
    """Rasa warns: "Unsatisfied start checkpoint" (R1, R3: generator.py:_issue_unused_checkpoint_notification)."""
    found = checkpoints(facts)
    for name in sorted(found.starts.keys() - found.ends.keys()):
        meant = did_you_mean(close_names(name, found.ends))
        message = f"No story ends at the checkpoint `{name}`, so no conversation goes on from here.{meant}"
        for place in found.starts[name]:
            yield Finding(CODE, Severity.WARNING, place, message, data=Record((("name", name),)))


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A near name among the checkpoints at which stories end."""
    found = checkpoints(facts)
    name = str(dict(finding.data.items).get("name"))
    if name not in found.ends and finding.location in found.starts.get(name, ()):
        yield from renamings(name, finding.location, found.ends)


RULE = Rule(CODE, Severity.WARNING, "A story starts at a checkpoint at which none ends", find, fixes)
