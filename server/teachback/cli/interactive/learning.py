"""The statistical policy of a session: trained once, and up to date with the files from then on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first question comes without policies
    from teachback.policies.learnt import Group
    from teachback.policies.statistical.job import Job, Outcome
    from teachback.policies.statistical.learner import Learner
    from teachback.policies.tables import Tables


class Learning:
    """Trains in a child process when there is something new and much to learn; little is learnt on the spot.

    With a ``learner`` out of a saved model nothing is trained: what the files tell beyond it is for memory to know.
    """

    def __init__(self, learner: Learner | None = None) -> None:
        self._saved = learner is not None
        self._learner = learner
        self._tables: Tables | None = None
        self._groups: frozenset[Group] = frozenset()
        self._job: Job | None = None

    def learner(self, tables: Tables, told: Callable[[str], None]) -> Learner | None:
        """What has learnt from the stories; ``None`` where nothing could, of which ``told`` hears once a training."""
        if self._tables is not tables:
            self._begin(tables, told)
        if self._learner is None:
            return None
        from teachback.policies.statistical.catching_up import caught_up  # noqa: PLC0415 - NumPy

        return caught_up(self._learner, tables, self._groups)

    def stop(self) -> None:
        """End the child process, if there is one."""
        if self._job is not None:
            self._job.cancel()

    def _begin(self, tables: Tables, told: Callable[[str], None]) -> None:
        if not self._saved:
            self._train(tables, told)
        self._tables, self._groups = tables, frozenset(group for group, _ in tables.walks())

    def _train(self, tables: Tables, told: Callable[[str], None]) -> None:
        from teachback.cache import user_cache  # noqa: PLC0415 - see above
        from teachback.policies.statistical.job import Job, Order  # noqa: PLC0415 - likewise
        from teachback.policies.statistical.training_set import training_set  # noqa: PLC0415 - likewise

        outcomes: list[Outcome] = []
        training = training_set(tables.examples(), tables.domain, tables.max_history)
        self._job = Job(Order(training), user_cache("statistical"), outcomes.append)
        self._job.wait()
        self._job = None
        [outcome] = outcomes
        self._learner = outcome.learner
        if outcome.problem is not None:
            told(f"{outcome.problem} The other policies answer alone.")
