"""The two generations of Rasa."""

from __future__ import annotations

from enum import Enum


class Dialect(Enum):
    """Which Rasa a project is written for; it decides features, default actions and policies."""

    RASA1 = "rasa1"
    """1.x: Markdown stories, FormPolicy, MappingPolicy."""
    RASA3 = "rasa3"
    """2.x and 3.x: YAML stories and rules, RulePolicy, loops."""
