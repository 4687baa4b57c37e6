"""Actions that a real action server runs for the tests."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection
from rasa_sdk.types import DomainDict

Events = list[dict[str, Any]]


class Echo(Action):
    """Says what it was sent."""

    def name(self) -> str:
        return "action_echo"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        sent = {
            "sender": tracker.sender_id,
            "slots": tracker.current_slot_values(),
            "said": tracker.latest_message,
            "loop": tracker.active_loop,
            "latest_action": tracker.latest_action_name,
            "events": [event["event"] for event in tracker.events],
            "times": [event["timestamp"] for event in tracker.events],
            "bot": [event["text"] for event in tracker.events if event["event"] == "bot"],
            "forms": domain.get("forms"),
        }
        dispatcher.utter_message(json_message={"sent": json.dumps(sent)})
        return []


class Book(Action):
    """Says something in every way there is, and returns events, some of which nobody knows."""

    def name(self) -> str:
        return "action_book"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        del tracker, domain
        dispatcher.utter_message(response="utter_booked", number=7)
        dispatcher.utter_message(text="anything else?", buttons=[{"title": "no", "payload": "/deny"}])
        dispatcher.utter_message(image="http://localhost/table.png")
        dispatcher.utter_message(response="utter_nowhere")
        return [
            {"event": "slot", "timestamp": None, "name": "cuisine", "value": "thai"},
            {"event": "mystery", "timestamp": None},
            {"event": "slot", "timestamp": None, "value": "of nothing"},
            {"event": "followup", "timestamp": None, "name": "utter_booked"},
        ]


class Refuse(Action):
    """Does not run."""

    def name(self) -> str:
        return "action_refuse"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        del dispatcher, tracker, domain
        raise ActionExecutionRejection(self.name(), "not today")


class Break(Action):
    """Breaks."""

    def name(self) -> str:
        return "action_break"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        del dispatcher, tracker, domain
        raise ValueError("no table left")


class Dawdle(Action):
    """Never comes to an end."""

    def name(self) -> str:
        return "action_dawdle"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        del dispatcher, tracker, domain
        await asyncio.Event().wait()
        return []


class AskPeople(Action):
    """Asks for a slot in its own way."""

    def name(self) -> str:
        return "action_ask_people"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        del domain
        dispatcher.utter_message(text=f"how many for {tracker.slots['cuisine']}?")
        return []


class Weather(Action):
    """Fills a slot with a custom mapping."""

    def name(self) -> str:
        return "action_weather"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        del dispatcher, domain
        said = str(tracker.latest_message.get("text"))
        return [{"event": "slot", "timestamp": None, "name": "weather", "value": "sun"}] if "sun" in said else []


class ValidateRestaurantForm(FormValidationAction):
    """Knows one cuisine, by its name in lower case."""

    def name(self) -> str:
        return "validate_restaurant_form"

    def validate_cuisine(
        self, value: str, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        del tracker, domain
        if value.lower() == "thai":
            return {"cuisine": "thai"}
        dispatcher.utter_message(text=f"no {value} here")
        return {"cuisine": None}
