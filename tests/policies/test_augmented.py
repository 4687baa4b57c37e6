"""How far AugmentedMemoizationPolicy goes back (what real Rasa does: test_recorded_policies)."""

from __future__ import annotations

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain, Intent, Slot
from teachback.dialogue.events import ActionExecuted, Event, SlotSet, UserUttered
from teachback.dialogue.states import State
from teachback.policies import augmented
from teachback.policies.memoization import Memory
from teachback.policies.situation import situation_after
from teachback.policies.tables import Example

LISTEN = ActionExecuted("action_listen")


def recalled(dialect: Dialect, events: list[Event], max_history: int | None) -> str | None:
    """What is recalled where training has only seen ``greet`` answered after listening, with no slot set."""
    intents = {"greet": Intent("greet"), "bye": Intent("bye")}
    slots = (Slot("name", "text"),)
    domain = Domain(dialect, intents=intents, slots=slots, actions=("utter_greet", "utter_bye"))
    states = (State(), State(intent="greet", previous_action="action_listen"))
    memory = Memory([Example("utter_greet", "", 0, 1, states, predictable=True)], max_history)
    featurizer = Featurizer(domain)
    return augmented.predict(memory, featurizer, situation_after(featurizer, events), priority=3).action


def test_the_past_is_forgotten_turn_by_turn_in_both_generations() -> None:
    seen: list[Event] = [LISTEN, UserUttered("greet")]
    past: list[Event] = [LISTEN, UserUttered("bye"), SlotSet("name", "Ada"), ActionExecuted("utter_bye")]
    for dialect in Dialect:
        assert recalled(dialect, seen, None) == "utter_greet"
        assert recalled(dialect, past + seen, None) == "utter_greet"
        assert recalled(dialect, past, None) is None
        assert recalled(dialect, [], None) is None


def test_3x_begins_at_the_listening_before_what_it_can_see() -> None:
    past: list[Event] = [LISTEN, UserUttered("bye"), SlotSet("name", "Ada"), ActionExecuted("utter_bye")]
    assert recalled(Dialect.RASA3, [*past, *past, *past, LISTEN, UserUttered("greet")], 2) == "utter_greet"
