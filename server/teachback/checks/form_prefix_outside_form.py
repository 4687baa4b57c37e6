"""Prefixed lines where no form is active: training skips them, though no form handles them either."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding
from teachback.checks.form_fixes import unprefix_fixes
from teachback.checks.places import location_of
from teachback.checks.rule import Facts, Rule
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.policies.placed_examples import Place


def _find(facts: Facts) -> Iterator[Finding]:
    for story, step in facts.tables.form_turns.outside():
        path, index = facts.tables.placements.where(story)
        yield Finding(
            rule="form-prefix-outside-form",
            severity=Severity.WARNING,
            location=location_of(facts.snapshot, Place(path, index, step)),
            message=(
                "No form is active here, so nothing handles this line, and because of its `form:` prefix Rasa does not "
                "train on it either. Take the prefix off, or activate the form before it."
            ),
            data=Record((("step", step),)),
        )


RULE = Rule(
    code="form-prefix-outside-form",
    severity=Severity.WARNING,
    summary="A `form:` line stands where no form is active",
    find=_find,
    fixes=unprefix_fixes,
)
