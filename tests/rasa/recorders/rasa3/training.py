"""Training of the configured policies in Rasa 3.6 that are tables, and what they keep of it."""

from __future__ import annotations

import base64
import tempfile
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import rasa.shared.utils.io
from case_folders import Description, failure
from rasa.core.policies.memoization import AugmentedMemoizationPolicy, MemoizationPolicy
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph

from rasa3.conversations import Generated, generate_for_training, told_tracker
from rasa3.loading import CONFIGURATION, plain

POLICIES = {policy.__name__: policy for policy in (MemoizationPolicy, AugmentedMemoizationPolicy, RulePolicy)}
# What Rasa's own templates configure, of what is a table.
DEFAULT_POLICIES = [{"name": "MemoizationPolicy"}, {"name": "RulePolicy"}]
MOST_TRACKERS_LISTED = 80
# A list made of a set: its order is none.
RULES_NOT_IN_STORIES = "rules_not_in_stories"


class Trained(NamedTuple):
    """The policies that could be trained, the refusals of the others, and what they were trained on."""

    domain: Domain
    generated: Generated
    policies: list[Policy]
    refused: list[Policy]
    errors: dict[str, Description]

    def told(self) -> Description:
        """The record of the training."""
        told = {
            "train": self._told_generated(),
            "lookups": {type(policy).__name__: lookup(policy) for policy in self.policies},
        }
        if self.errors:
            told["train_errors"] = self.errors
        for policy in self.refused:
            if isinstance(policy, RulePolicy):
                told["rule_sources_at_error"] = plain(dict(policy._rules_sources))
        return {**told, "trained_policies": [type(policy).__name__ for policy in self.policies]}

    def _told_generated(self) -> Description:
        trackers = self.generated.trackers
        originals = [tracker for tracker in trackers if not tracker.is_augmented]
        return {
            "n_trackers": len(trackers),
            "n_augmented": len(trackers) - len(originals),
            "n_rule": sum(bool(tracker.is_rule_tracker) for tracker in trackers),
            "warnings": self.generated.warnings,
            "originals": [
                [tracker.sender_id, bool(tracker.is_rule_tracker), told_tracker(tracker)["events"]]
                for tracker in originals[:MOST_TRACKERS_LISTED]
            ],
        }


def train(graph: StoryGraph, domain: Domain) -> Trained:
    """Train each policy of ``config.yml`` that is a table. When one refuses, the others are still trained."""
    trained = Trained(domain, generate_for_training(graph, domain), [], [], {})
    with tempfile.TemporaryDirectory() as folder:
        for setup in configured():
            policy = untrained(setup, Path(folder))
            try:
                policy.train(trained.generated.trackers, domain)
            except Exception as error:  # noqa: BLE001 - whatever Rasa raises is what is recorded
                trained.errors[setup["name"]] = failure(error)
                trained.refused.append(policy)
            else:
                trained.policies.append(policy)
    return trained


def configured() -> list[dict[str, Any]]:
    """The configured policies that are tables, with their options."""
    configuration = rasa.shared.utils.io.read_yaml_file(CONFIGURATION) or {}
    return [each for each in configuration.get("policies") or DEFAULT_POLICIES if each["name"] in POLICIES]


def untrained(setup: dict[str, Any], folder: Path) -> Policy:
    """A policy with its options, which would keep its model in a folder."""
    kind = POLICIES[setup["name"]]
    options = {key: value for key, value in setup.items() if key != "name"}
    return kind(
        {**kind.get_default_config(), **options},
        LocalModelStorage(folder),
        Resource(setup["name"]),
        ExecutionContext(GraphSchema({}), "recording"),
    )


def lookup(policy: Policy) -> Description:
    """The table of a policy, its keys readable."""
    if isinstance(policy, RulePolicy):
        return plain(
            {key: set(value) if key == RULES_NOT_IN_STORIES else value for key, value in policy.lookup.items()}
        )
    readable = _unpacked if policy.config["enable_feature_string_compression"] else str
    return dict(sorted((readable(key), action) for key, action in policy.lookup.items()))


def _unpacked(key: str) -> str:
    return zlib.decompress(base64.b64decode(key)).decode()
