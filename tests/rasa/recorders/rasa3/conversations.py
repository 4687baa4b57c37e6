"""The conversations that Rasa 3.6 puts together from steps, and the conflicts among them."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from case_folders import Description
from rasa.core.training import story_conflict
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.generator import TrainingDataGenerator
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.core.training_data.structures import StoryGraph

from rasa3.loading import caught_warnings, plain, rasas_own


class Generated(NamedTuple):
    """Conversations and the warnings of the generator."""

    trackers: list[DialogueStateTracker]
    warnings: list[str]

    def told(self, domain: Domain) -> Description:
        """The record of the conversations."""
        return {
            "n": len(self.trackers),
            "warnings": self.warnings,
            "trackers": [
                {**told_tracker(tracker), "states": plain(tracker.past_states(domain))} for tracker in self.trackers
            ],
        }


def generate_stories(graph: StoryGraph, domain: Domain) -> Generated:
    """Put the conversations of stories together as validation does: no augmentation, duplicates kept, no rules."""
    generator = TrainingDataGenerator(graph, domain, remove_duplicates=False, augmentation_factor=0)
    with caught_warnings() as caught:
        trackers = generator.generate_story_trackers()
    return Generated(trackers, rasas_own(caught))


def generate_for_training(graph: StoryGraph, domain: Domain) -> Generated:
    """Put conversations together as ``rasa train`` does: rules, stories, and stories glued together at random."""
    generator = TrainingDataGenerator(
        graph, domain, remove_duplicates=True, augmentation_factor=50, use_story_concatenation=True
    )
    with caught_warnings() as caught:
        trackers = generator.generate()
    return Generated(trackers, rasas_own(caught))


def told_tracker(tracker: DialogueStateTracker) -> Description:
    """The record of a conversation without its states."""
    return {"name": tracker.sender_id, "events": [told_event(event) for event in tracker.events]}


def told_event(event: Event) -> str:
    """An event in one line."""
    if not isinstance(event, UserUttered):
        return str(event)
    entities = json.dumps([entity["entity"] for entity in event.entities]) if event.entities else ""
    return "UserUttered({}{})".format(event.intent.get("name") or repr(event.text), entities)


def conflicts(trackers: list[DialogueStateTracker], domain: Domain, max_history: int | None) -> Description:
    """What ``rasa data validate stories --max-history`` reports, and what it counts before it leaves beginnings out."""
    found = story_conflict.find_story_conflicts(trackers, domain, max_history)
    counted = story_conflict._find_conflicting_states(trackers, domain, max_history)
    return {
        "conflicts": [told_conflict(conflict) for conflict in found],
        "n_conflicts": len(found),
        "n_conflicting_states_incl_start": len(counted),
    }


def told_conflict(conflict: Any) -> Description:
    """The record of a conflict."""
    return {
        "message": str(conflict),
        "actions": dict(conflict._conflicting_actions),
        "sliced_states": plain(conflict._sliced_states),
    }
