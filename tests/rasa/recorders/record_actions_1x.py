"""Record what actions of Rasa 1.10.26 do: ``record_actions_1x.py CASES OUT [--only TEXT …]``.

To be run by the Python of that Rasa's environment (3.7). A case is a folder with ``domain.yml`` and ``script.json``.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import warnings

os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3")
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import rasa.version  # noqa: E402
from case_folders import Description, record_all  # noqa: E402
from played_scripts import Json, lasting, parsed, played  # noqa: E402
from rasa.core.channels.channel import CollectingOutputChannel  # noqa: E402
from rasa.core.domain import Domain  # noqa: E402
from rasa.core.events import ActionExecuted, Event, UserUttered  # noqa: E402
from rasa.core.nlg import TemplatedNaturalLanguageGenerator  # noqa: E402
from rasa.core.trackers import DialogueStateTracker  # noqa: E402


class Conversation:
    """A conversation that goes on as Rasa's processor would have it (R1:core/processor.py)."""

    def __init__(self) -> None:
        self.domain = Domain.load("domain.yml")
        self.domain.add_requested_slot()
        self.tracker = DialogueStateTracker("case", self.domain.slots)
        self.channel = CollectingOutputChannel()
        self.nlg = TemplatedNaturalLanguageGenerator(self.domain.templates)

    def play(self, step: Json) -> list[Event]:
        """Do a step; the events that it adds, without the one that the step itself is."""
        before = len(self.tracker.events) + 1
        if "say" in step:
            understood = parsed(step)
            message = UserUttered(step["say"], understood["intent"], understood["entities"], understood)
            self.tracker.update(message, self.domain)
        elif "happen" in step:
            self.tracker.update(Event.from_parameters(step["happen"]), self.domain)
        else:
            self._run(step["run"])
        return list(self.tracker.events)[before:]

    def _run(self, name: str) -> None:
        action = self.domain.action_for_name(name, None)
        running = action.run(self.channel, self.nlg, self.tracker, self.domain)
        events = asyncio.new_event_loop().run_until_complete(running)
        self.tracker.update(ActionExecuted(name))
        for event in events:
            self.tracker.update(event, self.domain)


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
