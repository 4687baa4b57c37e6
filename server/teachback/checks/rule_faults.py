"""What is wrong with rules, in words that outlast an edit: trials of fixes compare these before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from teachback.policies.placed_examples import Place
from teachback.policies.rules.disputes import Dispute, Lack, Objections
from teachback.project.snapshot import Snapshot

Fault = tuple[object, ...]


def rule_faults(snapshot: Snapshot, objections: Objections) -> frozenset[object]:
    """The faults of rules. Equal ones are counted, so that one more, or one less, is seen."""
    counted = Counter(_faults(snapshot, objections))
    return frozenset((*fault, number) for fault, count in counted.items() for number in range(count))


def dispute_faults(snapshot: Snapshot, objections: Objections, disputes: Iterable[Dispute]) -> frozenset[object]:
    """What of ``rule_faults`` is gone once these disputes are."""
    return _last_of(snapshot, objections, (_dispute(snapshot, each) for each in disputes))


def lack_faults(snapshot: Snapshot, objections: Objections, lack: Lack) -> frozenset[object]:
    """What of ``rule_faults`` is gone once an action sets what it should."""
    return _last_of(snapshot, objections, _lacks(snapshot, lack))


def turn_faults(snapshot: Snapshot, objections: Objections, place: Place) -> frozenset[object]:
    """What of ``rule_faults`` is gone once a rule has one turn."""
    return _last_of(snapshot, objections, [_turns(snapshot, place)])


def _last_of(snapshot: Snapshot, objections: Objections, ours: Iterable[Fault]) -> frozenset[object]:
    """As many of equal faults as there are of ours."""
    all_of_them = Counter(_faults(snapshot, objections))
    return frozenset(
        (*fault, number)
        for fault, count in Counter(ours).items()
        for number in range(all_of_them[fault] - count, all_of_them[fault])
    )


def _faults(snapshot: Snapshot, objections: Objections) -> Iterator[Fault]:
    for place in objections.many_turns:
        yield _turns(snapshot, place)
    for lack in objections.lacks:
        yield from _lacks(snapshot, lack)
    for dispute in objections.disputes:
        yield _dispute(snapshot, dispute)


def _turns(snapshot: Snapshot, place: Place) -> Fault:
    return "many turns", _name(snapshot, place)


def _lacks(snapshot: Snapshot, lack: Lack) -> Iterator[Fault]:
    for effect in (*lack.slots, *lack.loops):
        yield "lack", _name(snapshot, lack.deed.place), lack.deed.action, effect


def _dispute(snapshot: Snapshot, dispute: Dispute) -> Fault:
    place = dispute.deed.place
    return "dispute", _name(snapshot, place), dispute.deed.action, place.implied, dispute.predicted


def _name(snapshot: Snapshot, place: Place) -> str:
    return snapshot.files[place.path].placed_stories()[place.story].story.name.text
