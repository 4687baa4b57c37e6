"""Record what actions of Rasa 3.6.21 do: ``record_actions_3x.py CASES OUT [--only TEXT …]``.

To be run by the Python of that Rasa's environment. A case is a folder with ``domain.yml`` and ``script.json``.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import warnings

os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", LOG_LEVEL="CRITICAL")
warnings.simplefilter("ignore")

import structlog  # noqa: E402

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))

import rasa.version  # noqa: E402
from case_folders import Description, record_all  # noqa: E402
from played_scripts import Json, lasting, parsed, played  # noqa: E402
from rasa.core.actions.action import ActionExecutionRejection, action_for_name_or_text  # noqa: E402
from rasa.core.channels.channel import CollectingOutputChannel  # noqa: E402
from rasa.core.nlg import TemplatedNaturalLanguageGenerator  # noqa: E402
from rasa.core.policies.policy import PolicyPrediction  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import ActionExecutionRejected, Event, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

EXTRACTION = "action_extract_slots"


class Conversation:
    """A conversation that goes on as Rasa's processor would have it (R3:core/processor.py)."""

    def __init__(self) -> None:
        self.domain = Domain.load("domain.yml")
        self.tracker = DialogueStateTracker("case", self.domain.slots)
        self.channel = CollectingOutputChannel()
        self.nlg = TemplatedNaturalLanguageGenerator(self.domain.responses)

    def play(self, step: Json) -> list[Event]:
        """Do a step; the events that it adds, without the one that the step itself is."""
        if "say" in step:
            understood = parsed(step)
            message = UserUttered(step["say"], understood["intent"], understood["entities"], understood)
            self.tracker.update(message, self.domain)
            return self._log(self._run(EXTRACTION))
        if "happen" in step:
            self.tracker.update(Event.from_parameters(step["happen"]), self.domain)
            return []
        try:
            events = self._run(step["run"])
        except ActionExecutionRejection:
            return self._log([ActionExecutionRejected(step["run"])])
        prediction = PolicyPrediction.for_action_name(self.domain, step["run"])
        self.tracker.update(self._action(step["run"]).event_for_successful_execution(prediction))
        self._log(events)
        again = self._log(self._run(EXTRACTION)) if any(isinstance(each, UserUttered) for each in events) else []
        return events + again

    def _action(self, name: str):  # noqa: ANN202 - Rasa's own
        return action_for_name_or_text(name, self.domain, None)

    def _run(self, name: str) -> list[Event]:
        running = self._action(name).run(self.channel, self.nlg, self.tracker, self.domain)
        return asyncio.new_event_loop().run_until_complete(running)

    def _log(self, events: list[Event]) -> list[Event]:
        self.tracker.update_with_events(events, self.domain)
        return events


def describe() -> Description:
    """All that the script in the working folder brings about, and what an action server would be sent at its end."""
    conversation = Conversation()
    return {
        "rasa": rasa.version.__version__,
        "steps": played(conversation.play),
        "tracker": lasting(conversation.tracker.current_state()),
        "domain": conversation.domain.as_dict(),
    }


if __name__ == "__main__":
    sys.exit(record_all(describe))
