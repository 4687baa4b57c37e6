"""Findings where stories or rules do otherwise than rules say: one at what is done, one at the rule's deciding step."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from teachback.checks.finding import Finding, Related
from teachback.checks.places import action_name, location_of
from teachback.checks.rule import Facts
from teachback.checks.rule_words import all_do, does, name_at, names, opening, story_at, told
from teachback.checks.standing import standing
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.values import Record, freeze
from teachback.formats.problems import Severity
from teachback.policies.rules.disputes import Deed, Dispute
from teachback.policies.rules.rule_policy import ANSWERED_BY_RASA

# So many other places are linked.
MOST_RELATED = 200


@dataclass(frozen=True, slots=True)
class Side:
    """One place with all the disputes that are told there. ``decides`` where it is a rule's step that they are about;
    otherwise there is one dispute, about what is done here.
    """

    here: Deed
    disputes: tuple[Dispute, ...]
    decides: bool

    def against(self) -> tuple[Deed, ...]:
        """What is done or decided elsewhere, and stands against this place."""
        if self.decides:
            return tuple(dispute.deed for dispute in self.disputes)
        return self.disputes[0].rules

    def ending(self) -> tuple[Deed, ...]:
        """The rules that wait for the user without saying so, as all do after their last action, while others go on."""
        first = self.disputes[0]
        rules = (self.here,) if self.decides else first.rules
        if first.in_rule:
            rules = (self.here, *self.against())
        ending = tuple(rule for rule in rules if rule.action == ACTION_LISTEN and rule.place.implied)
        return ending if any(deed.action != ACTION_LISTEN for deed in (self.here, *self.against())) else ()


def sides(facts: Facts, *, in_rule: bool) -> Iterator[Side]:
    """The places of all disputes about stories, or about rules. Rules that dispute each other are told once each."""
    disputes = _disputes(facts, in_rule=in_rule)
    told_already: set[tuple[Deed, Deed]] = set()
    for dispute in disputes:
        told_already |= {(dispute.deed, rule) for rule in dispute.rules}
        yield Side(dispute.deed, (dispute,), decides=False)
    for rule, about in _by_rule(disputes).items():
        fresh = tuple(dispute for dispute in about if (rule, dispute.deed) not in told_already)
        if fresh:
            yield Side(rule, fresh, decides=True)


def _disputes(facts: Facts, *, in_rule: bool) -> tuple[Dispute, ...]:
    return tuple(dispute for dispute in facts.objections.disputes if dispute.in_rule == in_rule)


def seen(*, in_rule: bool) -> Callable[[Facts], Hashable]:
    """All that ``findings`` hang on, for ``InAllFiles.sees``."""

    def sees(facts: Facts) -> Hashable:
        disputes = _disputes(facts, in_rule=in_rule)
        deeds = (deed for dispute in disputes for deed in (dispute.deed, *dispute.rules))
        return (disputes, standing(facts, (deed.place for deed in deeds)))

    return sees


def _by_rule(disputes: Iterable[Dispute]) -> Mapping[Deed, list[Dispute]]:
    found: dict[Deed, list[Dispute]] = {}
    for dispute in disputes:
        for rule in dispute.rules:
            found.setdefault(rule, []).append(dispute)
    return found


def findings(facts: Facts, code: str, *, in_rule: bool) -> Iterator[Finding]:
    """The findings about stories, or about rules."""
    for side in sides(facts, in_rule=in_rule):
        yield Finding(
            code,
            Severity.ERROR,
            location_of(facts.snapshot, side.here.place),
            _message(facts, side),
            tuple(_related(facts, side)),
            data_of(facts, side),
        )


def data_of(facts: Facts, side: Side) -> Record:
    """The finding's own JSON: what is done here, and by which stories or rules it is contradicted."""
    first = side.disputes[0]
    here = {"in": name_at(facts, side.here.place), "action": side.here.action}
    if side.decides:
        there = {"against": [{"in": name_at(facts, deed.place), "action": deed.action} for deed in side.against()]}
    else:
        there = {"predicted": first.predicted, "rules": names(facts, first.rules), "built_in": first.built_in}
    return cast("Record", freeze({**here, **there}))  # freeze makes a Record of a dict


def _related(facts: Facts, side: Side) -> Iterator[Related]:
    for deed in side.against()[:MOST_RELATED]:
        yield Related(location_of(facts.snapshot, deed.place), f"{told(facts, deed.place)} {does(facts, deed)} here")


def _message(facts: Facts, side: Side) -> str:
    kind = story_at(facts, side.here.place).kind.value
    here = f"{opening(facts, side.here.place)} this {kind} {does(facts, side.here)}"
    built_in = side.disputes[0].built_in
    if built_in is not None:
        return f"{here}, but {_rasas_own(side.disputes[0].predicted or '')}"
    back = _back_to_loop(side)
    there = f"{here}, but {all_do(facts, side.against())}{back}."
    return f"{there} {_verdict(side)} {_cure(side)}"


def _rasas_own(action: str) -> str:
    """Rasa's decisions that no rule can change (rule_policy.py:_find_action_from_default_actions,
    _find_action_from_loop_happy_path).
    """
    if action in ANSWERED_BY_RASA:
        return (
            f"Rasa itself answers the intent `{ANSWERED_BY_RASA[action]}` with `{action}`, whatever rules say, and "
            f"refuses to train. Run `{action}` here, or take another intent."
        )
    if action == ACTION_LISTEN:
        return (
            "while a form runs Rasa waits for the user after it, whatever rules say, and refuses to train. Let the "
            "user answer first, or end the form with `active_loop: null`."
        )
    return (
        f"while the form runs Rasa goes on with `{action}`, whatever rules say, and refuses to train. Run `{action}` "
        "here, or end the form with `active_loop: null`."
    )


def _verdict(side: Side) -> str:
    first = side.disputes[0]
    if first.in_rule and first.predicted is None:
        return "Nothing tells these rules apart, so Rasa can follow none of them and refuses to train."
    return "Rasa refuses to train on both."


def _back_to_loop(side: Side) -> str:
    """A rule that ends inside of a running form leads back to the form."""
    predicted = side.disputes[0].predicted
    if side.decides or predicted in (None, ACTION_LISTEN) or predicted in {rule.action for rule in side.against()}:
        return ""
    return f", where Rasa goes back to {action_name(str(predicted))}"


def _cure(side: Side) -> str:
    first = side.disputes[0]
    if side.ending():
        rule = "that rule" if side.ending()[0] != side.here else "this rule"
        return (
            f"If something may follow {rule} at once, write `wait_for_user_input: false` in it; otherwise nothing may "
            f"follow in the {'other rule' if first.in_rule else 'story'}."
        )
    if first.in_rule:
        return "Let both do the same, or give one a `condition` that does not hold for the other."
    if side.decides:
        return f"{_do(side.here.action)} in the story too, or give this rule a `condition` that does not hold there."
    wanted = first.predicted or ACTION_LISTEN
    return f"{_do(wanted)} here too, or give the rule a `condition` that does not hold here."


def _do(action: str) -> str:
    return "Wait for the user" if action == ACTION_LISTEN else f"Run {action_name(action)}"
