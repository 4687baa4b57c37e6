"""Other stories that say the opposite of a new one."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import PurePosixPath

from teachback.checks import form_prefix_conflict
from teachback.checks.finding import Finding
from teachback.checks.places import location_of
from teachback.checks.rule import Facts
from teachback.policies.contradictions import Contradiction
from teachback.policies.placed_examples import Place
from teachback.policies.rules.disputes import Deed, Dispute
from teachback.project.snapshot import Snapshot
from teachback.project.sources import Location
from teachback.teaching.export.readback import Position


@dataclass(frozen=True, slots=True)
class OtherStory:
    """A story that says otherwise, at ``line`` (from 1) of a file as it would be. ``action`` is what it runs there;
    ``None`` for a form's answer that one of the two does not validate.
    """

    path: str
    line: int
    name: str
    place: Place
    action: str | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place of a new story that other stories, or rules, contradict. ``action`` is what it runs there, ``None`` for a
    conflict of ``form:`` prefixes; ``message`` says in words what is the matter.
    """

    story: str
    place: Place
    action: str | None
    others: tuple[OtherStory, ...]
    message: str


def conflicts_with(facts: Facts, new: AbstractSet[Position]) -> Iterator[Conflict]:
    """The conflicts of the stories at some positions with all others, with rules, and with themselves."""
    for contradiction in facts.contradictions:
        yield from _contradicting(facts, contradiction, new)
    for dispute in facts.objections.disputes:
        if (dispute.deed.place.path, dispute.deed.place.story) in new and dispute.rules:
            yield _with_rules(facts, dispute)
    for finding in form_prefix_conflict.RULE.find(facts):
        place = _place_at(facts.snapshot, finding.location)
        if place is not None and (place.path, place.story) in new:
            yield _of_prefixes(facts, finding, place)


def _contradicting(facts: Facts, contradiction: Contradiction, new: AbstractSet[Position]) -> Iterator[Conflict]:
    for action, places in contradiction.places.items():
        against = tuple(
            _other(facts.snapshot, place, other)
            for other, others in contradiction.places.items()
            if other != action
            for place in others
        )
        for place in places:
            if (place.path, place.story) in new and against:
                name = _name(facts.snapshot, place)
                yield Conflict(name, place, action, against, _in_words(contradiction, action, against))


def _in_words(contradiction: Contradiction, action: str, against: tuple[OtherStory, ...]) -> str:
    first = against[0]
    more = len(against) - 1
    others = f" and {more} more {'place' if more == 1 else 'places'}" if more else ""
    return (
        f"After `{contradiction.after_name}` this story runs `{action}`, but "
        f'"{first.name}" ({_line(first)}){others} runs `{first.action}`.'
    )


def _with_rules(facts: Facts, dispute: Dispute) -> Conflict:
    """Rules that forbid what a story runs: Rasa refuses to train on both."""
    deed = dispute.deed
    rules = tuple(_other(facts.snapshot, rule.place, rule.action) for rule in dispute.rules)
    return Conflict(
        _name(facts.snapshot, deed.place), deed.place, deed.action, rules, _with_rules_in_words(deed, rules[0])
    )


def _with_rules_in_words(deed: Deed, rule: OtherStory) -> str:
    return (
        f'This story runs `{deed.action}`, but the rule "{rule.name}" ({_line(rule)}) runs `{rule.action}` there. '
        "Rasa refuses to train on both."
    )


def _of_prefixes(facts: Facts, finding: Finding, place: Place) -> Conflict:
    others = (_place_at(facts.snapshot, facts.snapshot.located(related.place)) for related in finding.related)
    told = tuple(_other(facts.snapshot, other, None) for other in others if other is not None)
    return Conflict(_name(facts.snapshot, place), place, None, told, finding.message)


def _other(snapshot: Snapshot, place: Place, action: str | None) -> OtherStory:
    location = location_of(snapshot, place)
    line = snapshot.files[place.path].document.lines.line_of(location.span.start)
    return OtherStory(place.path, line + 1, _name(snapshot, place), place, action)


def _line(other: OtherStory) -> str:
    return f"{PurePosixPath(other.path).name}:{other.line}"


def _name(snapshot: Snapshot, place: Place) -> str:
    return snapshot.files[place.path].placed_stories()[place.story].story.name.text


def _place_at(snapshot: Snapshot, location: Location) -> Place | None:
    """The step that begins where a location does."""
    for index, placed in snapshot.files[location.path].stories_at(location.span):
        for number in range(len(placed.story.lines)):
            place = Place(location.path, index, number)
            if location_of(snapshot, place) == location:
                return place
    return None
