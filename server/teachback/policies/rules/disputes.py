"""RulePolicy's verdicts by the places where they stand, which stay the same while fixes are tried out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from teachback.policies.learnt import StoryId
from teachback.policies.placed_examples import Place
from teachback.policies.placements import Placements
from teachback.policies.rules.training import RuleVerdicts
from teachback.policies.rules.verdicts import ActionPlace, Effect, Incompleteness


@dataclass(frozen=True, slots=True, order=True)
class Deed:
    """What a story or rule does at a place: an action's name, ``action_listen`` where it waits."""

    place: Place
    action: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a story or rule does where rules say otherwise.

    ``predicted`` is what RulePolicy would run, ``None`` where rules with the same key make it forget them. ``rules``
    decide it; ``built_in`` is Rasa's name for a decision of its own, and then there are none.
    """

    deed: Deed
    in_rule: bool
    predicted: str | None
    rules: tuple[Deed, ...] = ()
    built_in: str | None = None


@dataclass(frozen=True, slots=True)
class Lack:
    """An action of a rule without what follows it in other rules: slots, or one of some loops
    (``should_not_be_set``: none), each with the steps that say so.
    """

    deed: Deed
    slots: Mapping[str, tuple[Place, ...]]
    loops: Mapping[str, tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Objections:
    """All for which RulePolicy refuses to train. ``many_turns`` are the second messages of rules."""

    many_turns: tuple[Place, ...] = ()
    lacks: tuple[Lack, ...] = ()
    disputes: tuple[Dispute, ...] = ()


NO_OBJECTIONS = Objections()


def objections(verdicts: RuleVerdicts, placements: Placements) -> Objections:
    """The verdicts, sorted by their places; one place may be come upon in several ways, and is told once."""
    disputes: dict[object, Dispute] = {}
    for found in verdicts.contradictions:
        deed = _deed(found.place, placements)
        rules = tuple(_deed(each, placements) for each in found.rules)
        dispute = Dispute(deed, found.in_rule, found.predicted, rules, found.built_in)
        known = disputes.setdefault((deed, found.predicted, found.built_in), dispute)
        disputes[deed, found.predicted, found.built_in] = replace(
            known, rules=tuple(sorted({*known.rules, *dispute.rules}))
        )
    return Objections(
        tuple(sorted(_place(story, step, placements) for story, step in verdicts.many_turns)),
        tuple(sorted((_lack(each, placements) for each in verdicts.incomplete), key=lambda lack: lack.deed)),
        tuple(sorted(disputes.values(), key=lambda dispute: dispute.deed)),
    )


def _place(story: StoryId, step: int, placements: Placements, *, implied: bool = False) -> Place:
    return Place(*placements.where(story), step, implied)


def _deed(found: ActionPlace, placements: Placements) -> Deed:
    return Deed(_place(found.story, found.step, placements, implied=found.implied), found.action)


def _lack(found: Incompleteness, placements: Placements) -> Lack:
    return Lack(_deed(found.place, placements), _said(found.slots, placements), _said(found.loops, placements))


def _said(effects: Iterable[Effect], placements: Placements) -> Mapping[str, tuple[Place, ...]]:
    return MappingProxyType(
        {each.name: tuple(sorted({_place(story, step, placements) for story, step in each.said})) for each in effects}
    )
