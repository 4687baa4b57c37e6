"""A conversation at the moment in which policies are asked what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from teachback.dialogue.conversation import Conversation, Featurizer, applied
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import ACTION_LISTEN, ACTION_SESSION_START
from teachback.dialogue.events import (
    ActionExecuted,
    ActionRejected,
    ActionReverted,
    Event,
    FollowupAction,
    LoopChanged,
    LoopInterrupted,
    OtherEvent,
    Restarted,
    UserUtteranceReverted,
    UserUttered,
)
from teachback.dialogue.loop_turns import without_loop_turns
from teachback.dialogue.states import State
from teachback.policies.hidden_turns import has_hidden_turns, states_for_learners


@dataclass(frozen=True, slots=True)
class Situation:
    """``states`` is what the policies see, the newest last. The rest is what some of them ask the tracker for.

    ``previous_policy`` is the class name of the policy that chose ``previous_action``, where that is known.
    ``loop_rejected`` says that the active form or loop refused to run since it last ran; ``rejected_action`` is the
    action that was refused just now and must not be predicted again. ``confidences`` are those of the understood
    intents, highest first; empty for a message that a person or a story gave.
    ``forced_action`` comes next whatever the policies say. ``events`` are the ones that count, the newest last: nothing
    that was taken back, and in 3.x no turn that a loop handled on its own. ``learner_states`` is what policies see that
    learn from stories; empty where that is ``states``.
    """

    states: tuple[State, ...]
    previous_action: str | None = None
    previous_policy: str | None = None
    intent: str | None = None
    loop: str | None = None
    loop_rejected: bool = False
    rejected_action: str | None = None
    confidences: tuple[float, ...] = ()
    forced_action: str | None = None
    events: tuple[Event, ...] = ()
    learner_states: tuple[State, ...] = ()

    @property
    def seen_by_learners(self) -> tuple[State, ...]:
        """What policies see that learn from stories, the newest last."""
        return self.learner_states or self.states


def situation_after(
    featurizer: Featurizer,
    events: Sequence[Event],
    previous_policy: str | None = None,
    confidences: tuple[float, ...] = (),
) -> Situation:
    """The situation after ``events``, as a running bot sees it.

    Turns that a form or loop handles on its own are hidden from the policies, as in a running Rasa
    (R1:core/trackers.py:generate_all_prior_trackers, R3:shared/core/trackers.py:applied_events).
    """
    counting = applied(events)
    if featurizer.domain.dialect is Dialect.RASA1:
        conversation, states, flags = _live_view_of_1x(featurizer, counting)
        last = events[-1] if events else None
    else:
        counting = without_loop_turns(counting)
        conversation, states, flags = _live_view_of_3x(featurizer, counting)
        decisive = (event for event in reversed(events) if isinstance(event, ActionExecuted | ActionRejected))
        last = next(decisive, None)
    hides = featurizer.domain.dialect is Dialect.RASA3 and has_hidden_turns(counting)
    message, previous = conversation.message, conversation.previous
    return Situation(
        states=states,
        previous_action=previous.name if previous else None,
        previous_policy=previous_policy,
        intent=message.intent if message else None,
        loop=conversation.loop,
        loop_rejected=flags.rejected,
        rejected_action=last.name if isinstance(last, ActionRejected) else None,
        confidences=confidences,
        forced_action=forced_action(events, featurizer.domain.dialect),
        events=tuple(counting),
        learner_states=states_for_learners(featurizer, counting) if hides else (),
    )


def forced_action(events: Sequence[Event], dialect: Dialect) -> str | None:
    """What comes next without any policy being asked: the action of a ``followup`` since the bot or the user last did
    something, or what follows when nothing is left of the conversation after a restart or an undone turn
    (R1, R3: core/trackers.py:followup_action, _reset; core/events:Restarted.apply_to).
    """
    for event in reversed(applied(events)):
        if isinstance(event, FollowupAction):
            return event.name
        if isinstance(event, ActionExecuted | UserUttered):
            return None
    begun_anew = (each for each in reversed(events) if isinstance(each, _TAKING_BACK))
    match next(begun_anew, None):
        case None:
            return None
        case Restarted(session=False) if dialect is Dialect.RASA3:
            return ACTION_SESSION_START
        case _:
            return ACTION_LISTEN


_TAKING_BACK = (Restarted, ActionReverted, UserUtteranceReverted)


class _LoopFlags:
    """What a tracker remembers of its active form beside the name (R1:core/trackers.py)."""

    __slots__ = ("interrupted", "rejected")

    def __init__(self) -> None:
        self.interrupted = False
        self.rejected = False

    def apply(self, event: Event, loop: str | None) -> None:
        """Take in an event; ``loop`` is the one that was active before it."""
        match event:
            case LoopChanged():
                self.interrupted = self.rejected = False
            case LoopInterrupted(interrupted):
                self.interrupted = interrupted
            case ActionRejected(name) if name == loop:
                self.rejected = True
            case ActionExecuted(name):
                self.interrupted = False
                self.rejected = self.rejected and name != loop
            case _:
                pass


class _View1x:
    """One walk of ``generate_all_prior_trackers``: the states before each action that policies may see."""

    __slots__ = ("accepted", "conversation", "flags", "pending", "states")

    def __init__(self, featurizer: Featurizer) -> None:
        self.conversation = Conversation(featurizer)
        self.flags = _LoopFlags()
        self.accepted: UserUttered | None = None
        self.pending: list[State] = []
        self.states: list[State] = []

    def happen(self, event: Event) -> None:
        match event:
            case UserUttered() if self.conversation.loop is None:
                self.accepted = event
            case LoopChanged():
                _show(self.conversation, self.accepted)
            case ActionExecuted(name):
                self._before_action(name)
            case _:
                pass
        self.flags.apply(event, self.conversation.loop)
        self.conversation.apply(event)

    def _before_action(self, name: str) -> None:
        loop = self.conversation.loop
        if loop is None:
            self.states.append(self.conversation.state())
        elif self.flags.rejected:
            self._flush()
            if self.flags.interrupted or name != loop:
                self.accepted = self.conversation.message
            else:  # the form read the answer after all: the turn is its own affair
                _show(self.conversation, self.accepted)
            self.states.append(self.conversation.state())
        elif name != loop:
            hidden = self.conversation.copy()
            _show(hidden, self.accepted)
            self.pending.append(hidden.state())
        if name == loop:
            self.pending.clear()

    def finish(self) -> tuple[State, ...]:
        loop, previous = self.conversation.loop, self.conversation.previous
        listens = previous is not None and previous.name == ACTION_LISTEN
        if loop is not None and not (self.flags.rejected or listens):
            return tuple(self.states)
        if loop is not None:
            self._flush()
        return (*self.states, self.conversation.state())

    def _flush(self) -> None:
        self.states += self.pending
        self.pending.clear()


def _show(conversation: Conversation, message: UserUttered | None) -> None:
    """Let policies see another message than the latest."""
    conversation.message = message
    conversation.apply(OtherEvent("message hidden"))  # the conversation remembers its state until something happens


def _live_view_of_1x(
    featurizer: Featurizer, events: Iterable[Event]
) -> tuple[Conversation, tuple[State, ...], _LoopFlags]:
    view = _View1x(featurizer)
    for event in events:
        view.happen(event)
    return view.conversation, view.finish(), view.flags


def _live_view_of_3x(
    featurizer: Featurizer, events: Iterable[Event]
) -> tuple[Conversation, tuple[State, ...], _LoopFlags]:
    conversation, flags = Conversation(featurizer), _LoopFlags()
    states: list[State] = []
    for event in events:
        if isinstance(event, ActionExecuted):
            states.append(conversation.state())
        flags.apply(event, conversation.loop)
        conversation.apply(event)
    return conversation, (*states, conversation.state()), flags
