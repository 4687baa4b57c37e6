"""Record conversations with a model: ``record_conversations.py MODEL FOLDER``, by the Python of either Rasa.

Into FOLDER go ``tracker.json``, a conversation as ``GET /conversations/ID/tracker?include_events=ALL`` answers it, and
``store.sql``, the database of Rasa's SQLTrackerStore with all conversations, as the statements that make it.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import sqlite3
import sys
import tempfile
from pathlib import Path

# Before Rasa is imported: nothing is sent, and at this log level it draws no progress bars.
os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", LOG_LEVEL="CRITICAL")

from rasa.core.agent import Agent
from rasa.core.tracker_store import SQLTrackerStore

try:
    from rasa.shared.core.events import SlotSet
    from rasa.shared.core.trackers import EventVerbosity
except ImportError:  # 1.x
    from rasa.core.events import SlotSet
    from rasa.core.trackers import EventVerbosity

DUMPED = "anna/ü"
SAID = (
    (DUMPED, ("hello", "/restart", "book a table", "enough", "yes", '/inform{"cuisine": "thai"}')),
    ("ben", ("see you", "/session_start", "see you", "nonsense")),
)


async def awaited(value):  # noqa: ANN001, ANN201 - a value in 1.x, a promise of it in 3.x
    """The value, whichever it is."""
    return await value if inspect.isawaitable(value) else value


async def record(model: str, folder: Path) -> None:
    """Talk to the model, and keep what it remembers."""
    with tempfile.TemporaryDirectory() as place:
        database = str(Path(place) / "rasa.db")
        store = SQLTrackerStore(db=database)
        agent = Agent.load(model, tracker_store=store)
        store = agent.tracker_store
        store.domain = agent.domain
        for sender, texts in SAID:
            for text in texts:
                await agent.handle_text(text, sender_id=sender)
        tracker = await awaited(store.retrieve(DUMPED))
        tracker.update(SlotSet("mood", ["good", {"since": 1}]))
        await awaited(store.save(tracker))
        state = tracker.current_state(EventVerbosity.ALL)
        (folder / "tracker.json").write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
        connection = sqlite3.connect(database)
        (folder / "store.sql").write_text("\n".join(connection.iterdump()) + "\n", encoding="utf-8")
        connection.close()


if __name__ == "__main__":
    asyncio.new_event_loop().run_until_complete(record(sys.argv[1], Path(sys.argv[2])))
