"""How many states a project's policies look back."""

from __future__ import annotations

from teachback.dialogue.dialect import Dialect
from teachback.formats.config_tree import Component, ConfigFile
from teachback.project.options import WholeHistory

# R1:core/featurizers.py:MaxHistoryTrackerFeaturizer.MAX_HISTORY_DEFAULT; 3.x looks back without limit.
DEFAULT_MAX_HISTORY_1X = 5

MEMOIZATION = frozenset({"MemoizationPolicy", "AugmentedMemoizationPolicy"})
FEATURIZED_1X = frozenset({"KerasPolicy", "SklearnPolicy"})
# 1.x gives these the whole dialogue unless max_history is set (FullDialogueTrackerFeaturizer).
WHOLE_DIALOGUE_1X = frozenset({"TEDPolicy", "EmbeddingPolicy"})


def max_history_of(wanted: int | WholeHistory | None, config: ConfigFile, dialect: Dialect) -> int | None:
    """How many states count, ``None`` for all: the user's wish, or else what ``config.yml`` gives its policies.

    Memoization decides where it is configured, because it is the policy that recalls stories exactly; the longest of
    several counts, for what it cannot tell apart no other can. Without it the machine-learning policies decide.
    """
    if isinstance(wanted, WholeHistory):
        return None
    if wanted is not None:
        return wanted
    policies = config.policies or ()
    for names in (MEMOIZATION, FEATURIZED_1X | WHOLE_DIALOGUE_1X):
        found = [_of(policy, dialect) for policy in policies if policy.class_name in names]
        if found:
            return None if None in found else max(each for each in found if each is not None)
    return DEFAULT_MAX_HISTORY_1X if dialect is Dialect.RASA1 else None


def _of(policy: Component, dialect: Dialect) -> int | None:
    told = policy.parameter("max_history")
    if isinstance(told, int) and not isinstance(told, bool) and told > 0:
        return told
    if dialect is Dialect.RASA3 or policy.class_name in WHOLE_DIALOGUE_1X:
        return None
    return DEFAULT_MAX_HISTORY_1X
