"""Findings for actions that rules forbid: what both checks of contradictions have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from teachback.checks.finding import Finding, Related
from teachback.checks.rule import Facts
from teachback.checks.rule_places import location_in, name_of, named_place, runs
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.values import Record, freeze
from teachback.formats.problems import Severity
from teachback.policies.rules.verdicts import ActionPlace, RuleContradiction


def contradictions(facts: Facts, code: str, *, in_rule: bool) -> Iterator[Finding]:
    """The findings about rules, or about stories."""
    for contradiction in facts.verdicts.contradictions:
        if contradiction.in_rule == in_rule:
            yield Finding(
                code,
                Severity.ERROR,
                location_in(facts, contradiction.place),
                _message(facts, contradiction),
                tuple(_related(facts, contradiction)),
                _data(facts, contradiction),
            )


def _message(facts: Facts, contradiction: RuleContradiction) -> str:
    kind = "rule" if contradiction.in_rule else "story"
    name = name_of(facts, contradiction.place.story)
    told = f'Here the {kind} "{name}" {runs(contradiction.place.action)}, but {_others(facts, contradiction)}.'
    return f"{told} Rasa refuses to train on both. {_cure(contradiction)}"


def _others(facts: Facts, contradiction: RuleContradiction) -> str:
    if contradiction.built_in is not None:
        return f"Rasa {runs(contradiction.predicted or '')} by itself ({contradiction.built_in})"
    first, *more = contradiction.rules
    told = f"the rule {named_place(facts, first)} {runs(first.action)}"
    names = len({place.story for place in more} - {first.story})
    if not names:
        return told
    return f"{told}, and so {'does another rule' if names == 1 else f'do {names} other rules'}"


def _cure(contradiction: RuleContradiction) -> str:
    if contradiction.built_in is not None:
        return "Use another intent here, or leave this action to Rasa."
    if not contradiction.in_rule and _ends_too_early(contradiction):
        return (
            "If the conversation may go on after the rule, say `wait_for_user_input: false` in the rule; "
            "otherwise run nothing more in the story."
        )
    if contradiction.in_rule:
        return "Run the same action in both rules, or give one of them a `condition` that the other rules out."
    return "Run the rule's action in the story, or give the rule a `condition` that does not hold here."


def _ends_too_early(contradiction: RuleContradiction) -> bool:
    return contradiction.predicted == ACTION_LISTEN and all(place.implied for place in contradiction.rules)


def _related(facts: Facts, contradiction: RuleContradiction) -> Iterator[Related]:
    for place in contradiction.rules:
        yield Related(location_in(facts, place), f'the rule "{name_of(facts, place.story)}" {runs(place.action)} here')


def _data(facts: Facts, contradiction: RuleContradiction) -> Record:
    frozen = freeze(
        {
            "in": name_of(facts, contradiction.place.story),
            "action": contradiction.place.action,
            "predicted": contradiction.predicted,
            "rules": list(dict.fromkeys(_name(facts, place) for place in contradiction.rules)),
            "built_in": contradiction.built_in,
        }
    )
    return cast("Record", frozen)  # freeze makes a Record of a dict


def _name(facts: Facts, place: ActionPlace) -> str:
    return name_of(facts, place.story)
