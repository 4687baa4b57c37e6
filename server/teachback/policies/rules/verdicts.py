"""What RulePolicy would refuse to train on, found without training (rule_policy.py:train)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from teachback.dialogue.conversation import Conversation, Featurizer
from teachback.dialogue.domain import ACTION_LISTEN, RULE_SNIPPET
from teachback.dialogue.events import ActionExecuted, LoopChanged, SlotSet, UserUttered
from teachback.dialogue.slot_features import is_featurized
from teachback.policies.learnt import StoryId
from teachback.policies.rules.following import Asked, follow
from teachback.policies.rules.memory import RuleMemory
from teachback.policies.rules.rule_keys import RuleKey, as_rasa_writes
from teachback.policies.rules.rule_policy import Decision, RuleSettings, Source
from teachback.policies.rules.rule_states import rule_state
from teachback.policies.rules.ways import Told, Way


@dataclass(frozen=True, slots=True)
class ActionPlace:
    """An action of a story or rule. ``implied`` is the ``action_listen`` after a step, which nobody writes."""

    story: StoryId
    step: int
    action: str
    implied: bool = False


@dataclass(frozen=True, slots=True)
class RuleContradiction:
    """A story or rule that runs another action than rules predict there.

    ``predicted`` is ``None`` where rules contradict each other so that none predicts. ``rules`` are the deciding
    places; ``built_in`` is Rasa's name for a decision that no rule of the project makes.
    """

    place: ActionPlace
    in_rule: bool
    predicted: str | None
    rules: tuple[ActionPlace, ...] = ()
    built_in: str | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """A slot or loop that follows an action in rules, and the steps that say so, as (rule, step)."""

    name: str
    said: tuple[tuple[StoryId, int], ...]


@dataclass(frozen=True, slots=True)
class Incompleteness:
    """An action of a rule that sets less there than in other rules. ``loops`` are the active loops that it may leave
    behind (``should_not_be_set`` for none) when the rule leaves another.
    """

    place: ActionPlace
    slots: tuple[Effect, ...]
    loops: tuple[Effect, ...]


def with_many_turns(rules: Iterable[Way]) -> Iterator[tuple[StoryId, int]]:
    """The rules in which the user speaks more than once, with the step of the second message."""
    seen: set[StoryId] = set()
    for way in rules:
        spoken = [told for told in way if isinstance(told.event, UserUttered)]
        if len(spoken) > 1 and spoken[1].story not in seen:
            seen.add(spoken[1].story)
            yield spoken[1].story, spoken[1].step


def incomplete(rules: Sequence[Way], featurizer: Featurizer) -> tuple[Incompleteness, ...]:
    """The actions that do not set what they set in other rules (_check_for_incomplete_rules)."""
    effects = _effects(rules, featurizer)
    found = (each for way in rules for each in _incomplete_in(way, featurizer, effects)) if effects else ()
    return tuple(dict.fromkeys(found))


_Said = dict[str, dict[tuple[StoryId, int], None]]
_Effects = dict[str, tuple[_Said, _Said]]


def _effects(rules: Iterable[Way], featurizer: Featurizer) -> _Effects:
    """The featurized slots and the loops that follow each action (core/training/training.py)."""
    effects: _Effects = {}
    for way in rules:
        action: str | None = None
        for told in way:
            match told.event:
                case ActionExecuted(name):
                    action = name
                case UserUttered():
                    action = None
                case _ if action is not None:
                    _note(effects.setdefault(action, ({}, {})), told, featurizer)
                case _:
                    pass
    return effects


def _note(effect: tuple[_Said, _Said], told: Told, featurizer: Featurizer) -> None:
    slots, loops = effect
    place = (told.story, told.step)
    match told.event:
        case SlotSet(slot) if slot in featurizer.slots and is_featurized(featurizer.slots[slot]):
            slots.setdefault(slot, {})[place] = None
        case LoopChanged(str(loop)):
            loops.setdefault(loop, {})[place] = None
        case _:
            pass


def _incomplete_in(way: Way, featurizer: Featurizer, effects: _Effects) -> Iterator[Incompleteness]:
    """Each action is judged by what holds when the next one comes, unless anything may come next."""
    conversation = Conversation(featurizer)
    before: Told | None = None
    for told in way:
        if isinstance(told.event, ActionExecuted):
            if told.event.name != RULE_SNIPPET and before is not None:
                yield from _missing(before, conversation, featurizer, effects)
            before = told
        conversation.apply(told.event)
    if before is not None:
        yield from _missing(before, conversation, featurizer, effects)


def _missing(
    told: Told, conversation: Conversation, featurizer: Featurizer, effects: _Effects
) -> Iterator[Incompleteness]:
    action = conversation.previous
    if action is None or action.is_text or action.name == RULE_SNIPPET or action.name not in effects:
        return
    slots, loops = effects[action.name]
    state = rule_state(conversation, featurizer)
    present = {name for name, _ in state.slots}
    missing = _effects_of(slot for slot in sorted(slots.items()) if slot[0] not in present)
    expected = _effects_of(sorted(loops.items())) if state.loop not in loops else ()
    if missing or expected:
        yield Incompleteness(_place(told, action.name), missing, expected)


def _effects_of(said: Iterable[tuple[str, dict[tuple[StoryId, int], None]]]) -> tuple[Effect, ...]:
    return tuple(Effect(name, tuple(places)) for name, places in said)


def _place(told: Told, action: str) -> ActionPlace:
    return ActionPlace(told.story, told.step, action, told.implied)


Deciders = dict[Source, dict[ActionPlace, None]]
"""Which rules say which action under each key (_collect_sources)."""


def deciders(memory: RuleMemory, rules: Iterable[Way], featurizer: Featurizer) -> Deciders:
    """The places in rules from which each decision comes."""
    found: Deciders = {}
    for way in rules:
        for asked in follow(memory, way, featurizer, is_rule=True):
            found.setdefault(asked.decision.source, {})[_place(asked.told, asked.action)] = None
    return found


class Judge:
    """Asks RulePolicy about one conversation after the other; what it learns from one counts for the next."""

    def __init__(self, memory: RuleMemory, settings: RuleSettings, featurizer: Featurizer, deciders: Deciders) -> None:
        self.memory = memory
        self._settings = settings
        self._featurizer = featurizer
        self._deciders = deciders

    def judge(self, way: Way, *, is_rule: bool) -> Iterator[RuleContradiction]:
        """Where the conversation runs another action than the rules say (_check_prediction)."""
        for asked in follow(self.memory, way, self._featurizer, is_rule=is_rule):
            predicted = asked.decision.action
            if predicted is None and is_rule:
                predicted = self._settings.fallback_action if self._settings.falls_back else ACTION_LISTEN
            if predicted is None or predicted == asked.action:
                continue
            if not is_rule and self._gives_up(asked.decision):
                continue
            yield from self._contradiction(asked, is_rule, None if asked.decision.action is None else predicted)

    def _contradiction(self, asked: Asked, is_rule: bool, predicted: str | None) -> Iterator[RuleContradiction]:
        place = _place(asked.told, asked.action)
        source = asked.decision.source
        known = self._deciders.get(source, {})
        if isinstance(source, str):
            if known:  # Rasa looks for the built-in decision among those that rules met, and finds none otherwise
                yield RuleContradiction(place, is_rule, predicted, built_in=source)
            return
        against = tuple(each for each in known if each.action != asked.action)
        if against:
            yield RuleContradiction(place, is_rule, predicted, against)

    def _gives_up(self, decision: Decision) -> bool:
        """Whether the rule that makes the bot listen only stands in the way of a longer one (_should_delete)."""
        source = decision.source
        if isinstance(source, str) or decision.action != ACTION_LISTEN or source not in self.memory.actions:
            return False
        if sum(state.previous_action is not None for state in source) > 1:
            return False
        text = as_rasa_writes(source)
        if not any(_begins(key, text) for key in self.memory.actions if key != source):
            return False
        self.memory = self.memory.without(source)
        return True


def _begins(key: RuleKey, text: str) -> bool:
    return as_rasa_writes(key).startswith(text[:-2])
