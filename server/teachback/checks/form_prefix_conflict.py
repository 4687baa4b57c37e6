"""The same answer inside a form, validated in one story and not in another."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace

from teachback.checks.each_part import of_each
from teachback.checks.finding import Finding, Related
from teachback.checks.form_fixes import conflict_fixes, in_order, place_of
from teachback.checks.places import describe, location_of
from teachback.checks.rule import Facts, InAllFiles, Rule
from teachback.checks.standing import standing
from teachback.dialogue.values import Record, freeze
from teachback.formats.problems import Severity
from teachback.policies.form_turns import FormTurn


@dataclass(frozen=True, slots=True)
class _Conflict:
    """Turns that FormPolicy cannot tell apart, of which it learns the ignored."""

    validated: tuple[FormTurn, ...]
    ignored: tuple[FormTurn, ...]
    severity: Severity


def _find(facts: Facts) -> Iterator[Finding]:
    for conflict in _conflicts(facts):
        yield from _both_sides(facts, conflict)


def _seen(facts: Facts) -> Hashable:
    conflicts = _conflicts(facts)
    turns = (turn for conflict in conflicts for turn in (*conflict.validated, *conflict.ignored))
    return (conflicts, standing(facts, (place_of(facts, turn) for turn in turns)))


def _conflicts(facts: Facts) -> tuple[_Conflict, ...]:
    found = (each for each in of_each(facts, facts.tables.form_turns.rows(), _conflict_in) if each is not None)
    return tuple(
        replace(each, validated=in_order(facts, each.validated), ignored=in_order(facts, each.ignored))
        for each in found
    )


def _conflict_in(facts: Facts, row: tuple[FormTurn, ...]) -> _Conflict | None:
    del facts
    validated = tuple(turn for turn in row if turn.prefixed and turn.left and turn.action == turn.form)
    if not validated:
        return None
    ignored = tuple(turn for turn in row if not turn.prefixed and turn.action == turn.form)
    if ignored:
        return _Conflict(validated, ignored, Severity.WARNING)
    unhappy = tuple(turn for turn in row if not turn.prefixed and turn.action != turn.form)
    return _Conflict(validated, unhappy, Severity.INFORMATION) if unhappy else None


def _both_sides(facts: Facts, conflict: _Conflict) -> Iterator[Finding]:
    for turn, others in ((turn, conflict.ignored) for turn in conflict.validated):
        yield _finding(facts, turn, others, conflict.severity, _on_validated(facts, turn, others[0]))
    for turn, others in ((turn, conflict.validated) for turn in conflict.ignored):
        yield _finding(facts, turn, others, conflict.severity, _on_ignored(facts, turn, others[0]))


def _finding(facts: Facts, turn: FormTurn, others: tuple[FormTurn, ...], severity: Severity, message: str) -> Finding:
    return Finding(
        rule="form-prefix-conflict",
        severity=severity,
        location=location_of(facts.snapshot, place_of(facts, turn)),
        message=message,
        related=tuple(
            Related(location_of(facts.snapshot, place_of(facts, other)), f"{_title(facts, other)}: {_kind(other)}")
            for other in others
        ),
        data=_data(turn),
    )


def _data(turn: FormTurn) -> Record:
    return Record(
        (
            ("form", turn.form),
            ("intent", turn.key.state.intent),
            ("after", turn.key.previous_action),
            ("prefixed", turn.prefixed),
            ("user_step", freeze(turn.user_step)),
            ("action_step", freeze(turn.action_step)),
        )
    )


def _title(facts: Facts, turn: FormTurn) -> str:
    return f'"{facts.tables.placed(turn.story).story.name.text}"'


def _where(facts: Facts, turn: FormTurn) -> str:
    return f"{_title(facts, turn)} ({describe(facts.snapshot, place_of(facts, turn))})"


def _kind(turn: FormTurn) -> str:
    return "validated (`form:`)" if turn.prefixed else "not validated (no `form:`)"


def _on_validated(facts: Facts, turn: FormTurn, other: FormTurn) -> str:
    answer = turn.key.state.intent
    return (
        f"In {_where(facts, other)} the answer `{answer}` {_ignored(other)}; here, with `form:`, it is validated. "
        f"Rasa learns the first and ignores the second, so the form will not read this answer. {_advice(other)}"
    )


def _on_ignored(facts: Facts, turn: FormTurn, other: FormTurn) -> str:
    answer = turn.key.state.intent
    return (
        f"Here the answer `{answer}` {_ignored(turn)}; in {_where(facts, other)}, with `form:`, it is validated. "
        f"Rasa learns the first and ignores the second, so the form will never read this answer. {_advice(turn)}"
    )


def _ignored(turn: FormTurn) -> str:
    if turn.action == turn.form:
        return f"is not validated by `{turn.form}`"
    return f"leads to `{turn.action}` and counts as not validated by `{turn.form}`"


def _advice(ignored: FormTurn) -> str:
    return "Remove one of the two." if ignored.action == ignored.form else "Make sure that both are meant."


RULE = Rule(
    code="form-prefix-conflict",
    severity=Severity.WARNING,
    summary="One answer inside a form is validated in one story and not in another",
    find=InAllFiles(_find, _seen),
    fixes=conflict_fixes,
    costly=True,
)
