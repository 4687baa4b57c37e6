"""``config.yml`` and ``endpoints.yml`` as written."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.values import Value
from teachback.formats.names import Name
from teachback.formats.problems import Problem


@dataclass(frozen=True, slots=True)
class Component:
    """A policy or pipeline component: the class name as written and its parameters (YAML 1.2 values)."""

    name: Name
    parameters: tuple[tuple[str, Value], ...] = ()

    @property
    def class_name(self) -> str:
        """The last part of a dotted path: ``rasa.core.policies.MemoizationPolicy`` is ``MemoizationPolicy``."""
        return self.name.text.rpartition(".")[2]

    def parameter(self, key: str) -> Value:
        """A parameter's value; ``None`` when it is missing or null."""
        return dict(self.parameters).get(key)


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """``policies`` is ``None`` when the file does not list any, which leaves the choice to Rasa."""

    policies: tuple[Component, ...] | None = None
    pipeline: tuple[Component, ...] = ()
    language: str | None = None
    recipe: str | None = None
    problems: tuple[Problem, ...] = ()
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One entry of ``endpoints.yml``, such as ``action_endpoint``, with its settings."""

    name: Name
    settings: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class EndpointsFile:
    """All endpoints of a file."""

    endpoints: tuple[Endpoint, ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: bool = False
