"""Other files, asked for one by one, as Rasa does (R1:core/training/interactive.py:_request_export_info)."""

from __future__ import annotations

from dataclasses import replace

from teachback.teaching.export.talk.phases import Deciding, Placing, Settling, Shown
from teachback.teaching.export.talk.settling import settle
from teachback.teaching.export.talk.trying import Ground, Tried, tried_again
from teachback.teaching.export.taught import Destinations
from teachback.teaching.prompts import Enter

_MOST = 3


def ask(phase: Placing) -> Shown:
    """The next file."""
    return Shown(_questions(phase.tried)[len(phase.places)], changes=phase.tried.changes)


def take(phase: Placing, path: str, ground: Ground) -> Placing | Settling | Deciding:
    """The next file, or the plan with all of them; without a path a thing goes where the project suggests."""
    tried = phase.tried
    places = (*phase.places, path.strip() or None)
    if len(places) < len(_questions(tried)):
        return replace(phase, places=places)
    stories, nlu, domain = (*places, None, None)[:_MOST]
    destinations = Destinations(tried.wanted.destinations.beside, stories, nlu, domain)
    try:
        return settle(tried_again(tried, replace(tried.wanted, destinations=destinations), ground))
    except ValueError as problem:
        return Deciding(tried, str(problem))


def _questions(tried: Tried) -> tuple[Enter, ...]:
    """The files of a plan. Test stories bring neither examples nor names."""
    known = tried.wanted.destinations
    stories = known.stories or _relative(tried)
    if tried.wanted.tests:
        return (Enter("Export test stories to (if file exists, this will append the stories)", stories),)
    return (
        Enter("Export stories to (if file exists, this will append the stories)", stories),
        Enter("Export NLU data to (if file exists, this will merge learned data)", known.nlu or "", may_be_empty=True),
        Enter("Export domain file to (if file exists, names are added)", known.domain or "", may_be_empty=True),
    )


def _relative(tried: Tried) -> str:
    path = tried.plan.story_file
    return "" if path is None else tried.ground.facts.snapshot.relative(path)
