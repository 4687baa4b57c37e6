"""Which policies a configuration asks for, and with which parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.values import Record, Value
from teachback.formats.config_tree import Component, ConfigFile
from teachback.formats.names import Name

# R1:core/constants.py and R3:core/constants.py. A policy that is missing here is the author's own or not supported.
PRIORITIES: Mapping[Dialect, Mapping[str, int]] = MappingProxyType(
    {
        Dialect.RASA1: MappingProxyType(
            {
                "TEDPolicy": 1,
                "EmbeddingPolicy": 1,
                "KerasPolicy": 1,
                "SklearnPolicy": 1,
                "MappingPolicy": 2,
                "MemoizationPolicy": 3,
                "AugmentedMemoizationPolicy": 3,
                "FallbackPolicy": 4,
                "TwoStageFallbackPolicy": 4,
                "FormPolicy": 5,
            }
        ),
        Dialect.RASA3: MappingProxyType(
            {
                "TEDPolicy": 1,
                "UnexpecTEDIntentPolicy": 2,
                "MemoizationPolicy": 3,
                "AugmentedMemoizationPolicy": 3,
                "RulePolicy": 4,
            }
        ),
    }
)
# Policies that come with Rasa of any generation, whether supported here or not.
RASAS_OWN = frozenset(name for known in PRIORITIES.values() for name in known)
# Those for which the statistical policy stands in; the last one only ever predicts `action_unlikely_intent`.
UNEXPECTED_INTENT = "UnexpecTEDIntentPolicy"
STATISTICAL = frozenset({"TEDPolicy", "EmbeddingPolicy", "KerasPolicy", "SklearnPolicy", UNEXPECTED_INTENT})

# What Rasa takes when the file lists none: R3:engine/recipes/config_files/default_config.yml; 1.x refuses to train, so
# there the policies of R1:cli/default_config.yml that need no further file stand in.
_DEFAULTS: Mapping[Dialect, tuple[str, ...]] = MappingProxyType(
    {
        Dialect.RASA1: ("MemoizationPolicy", "FormPolicy", "MappingPolicy"),
        Dialect.RASA3: ("MemoizationPolicy", "RulePolicy", "UnexpecTEDIntentPolicy", "TEDPolicy"),
    }
)
_DEFAULT_HISTORY_OF_1X = 5
_FIVE_STATES_IN_1X = frozenset({"MemoizationPolicy", "AugmentedMemoizationPolicy", "KerasPolicy", "SklearnPolicy"})


@dataclass(frozen=True, slots=True)
class PolicySetup:
    """A policy of the ensemble. ``max_history`` ``None`` is the whole past; 1.x's machine learning looks as far."""

    name: str
    priority: int
    max_history: int | None = None
    parameters: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def number(self, key: str, otherwise: float) -> float:
        """A numeric parameter, or what Rasa takes when it is missing or no number."""
        value = self.parameters.get(key)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else otherwise

    def text(self, key: str, otherwise: str) -> str:
        """A textual parameter, or what Rasa takes when it is missing."""
        value = self.parameters.get(key)
        return value if isinstance(value, str) and value else otherwise


@dataclass(frozen=True, slots=True)
class Configuration:
    """``policies`` in the order of the file; ``missing`` are the ones that are asked for and not supported.

    ``assumed`` when the file lists no policies and these are Rasa's own choice.
    """

    policies: tuple[PolicySetup, ...]
    missing: tuple[Name, ...] = ()
    assumed: bool = False

    def without(self, policy: str) -> Configuration:
        """The same without the policies of a class name."""
        return replace(self, policies=tuple(setup for setup in self.policies if setup.name != policy))

    def looking_back(self, max_history: int | None) -> Configuration:
        """The same with one length of memory for every policy (``None``: the whole past)."""
        return replace(self, policies=tuple(replace(setup, max_history=max_history) for setup in self.policies))

    @property
    def stand_ins(self) -> tuple[str, ...]:
        """The machine-learning policies, for which the statistical policy stands in."""
        return tuple(setup.name for setup in self.policies if setup.name in STATISTICAL)

    @property
    def statistical(self) -> bool:
        """Whether the ensemble's own prediction takes a machine-learning policy into account."""
        return bool(self.stand_ins)


def read_configuration(config: ConfigFile, dialect: Dialect) -> Configuration:
    """The policies that ``config`` asks for."""
    known = PRIORITIES[dialect]
    if config.policies is None:
        names = [name for name in _DEFAULTS[dialect] if name in known]
        return Configuration(
            tuple(PolicySetup(name, known[name], _default_history(name, dialect)) for name in names), assumed=True
        )
    supported = [component for component in config.policies if component.class_name in known]
    missing = tuple(component.name for component in config.policies if component.class_name not in known)
    return Configuration(tuple(_setup(component, dialect) for component in supported), missing)


def _setup(component: Component, dialect: Dialect) -> PolicySetup:
    name = component.class_name
    priority = component.parameter("priority")
    return PolicySetup(
        name,
        priority if isinstance(priority, int) else PRIORITIES[dialect][name],
        _max_history(component, dialect),
        MappingProxyType(dict(component.parameters)),
    )


def _max_history(component: Component, dialect: Dialect) -> int | None:
    parameters = dict(component.parameters)
    if "max_history" in parameters:
        return _positive(parameters["max_history"])
    match parameters.get("featurizer"):  # 1.x: a list of one featurizer, which overrides the policy's own
        case (Record(items), *_) if "max_history" in dict(items):
            return _positive(dict(items)["max_history"])
        case _:
            return _default_history(component.class_name, dialect)


def _positive(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _default_history(policy: str, dialect: Dialect) -> int | None:
    if dialect is Dialect.RASA1 and policy in _FIVE_STATES_IN_1X:
        return _DEFAULT_HISTORY_OF_1X
    return None
