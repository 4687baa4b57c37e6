"""Prefixed lines where no form is active: training skips them, though no form handles them either."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from teachback.checks.finding import Finding
from teachback.checks.form_fixes import unprefix_fixes
from teachback.checks.places import location_of
from teachback.checks.rule import Facts, InAllFiles, Rule
from teachback.checks.standing import standing
from teachback.dialogue.values import Record
from teachback.formats.problems import Severity
from teachback.policies.placed_examples import Place


def _find(facts: Facts) -> Iterator[Finding]:
    for place in _places(facts):
        yield Finding(
            rule="form-prefix-outside-form",
            severity=Severity.WARNING,
            location=location_of(facts.snapshot, place),
            message=(
                "No form is active here, so nothing handles this line, and because of its `form:` prefix Rasa does not "
                "train on it either. Take the prefix off, or activate the form before it."
            ),
            data=Record((("step", place.step),)),
        )


def _places(facts: Facts) -> Iterator[Place]:
    for story, step in facts.tables.form_turns.outside():
        yield Place(*facts.tables.placements.where(story), step)


def _seen(facts: Facts) -> Hashable:
    return standing(facts, _places(facts))


RULE = Rule(
    code="form-prefix-outside-form",
    severity=Severity.WARNING,
    summary="A `form:` line stands where no form is active",
    find=InAllFiles(_find, _seen),
    fixes=unprefix_fixes,
)
