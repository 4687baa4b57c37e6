"""Other names for the stories, asked one by one with the present ones to be changed."""

from __future__ import annotations

from dataclasses import replace

from teachback.teaching.export.talk.phases import Deciding, Naming, Settling, Shown
from teachback.teaching.export.talk.settling import settle
from teachback.teaching.export.talk.trying import Ground, tried_again
from teachback.teaching.prompts import Enter


def ask(phase: Naming) -> Shown:
    """The name of the next story."""
    present = phase.tried.plan.names[len(phase.names)]
    return Shown(Enter("Name of the story:", initial=present), changes=phase.tried.changes)


def take(phase: Naming, name: str, ground: Ground) -> Naming | Settling | Deciding:
    """The next name, or the plan under the new ones; a story without a new name keeps its own."""
    tried = phase.tried
    names = (*phase.names, name.strip() or tried.plan.names[len(phase.names)])
    if len(names) < len(tried.plan.names):
        return replace(phase, names=names)
    return settle(tried_again(tried, replace(tried.wanted, names=names), ground))
