"""A running Rasa with the face of Teachback's own engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.dialogue.events import Event, OtherEvent
from teachback.formats.tracker_json_writing import written_events
from teachback.policies.live.answers import LivePrediction
from teachback.policies.live.problems import OtherGeneration
from teachback.policies.live.server import LiveServer
from teachback.policies.prediction import Answer, Prediction
from teachback.policies.situation import forced_action

_PROJECTS = {Dialect.RASA1: "1.x", Dialect.RASA3: "2.x or 3.x"}


class LiveEngine:
    """Asks ``server`` what comes next in conversations of a project with this domain (a ``Predictor``).

    Raises ``OtherGeneration`` at once for a project that the server's Rasa cannot have a model of. All methods raise
    ``LiveProblem`` when the server gives no answer.
    """

    __slots__ = ("domain", "server")

    def __init__(self, server: LiveServer, domain: Domain) -> None:
        if server.version.dialect is not domain.dialect:
            raise OtherGeneration(server.url, server.version.text, _PROJECTS[domain.dialect])
        self.server = server
        self.domain = domain

    def after(
        self, events: Sequence[Event], chosen_by: str | None = None, confidences: tuple[float, ...] = ()
    ) -> Answer:
        """What Rasa predicts after these events.

        Events without effect on policies stay here: some of them need fields that nobody knows any more.
        """
        action = self.forced_in_1x(events)
        if action is not None:
            return forced(action)
        sent = [event for event in events if not isinstance(event, OtherEvent)]
        return self.after_written(written_events(sent, self.domain.dialect, chosen_by, confidences))

    def after_written(self, events: Sequence[Mapping[str, object]]) -> Answer:
        """What Rasa predicts after events in its own JSON, as they are."""
        winner = _winner(self.server.predict(events))
        return Answer(winner, (winner,) if winner.policy else ())

    def forced_in_1x(self, events: Sequence[Event]) -> str | None:
        """The action that a bot would run without asking its policies: 1.x asks them over this way all the same
        (R1:server.py:tracker_predict, R1:core/processor.py:_get_next_action_probabilities).
        """
        return forced_action(events, Dialect.RASA1) if self.domain.dialect is Dialect.RASA1 else None


def forced(action: str) -> Answer:
    """The answer where something else than a policy decides."""
    return Answer(Prediction("", 0, {action: 1.0}), ())


def _winner(told: LivePrediction) -> Prediction:
    """As the engine's own predictions, without the actions that score nothing."""
    scores = {action: score for action, score in told.scores.items() if score > 0}
    return Prediction(told.policy, 0, scores, told.events)
