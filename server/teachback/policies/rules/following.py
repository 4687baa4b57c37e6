"""A conversation of training, followed action by action as RulePolicy is asked about it while it trains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.domain import RULE_SNIPPET
from teachback.dialogue.events import ActionExecuted, ActionRejected, Event, LoopChanged
from teachback.dialogue.states import State
from teachback.policies.rules.memory import RuleMemory
from teachback.policies.rules.rule_policy import Decision, decide
from teachback.policies.rules.rule_states import active_loop, rule_state, shown_way
from teachback.policies.rules.ways import Told, Way
from teachback.policies.situation import Situation


@dataclass(frozen=True, slots=True)
class Asked:
    """An action of a conversation and what RulePolicy says just before it."""

    told: Told
    action: str
    decision: Decision


class _Follower:
    def __init__(self, featurizer: Featurizer, is_rule: bool) -> None:
        self._featurizer = featurizer
        self._is_rule = is_rule
        self._conversation = Conversation(featurizer)
        self._states: list[State] = []
        self._rejected = False

    def happen(self, event: Event) -> None:
        """Take in an event."""
        match event:
            case ActionExecuted(name):
                self._states.append(self._state())
                self._rejected = self._rejected and name != self._conversation.loop
            case LoopChanged():
                self._rejected = False
            case ActionRejected(name) if name == self._conversation.loop:
                self._rejected = True
            case _:
                pass
        self._conversation.apply(event)

    def situation(self) -> Situation:
        """What RulePolicy is asked about."""
        message, previous = self._conversation.message, self._conversation.previous
        return Situation(
            states=(*self._states, self._state()),
            previous_action=previous.name if previous and not previous.is_text else None,
            intent=message.intent if message else None,
            loop=active_loop(self._conversation.loop),
            loop_rejected=self._rejected,
        )

    def _state(self) -> State:
        if self._is_rule:
            return rule_state(self._conversation, self._featurizer)
        return self._conversation.state()


def follow(memory: RuleMemory, way: Way, featurizer: Featurizer, *, is_rule: bool) -> Iterator[Asked]:
    """Every action that RulePolicy is asked about (rule_policy.py:_run_prediction_on_trackers).

    The first action is never asked about, nor the one after a marker. Where the conversation leaves its loop, the loop
    has refused to run.
    """
    follower = _Follower(featurizer, is_rule)
    skip = True
    for told in shown_way(way):
        event = told.event
        if isinstance(event, ActionExecuted):
            if event.name == RULE_SNIPPET:
                skip = True
            elif skip or told.unpredictable:
                skip = False
            else:
                yield Asked(told, event.name, _ask(memory, follower, event.name))
        follower.happen(event)


def _ask(memory: RuleMemory, follower: _Follower, action: str) -> Decision:
    situation = follower.situation()
    decision = decide(memory, situation)
    if situation.loop is None or decision.action != situation.loop or action == situation.loop:
        return decision
    follower.happen(ActionRejected(situation.loop))
    return decide(memory, follower.situation())
