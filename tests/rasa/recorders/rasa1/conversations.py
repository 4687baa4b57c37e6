"""The conversations that Rasa 1.10 puts together for ``rasa data validate``, and the conflicts among them."""

from __future__ import annotations

from typing import Any, NamedTuple

from case_folders import Description
from rasa.core.domain import Domain
from rasa.core.events import Event, UserUttered
from rasa.core.trackers import DialogueStateTracker
from rasa.core.training import story_conflict
from rasa.core.training.generator import TrainingDataGenerator
from rasa.core.training.structures import StoryGraph, StoryStep

from rasa1.loading import caught_warnings, rasas_own


class Generated(NamedTuple):
    """Conversations and the warnings of the generator."""

    trackers: list[DialogueStateTracker]
    warnings: list[str]

    def told(self, domain: Domain) -> Description:
        """The record of the conversations."""
        return {
            "n": len(self.trackers),
            "warnings": sorted(set(self.warnings)),
            "trackers": [told_tracker(tracker, domain) for tracker in self.trackers],
        }


def generate(steps: list[StoryStep], domain: Domain) -> Generated:
    """Put conversations together as validation does: no augmentation, duplicates kept."""
    generator = TrainingDataGenerator(StoryGraph(steps), domain, remove_duplicates=False, augmentation_factor=0)
    with caught_warnings() as caught:
        trackers = generator.generate()
    return Generated(trackers, rasas_own(caught))


def told_tracker(tracker: DialogueStateTracker, domain: Domain) -> Description:
    """The record of a conversation."""
    return {
        "name": tracker.sender_id,
        "events": [told_event(event) for event in tracker.events],
        "states": told_states([dict(state) for state in tracker.past_states(domain)]),
    }


def told_event(event: Event) -> str:
    """An event in one line."""
    if isinstance(event, UserUttered):
        return f"UserUttered({event.as_story_string()})"
    return str(event)


def told_states(states: list[dict[str, float] | None]) -> list[dict[str, float] | None]:
    """States with their features in the order of names; ``None`` fills up what is shorter than ``max_history``."""
    return [None if state is None else dict(sorted(state.items())) for state in states]


def conflicts(trackers: list[DialogueStateTracker], domain: Domain, max_history: int | None) -> Description:
    """What ``rasa data validate stories --max-history`` reports, and what it counts before it leaves beginnings out."""
    found = story_conflict.find_story_conflicts(trackers, domain, max_history)
    length = max_history or story_conflict._get_length_of_longest_story(trackers, domain)
    return {
        "conflicts": [told_conflict(conflict) for conflict in found],
        "n_conflicts": len(found),
        "n_conflicting_states_incl_start": len(story_conflict._find_conflicting_states(trackers, domain, length)),
        "effective_max_history": length,
    }


def told_conflict(conflict: Any) -> Description:
    """The record of a conflict."""
    return {
        "message": str(conflict),
        "actions": dict(conflict._conflicting_actions),
        "sliced_states": told_states(conflict._sliced_states),
    }
