"""Stories that start at a checkpoint at which none ends.

Rasa warns: "Unsatisfied start checkpoint" (R1, R3: generator.py:_issue_unused_checkpoint_notification).
"""

from __future__ import annotations

from operator import attrgetter

from teachback.checks.checkpoints import ended_at
from teachback.checks.one_sided_checkpoints import OneSided

RULE = OneSided(
    "unreachable-checkpoint",
    "A story starts at a checkpoint at which none ends",
    "No story ends at the checkpoint `{}`, so no conversation goes on from here.",
    attrgetter("starts"),
    ended_at,
).rule()
