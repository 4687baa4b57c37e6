"""Ways out of a contradiction: one action everywhere, one story less, or a look at the other side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from teachback.checks.contradiction_data import contradiction_of
from teachback.checks.finding import FileEdit, Finding, Fix
from teachback.checks.places import describe, location_of
from teachback.checks.rule import Facts
from teachback.checks.story_changes import removal, use
from teachback.checks.trial import mends
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.policies.contradictions import Contradiction
from teachback.policies.placed_examples import Place

# An edit of more places than this is nothing that a person can look over.
MOST_PLACES = 200
# So many other stories are offered to go to.
MOST_DESTINATIONS = 3


def fixes_of(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """The fixes of a contradiction at a place: only those that remove it and bring no new one."""
    contradiction = contradiction_of(facts, finding)
    here = _place_of(facts, contradiction, finding) if contradiction else None
    if contradiction is None or here is None:
        return
    for fix in _candidates(facts, contradiction, here):
        if mends(facts, fix.edits, contradiction.key):
            yield fix
    yield from _destinations(facts, contradiction, here)


def _place_of(facts: Facts, contradiction: Contradiction, finding: Finding) -> Place | None:
    for places in contradiction.places.values():
        for place in places:
            if location_of(facts.snapshot, place) == finding.location:
                return place
    return None


def _candidates(facts: Facts, contradiction: Contradiction, here: Place) -> Iterator[Fix]:
    count = sum(map(len, contradiction.places.values()))
    for action in contradiction.places if count <= MOST_PLACES else ():
        edits = tuple(_use_everywhere(facts, contradiction, action))
        if edits:
            stories = {(place.path, place.story) for places in contradiction.places.values() for place in places}
            yield Fix(f"{_title(action)} in all {len(stories)} stories", edits)
    placed = facts.snapshot.files[here.path].placed_stories()[here.story]
    yield Fix(f'Remove this story ("{placed.story.name.text}")', removal(facts, here))


def _title(action: str) -> str:
    return "Wait for the user" if action == ACTION_LISTEN else f"Use {action}"


def _use_everywhere(facts: Facts, contradiction: Contradiction, action: str) -> Iterable[FileEdit]:
    for other, places in contradiction.places.items():
        if other == action:
            continue
        for place in places:
            yield from use(facts, place, action)


def _destinations(facts: Facts, contradiction: Contradiction, here: Place) -> Iterator[Fix]:
    mine = next(action for action, places in contradiction.places.items() if here in places)
    others = [place for action, places in contradiction.places.items() if action != mine for place in places]
    for place in others[:MOST_DESTINATIONS]:
        name = facts.snapshot.files[place.path].placed_stories()[place.story].story.name.text
        title = f'Go to the other story: "{name}" ({describe(facts.snapshot, place)})'
        yield Fix(title, goto=location_of(facts.snapshot, place))
