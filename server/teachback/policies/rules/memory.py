"""What RulePolicy remembers: the rules, and how stories and rules leave loops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.domain import ACTION_LISTEN, RULE_SNIPPET
from teachback.dialogue.events import ActionExecuted, AllSlotsReset, SlotSet
from teachback.dialogue.states import State
from teachback.policies.rules.rule_keys import KeyIndex, RuleKey, as_rasa_writes, key_of, loop_key_of
from teachback.policies.rules.rule_only import NOTHING, RuleOnly
from teachback.policies.rules.rule_states import active_loop, applied_way, rule_state, shown_way, unambiguous
from teachback.policies.rules.ways import Way


class Unhappy(Enum):
    """What is known of a turn inside a loop that the loop does not handle."""

    INTERRUPTED = "loop_was_interrupted"
    NOT_THE_LOOP = "do_not_predict_loop_action"


Example = tuple[tuple[State, ...], str]
"""The states before an action, the newest last, and the action."""


class RuleMemory:
    """The rules by their keys. A key after which rules run different actions is forgotten, as in memoization.

    ``only`` is what no story speaks of.
    """

    __slots__ = ("_index", "_loop_index", "actions", "lengths", "only", "unhappy")

    def __init__(
        self, actions: Mapping[RuleKey, str], unhappy: Mapping[RuleKey, Unhappy], only: RuleOnly = NOTHING
    ) -> None:
        self.actions = actions
        self.unhappy = unhappy
        self.only = only
        self.lengths = {key: len(as_rasa_writes(key)) for key in actions}
        self._index = KeyIndex(actions)
        self._loop_index = KeyIndex(unhappy)

    def teaches_like(self, other: RuleMemory) -> bool:
        """Whether both hold the same in the same order, which decides between keys of equal length."""
        same_rules = list(self.actions.items()) == list(other.actions.items())
        return same_rules and self.unhappy == other.unhappy and self.only == other.only

    def may_apply(self, newest: State) -> bool:
        """Whether any key may apply after states of which this is the newest."""
        return self._index.is_near(newest)

    def best(self, states: Sequence[State]) -> RuleKey | None:
        """The longest key that applies."""
        return max(self._index.applicable(states), key=self.lengths.__getitem__, default=None)

    def unhappy_in(self, states: Sequence[State]) -> frozenset[Unhappy]:
        """All that is known of leaving the loop in this situation."""
        return frozenset(self.unhappy[key] for key in self._loop_index.applicable(states))

    def without(self, key: RuleKey) -> RuleMemory:
        """The memory that has given a key up."""
        kept = {other: action for other, action in self.actions.items() if other != key}
        return RuleMemory(kept, self.unhappy, self.only)


def rule_actions(examples: Iterable[Example]) -> Mapping[RuleKey, str]:
    """The lookup of rules."""
    found: dict[RuleKey, str | None] = {}
    for states, action in examples:
        key = key_of(states)
        if key and found.setdefault(key, action) != action:
            found[key] = None
    return {key: action for key, action in found.items() if action is not None and action != RULE_SNIPPET}


def unhappy_turns(examples: Iterable[Example]) -> Iterator[tuple[RuleKey, Unhappy]]:
    """The turns inside of loops that rules and stories spell out (_create_loop_unhappy_lookup_from_states)."""
    for states, action in examples:
        newest = states[-1]
        loop = active_loop(newest.loop)
        if loop is None or not (key := loop_key_of(states)):
            continue
        listened = newest.previous_action == ACTION_LISTEN
        if listened and action == loop:
            yield key, Unhappy.INTERRUPTED
        elif not listened and action != loop:
            yield key, Unhappy.NOT_THE_LOOP


def rule_examples(way: Way, featurizer: Featurizer) -> Iterator[Example]:
    """What a rule teaches; slots that only the domain gives a value are not part of it."""
    conversation, states = Conversation(featurizer), list[State]()
    touched: frozenset[str] = frozenset()
    for told in shown_way(way):
        event = told.event
        if isinstance(event, ActionExecuted):
            states.append(unambiguous(rule_state(conversation, featurizer, touched)))
            if not told.unpredictable:
                yield tuple(states), event.name
        conversation.apply(event)
        if isinstance(event, SlotSet):
            touched |= {event.slot}
        elif isinstance(event, AllSlotsReset):
            touched = frozenset()


def story_examples(way: Way, featurizer: Featurizer) -> Iterator[Example]:
    """What a story teaches. A story that spells out the happy turns of a loop loses them among its actions but not
    among its states, so that the two are shifted against each other (tracker_featurizers.py:_extract_examples).
    """
    conversation, states = Conversation(featurizer), list[State]()
    for told in applied_way(way):
        if isinstance(told.event, ActionExecuted):
            states.append(unambiguous(conversation.state()))
        conversation.apply(told.event)
    actions = [told for told in shown_way(way) if isinstance(told.event, ActionExecuted)]
    for count, told in enumerate(actions, 1):
        if isinstance(told.event, ActionExecuted) and not told.unpredictable:
            yield tuple(states[:count]), told.event.name
