"""Stories that end at a checkpoint at which none starts."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.checkpoints import checkpoints
from teachback.checks.finding import Finding, Fix
from teachback.checks.renaming import renamings
from teachback.checks.rule import Facts, Rule
from teachback.checks.suggestions import close_names, did_you_mean
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity

CODE = "unfinished-checkpoint"


def find(facts: Facts) -> Iterator[Finding]:
    """Rasa warns: "Unsatisfied end checkpoint" (R1, R3: generator.py:_issue_unused_checkpoint_notification)."""
    found = checkpoints(facts)
    for name in sorted(found.ends.keys() - found.starts.keys()):
        meant = did_you_mean(close_names(name, found.starts))
        message = f"No story starts at the checkpoint `{name}`, so conversations stop here.{meant}"
        for place in found.ends[name]:
            yield Finding(CODE, Severity.WARNING, place, message, data=Record((("name", name),)))


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """A near name among the checkpoints at which stories start."""
    found = checkpoints(facts)
    name = str(dict(finding.data.items).get("name"))
    if name not in found.starts and finding.location in found.ends.get(name, ()):
        yield from renamings(name, finding.location, found.starts)


RULE = Rule(CODE, Severity.WARNING, "A story ends at a checkpoint at which none starts", find, fixes)
