"""What the stories already say of a situation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from teachback.checks.places import location_of
from teachback.checks.rule import Facts
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.states import State
from teachback.policies.approaches import Approach, approaches
from teachback.policies.placed_examples import Place
from teachback.teaching.reason import Stories, StoryPlace

# So many stories are named in one reason.
MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """A way to a place, and the places of every action that stories run after a window that looks the same."""

    approach: Approach
    places: Mapping[str, tuple[Place, ...]]

    @property
    def contradictory(self) -> bool:
        """Whether the stories run different actions here."""
        return len(self.places) > 1


def evidence_at(facts: Facts, path: str, story: int, step: int) -> Evidence:
    """The evidence just before a step; of several ways to it the one where stories disagree most, else the shortest."""
    found = (evidence_of(facts, approach) for approach in approaches(facts.tables, path, story, step))
    return max(found, key=lambda evidence: len(evidence.places))


def evidence_of(facts: Facts, approach: Approach) -> Evidence:
    """The evidence where a way ends."""
    tables = facts.tables
    row = tables.windows.row(tables.key_of(approach.states))
    places = {
        action: tuple(
            sorted({Place(*tables.placements.where(each.story), each.step, each.implied) for each in row[action]})
        )
        for action in sorted(row)
    }
    return Evidence(approach, places)


def situation_in_words(state: State) -> str:
    """What just happened, as the beginning of a sentence."""
    if state.previous_action is not None and state.previous_action != ACTION_LISTEN:
        return (
            f'After the bot says "{state.previous_action}"'
            if state.previous_is_text
            else f"After `{state.previous_action}`"
        )
    if state.intent is not None:
        return f"After the user says `{state.intent}`"
    return f'After the user says "{state.text}"' if state.text is not None else "At the start of the conversation"


def disagreement_in_words(evidence: Evidence) -> str:
    """How many places of the stories run which action, the most first."""
    counted = sorted(evidence.places.items(), key=lambda item: (-len(item[1]), item[0]))
    clauses = [f"{len(places)} {_run(action, len(places))}" for action, places in counted]
    return f"{', '.join(clauses[:-1])} and {clauses[-1]}"


def _run(action: str, count: int) -> str:
    if action == ACTION_LISTEN:
        return "waits for the user" if count == 1 else "wait for the user"
    return f"runs `{action}`" if count == 1 else f"run `{action}`"


def stories_of(facts: Facts, places: Iterable[Place]) -> Stories:
    """The stories of some places, of which the first are named."""
    told = list(dict.fromkeys(story_place(facts, place) for place in places))
    return Stories(tuple(told[:MOST_NAMED]), max(0, len(told) - MOST_NAMED))


def story_place(facts: Facts, place: Place) -> StoryPlace:
    """A place by its story and line."""
    file = facts.snapshot.files[place.path]
    story = file.placed_stories()[place.story].story
    line = file.document.lines.line_of(location_of(facts.snapshot, place).span.start)
    return StoryPlace(story.name.text, place.path, line)
