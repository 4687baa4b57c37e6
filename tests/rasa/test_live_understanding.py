"""What a running Rasa of either generation understands, as a session is told."""

from __future__ import annotations

import pytest
from live_servers import Running

from teachback.teaching.understanding.live import LiveInterpreter

pytestmark = pytest.mark.rasa


def test_a_running_rasa_says_what_messages_mean(running: Running) -> None:
    asked = LiveInterpreter(running.opened.server)
    hello = asked.understand("good morning")
    assert (hello.text, hello.intent, hello.confidence) == ("good morning", "greet", 1.0)
    assert asked.understand("xyzzy").confidence == 0
