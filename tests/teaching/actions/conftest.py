"""The action server that the tests of a worker share."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from action_servers import action_server


@pytest.fixture(scope="session")
def webhook() -> Iterator[str]:
    """The address of a real `rasa_sdk` with the actions of ``served_actions``."""
    with action_server(Path(sys.executable), Path(__file__).parent, "served_actions") as url:
        yield url
