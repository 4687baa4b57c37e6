"""A form of Rasa 1.x that a real action server runs for the tests (rasa_sdk 1.10.3, Python 3.7)."""

from __future__ import annotations

from rasa_sdk.forms import FormAction


class RestaurantForm(FormAction):
    """Asks for four slots, read from an entity, an entity, an intent and a text."""

    def name(self):  # noqa: ANN201 - as rasa_sdk has it
        return "restaurant_form"

    @staticmethod
    def required_slots(tracker):  # noqa: ANN001, ANN205
        del tracker
        return ["cuisine", "people", "outdoor", "feedback"]

    def slot_mappings(self):  # noqa: ANN201
        return {
            "outdoor": [self.from_intent(intent="affirm", value=True), self.from_intent(intent="deny", value=False)],
            "feedback": [self.from_text(intent="inform")],
        }

    def submit(self, dispatcher, tracker, domain):  # noqa: ANN001, ANN201
        del dispatcher, tracker, domain
        return []
