"""Training of the configured policies in Rasa 1.10, and what they keep of it."""

from __future__ import annotations

import base64
import zlib
from typing import Any, NamedTuple

from case_folders import Description
from rasa.core import config
from rasa.core.agent import Agent
from rasa.core.domain import Domain
from rasa.core.interpreter import RegexInterpreter
from rasa.core.policies.form_policy import FormPolicy
from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.policy import Policy
from rasa.core.trackers import DialogueStateTracker
from rasa.core.training.dsl import StoryFileReader
from rasa.core.training.structures import StoryGraph
from rasa.importers.importer import TrainingDataImporter

from rasa1.loading import caught_messages, caught_warnings, number_steps_anew, rasas_own, wait_for

CONFIGURATION = "config.yml"

__all__ = ["CONFIGURATION", "Agent", "Trained", "train"]


class Trained(NamedTuple):
    """A trained agent, the conversations that it was trained on, and the warnings on the way."""

    agent: Agent
    trackers: list[DialogueStateTracker]
    warnings: list[str]

    def told(self) -> Description:
        """The record of the training."""
        policies = self.agent.policy_ensemble.policies
        return {
            "n_trackers": len(self.trackers),
            "n_augmented": sum(bool(tracker.is_augmented) for tracker in self.trackers),
            "original_tracker_names": [each.sender_id for each in self.trackers if not each.is_augmented],
            "warnings": sorted(set(self.warnings)),
            "policies": [type(policy).__name__ for policy in policies],
            "priorities": {type(policy).__name__: policy.priority for policy in policies},
            "max_history": {type(policy).__name__: getattr(policy, "max_history", None) for policy in policies},
        }

    def lookups(self) -> Description:
        """The tables of the policies that are tables, their keys readable."""
        return {
            type(policy).__name__: self._lookup(policy)
            for policy in self.agent.policy_ensemble.policies
            if isinstance(policy, MemoizationPolicy)
        }

    def _lookup(self, policy: Policy) -> Description:
        """FormPolicy is a MemoizationPolicy whose table holds forms; the other tables hold numbers of actions."""
        names = self.agent.domain.action_names
        readable = _unpacked if policy.ENABLE_FEATURE_STRING_COMPRESSION else str
        table = {
            readable(key): value if isinstance(policy, FormPolicy) else names[value]
            for key, value in policy.lookup.items()
        }
        return dict(sorted(table.items()))


def train(files: list[str], domain: Domain) -> Trained:
    """Train the policies of ``config.yml`` as ``rasa train core`` does. Adds to the domain what Rasa adds to it."""
    with caught_messages("rasa.core"), caught_warnings() as caught:
        agent = Agent(domain, policies=config.load(CONFIGURATION))
        trackers = wait_for(agent.load_data(_StoryFiles(files, domain)))
        agent.train(trackers)
    return Trained(agent, trackers, rasas_own(caught))


class _StoryFiles(TrainingDataImporter):
    """Stories from files that are known already."""

    def __init__(self, files: list[str], domain: Domain) -> None:
        self._files = files
        self._domain = domain

    async def get_domain(self) -> Domain:
        return self._domain

    async def get_stories(self, *_: Any, **__: Any) -> StoryGraph:
        number_steps_anew()
        return StoryGraph(await StoryFileReader.read_from_files(self._files, self._domain, RegexInterpreter()))

    async def get_config(self) -> Description:
        return {}

    async def get_nlu_data(self, language: str = "en") -> Any:
        raise NotImplementedError


def _unpacked(key: str) -> str:
    return zlib.decompress(base64.b64decode(key)).decode()
