"""What policies that learn from stories see of a 3.x conversation: not the turns that rules alone decided.

A running Rasa marks the actions of such turns (``hide_rule_turn``); in stories nothing is marked
(R3:shared/core/domain.py:states_for_tracker_history).
"""

from __future__ import annotations

from collections.abc import Sequence

from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.events import ActionExecuted, Event, FollowupAction, Restarted, UserUttered
from teachback.dialogue.states import State


def has_hidden_turns(events: Sequence[Event]) -> bool:
    """Whether rules alone decided an action."""
    return any(isinstance(event, ActionExecuted) and event.hidden for event in events)


def states_for_learners(featurizer: Featurizer, events: Sequence[Event]) -> tuple[State, ...]:
    """The states before each action that is shown, and the present one; ``events`` are those that count."""
    view = _View(featurizer)
    for event in events:
        view.happen(event)
    view.look(hidden=False)
    return tuple(view.states)


class _View:
    __slots__ = ("_conversation", "_forced", "_hidden", "_shown_action", "states")

    def __init__(self, featurizer: Featurizer) -> None:
        self._conversation = Conversation(featurizer)
        self._shown_action: ActionExecuted | None = None
        self._hidden = False
        self._forced = True  # a conversation begins by listening, whatever policies say
        self.states: list[State] = []

    def happen(self, event: Event) -> None:
        """Take in an event; an action is looked at before it runs."""
        match event:
            case ActionExecuted():
                self.look(hidden=event.hidden)
                self._forced = False
            case UserUttered():
                self._forced = False
            case FollowupAction() | Restarted():
                self._forced = True
            case _:
                pass
        self._conversation.apply(event)

    def look(self, *, hidden: bool) -> None:
        """Take the present state down, unless the turn that begins with it is hidden."""
        previous = self._conversation.previous
        if not self._hidden:
            self._shown_action = previous
        ran_itself = (previous.name if previous else None) == self._conversation.loop
        if not self._forced and not ran_itself:  # neither of these begins or ends what is hidden
            self._hidden = hidden
        if not self._hidden:
            self.states.append(self._as_shown(self._conversation.state()))

    def _as_shown(self, state: State) -> State:
        if self.states and state.previous_action != ACTION_LISTEN:
            last = self.states[-1]
            state = state._replace(intent=last.intent, text=last.text, entities=last.entities)
        shown = self._shown_action
        return state if shown is None else state._replace(previous_action=shown.name, previous_is_text=shown.is_text)
