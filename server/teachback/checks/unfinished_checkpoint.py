"""Stories that end at a checkpoint at which none starts.

Rasa warns: "Unsatisfied end checkpoint" (R1, R3: generator.py:_issue_unused_checkpoint_notification).
"""

from __future__ import annotations

from operator import attrgetter

from teachback.checks.checkpoints import started_at
from teachback.checks.one_sided_checkpoints import OneSided

RULE = OneSided(
    "unfinished-checkpoint",
    "A story ends at a checkpoint at which none starts",
    "No story starts at the checkpoint `{}`, so conversations stop here.",
    attrgetter("ends"),
    started_at,
).rule()
