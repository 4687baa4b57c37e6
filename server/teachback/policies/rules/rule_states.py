"""What RulePolicy sees of a conversation, and of a rule with its conditions that something is not set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from teachback.dialogue.conversation import Conversation, Featurizer, applied
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import Event, LoopChanged, SlotSet
from teachback.dialogue.loop_turns import without_loop_turns
from teachback.dialogue.slot_features import Features, is_featurized
from teachback.dialogue.states import State
from teachback.policies.rules.ways import Told, Way

NOT_SET = "should_not_be_set"
"""The value of a slot, and the name of a loop, that a rule sets to null (R3:shared/core/constants.py)."""

MUST_BE_UNSET: Features = ()
"""Such a slot in a rule's state; features of a slot that is set are never empty."""


def as_rule(way: Way) -> Way:
    """A rule's events; what it sets to null must not be set where the rule applies (generator.py)."""
    return tuple(replace(told, event=_explicit(told.event)) for told in way)


def _explicit(event: Event) -> Event:
    match event:
        case LoopChanged(None):
            return LoopChanged(NOT_SET)
        case SlotSet(slot, None):
            return SlotSet(slot, NOT_SET)
        case _:
            return event


def rule_state(conversation: Conversation, featurizer: Featurizer, only: frozenset[str] | None = None) -> State:
    """The state of a rule; with ``only`` without the slots that nothing but the domain set
    (R3:shared/core/domain.py:_get_slots_sub_state).
    """
    slots: list[tuple[str, Features]] = []
    for name, value in conversation.slots.items():
        if only is not None and name not in only:
            continue
        if value == NOT_SET:
            if is_featurized(featurizer.slots[name]):
                slots.append((name, MUST_BE_UNSET))
        elif value is not None and (features := featurizer.features(name, value)):
            slots.append((name, features))
    return conversation.state()._replace(slots=tuple(slots))


def active_loop(name: str | None) -> str | None:
    """The loop that runs; a rule's wish that none be active is none."""
    return None if name == NOT_SET else name


def unambiguous(state: State) -> State:
    """A message with an intent has no text (R3:tracker_featurizers.py:_remove_user_text_if_intent)."""
    return state._replace(text=None) if state.intent and state.text else state


def by_text(states: Sequence[State]) -> tuple[State, ...]:
    """What is seen when the latest message counts as a text (tracker_featurizers.py:_choose_last_user_input)."""
    *before, last = states
    if last.previous_action == ACTION_LISTEN:
        last = last._replace(intent=None, entities=())
    return tuple(unambiguous(state) for state in (*before, last))


def by_intent(states: Sequence[State]) -> tuple[State, ...]:
    """What is seen when the latest message counts as an intent."""
    *before, last = states
    if last.previous_action == ACTION_LISTEN and last.text is not None:
        last = last._replace(text=None)
    return tuple(unambiguous(state) for state in (*before, last))


def applied_way(way: Way) -> Way:
    """The part of a conversation that counts after restarts and undone turns, turns of happy loops still in it."""
    return _kept(way, applied([told.event for told in way]))


def shown_way(way: Way) -> Way:
    """The same without the turns in which a loop read its answers itself (R3: trackers.py:applied_events)."""
    return _kept(way, without_loop_turns(applied([told.event for told in way])))


def _kept(way: Way, events: Sequence[Event]) -> Way:
    if len(events) == len(way):
        return way
    left = iter(events)
    wanted = next(left, None)
    kept: list[Told] = []
    for told in way:
        if told.event is wanted:
            kept.append(told)
            wanted = next(left, None)
    return tuple(kept)
