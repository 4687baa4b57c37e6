"""RulePolicy's training on a project: what it learns and what it would refuse, kept up to date story by story."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace

from teachback.dialogue.dialect import Dialect
from teachback.policies.configuration import Configuration
from teachback.policies.group_news import Mark, groups_since
from teachback.policies.learnt import Group, StoryId, Walk
from teachback.policies.rules.judged_stories import JudgedStories
from teachback.policies.rules.memory import (
    RuleMemory,
    story_examples,
    unhappy_turns,
)
from teachback.policies.rules.rule_only import RuleOnly, rule_only
from teachback.policies.rules.rule_policy import POLICY, RuleSettings, Source, settings_of
from teachback.policies.rules.rule_reader import RuleReader, Rules, UnhappyTurns
from teachback.policies.rules.story_names import StoryNames
from teachback.policies.rules.verdicts import (
    Deciders,
    Incompleteness,
    Judge,
    RuleContradiction,
    deciders,
)
from teachback.policies.rules.ways import Way, ways
from teachback.policies.tables import Tables


@dataclass(frozen=True, slots=True)
class RuleVerdicts:
    """Why RulePolicy refuses to train. As in Rasa, rules are held against each other and against stories only when
    none is incomplete and none has too many turns.
    """

    many_turns: tuple[tuple[StoryId, int], ...] = ()
    incomplete: tuple[Incompleteness, ...] = ()
    contradictions: tuple[RuleContradiction, ...] = ()


NO_VERDICTS = RuleVerdicts()


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What RulePolicy learns from rules, together with the loops and the names of the stories."""

    rules: Rules
    unhappy: UnhappyTurns
    only: RuleOnly
    memory: RuleMemory


@dataclass(frozen=True, slots=True)
class _Learnt:
    """The same for all memories that teach alike, and which places in rules decide."""

    memory: RuleMemory
    settings: RuleSettings
    rules: tuple[Way, ...]
    deciders: Deciders

    def decides_like(self, other: _Learnt) -> bool:
        """Whether the same rules decide the same, though they may be known by other numbers."""
        return self._by_order() == other._by_order()

    def _by_order(self) -> Mapping[Source, frozenset[tuple[object, ...]]]:
        order = {number: place for place, number in enumerate(dict.fromkeys(way[0].story for way in self.rules if way))}
        return {
            source: frozenset((order[each.story], each.step, each.action, each.implied) for each in places)
            for source, places in self.deciders.items()
        }


@dataclass(frozen=True, slots=True)
class _OfRules:
    """What is found in the rules themselves, by what RulePolicy remembers after the stories, and what it then does."""

    learnt: _Learnt
    before: RuleMemory
    found: tuple[RuleContradiction, ...]
    after: RuleMemory


class RuleTraining:
    """Trains on one project after each change; only what changed is judged again. One for each ``Tables``."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._mark: Mark | None = None
        self._reader = RuleReader(tables.placements, tables.featurizer)
        self._rules = Rules()
        self._turns: dict[Group, UnhappyTurns] = {}
        self._unjudged = frozenset[Group]()
        self._remembered: _Remembered | None = None
        self._names = StoryNames(tables)
        self._learnt: _Learnt | None = None
        self._stories = JudgedStories(tables)
        self._of_rules: _OfRules | None = None
        self._judged_last: RuleMemory | None = None

    def apart(self) -> RuleTraining:
        """A training that goes on from here on its own, and leaves this one as it is."""
        other = copy(self)
        other.part()
        return other

    def part(self) -> None:
        """Share no more with the one of which this is a copy."""
        self._turns = dict(self._turns)
        self._reader, self._names, self._stories = copy(self._reader), copy(self._names), copy(self._stories)
        self._names.part()
        self._stories.part()

    def verdicts(self, configuration: Configuration) -> RuleVerdicts:
        """What training would refuse; nothing without rules, or without RulePolicy."""
        self._judged_last = None
        setup = next((each for each in configuration.policies if each.name == POLICY), None)
        if setup is None or self.tables.domain.dialect is not Dialect.RASA3:
            return NO_VERDICTS
        settings = settings_of(setup)
        rules = self._rules = self._reader.read()
        if not rules.ways:
            self._forget()
            return NO_VERDICTS
        many = rules.many_turns if settings.restricts_rules else ()
        if not settings.checks_contradictions:
            return RuleVerdicts(many)
        if many or rules.incomplete:
            return RuleVerdicts(many, rules.incomplete)
        return RuleVerdicts(contradictions=self._contradictions(settings))

    def trained(self, configuration: Configuration) -> RuleMemory | None:
        """What RulePolicy remembers when its training is over; ``None`` where training refuses."""
        if self.verdicts(configuration) != NO_VERDICTS:
            return None
        return self._judged_last or self.memory()

    def memory(self) -> RuleMemory:
        """What RulePolicy learns from the rules, before it holds them against each other and against the stories."""
        self._rules = self._reader.read()
        self._take_in()
        return self._memory()

    def _memory(self) -> RuleMemory:
        rules = self._rules
        in_order = sorted(self._turns, key=self.tables.first_place)
        of_stories = {key: turn for group in in_order for key, turn in self._turns[group].items()}
        unhappy, only = {**rules.unhappy, **of_stories}, rule_only(rules.names, self._names.all())
        known = self._remembered
        if known is None or known.rules is not rules or known.unhappy != unhappy or known.only != only:
            memory = RuleMemory(rules.actions, unhappy, only)
            known = self._remembered = _Remembered(rules, unhappy, only, memory)
        return known.memory

    def _take_in(self) -> None:
        """Look at the groups of stories that have come or gone since the last time; all of them at first."""
        tables = self.tables
        changed = frozenset(group for group, _ in tables.walks()) if self._mark is None else groups_since(self._mark)
        self._mark = tables.news.mark()
        self._names.update(changed)
        for group in changed:
            self._turns.pop(group, None)
            walk = tables.walk(group)
            if walk is not None and (turns := self._turns_in(group, walk)):
                self._turns[group] = turns
        self._unjudged |= changed

    def _forget(self) -> None:
        """As long as there are no rules, nobody follows what the stories say."""
        self._mark = None
        self._turns, self._unjudged = {}, frozenset[Group]()
        self._names, self._stories = StoryNames(self.tables), JudgedStories(self.tables)

    def _turns_in(self, group: Group, walk: Walk) -> UnhappyTurns:
        """Nothing where no loop is ever active before an action."""
        state = self.tables.states.state
        if all(state(learnt.history.state).loop is None for learnt in walk.learnt):
            return {}
        featurizer = self.tables.featurizer
        found = ways(self.tables.segments_of(group), featurizer, 2)
        return {key: turn for way in found for key, turn in unhappy_turns(story_examples(way, featurizer))}

    def _contradictions(self, settings: RuleSettings) -> tuple[RuleContradiction, ...]:
        self._take_in()
        learnt = self._learn(settings)
        judge = Judge(learnt.memory, settings, self.tables.featurizer, learnt.deciders)
        of_stories = tuple(self._stories.judge(judge, learnt.rules, self._unjudged))
        self._unjudged = frozenset[Group]()
        of_rules = self._judge_rules(judge, learnt)
        self._judged_last = of_rules.after
        return tuple(dict.fromkeys((*of_stories, *of_rules.found)))

    def _judge_rules(self, judge: Judge, learnt: _Learnt) -> _OfRules:
        known, before = self._of_rules, judge.memory
        if known is None or known.learnt is not learnt or known.before is not before:
            found = tuple(each for way in learnt.rules for each in judge.judge(way, is_rule=True))
            known = self._of_rules = _OfRules(learnt, before, found, judge.memory)
        return known

    def _learn(self, settings: RuleSettings) -> _Learnt:
        memory, rules = self._memory(), self._rules.ways
        known = self._learnt
        alike = known is not None and known.settings == settings and known.memory.teaches_like(memory)
        if known is not None and alike and known.rules is rules:
            return known
        held = known.memory if known is not None and alike else memory
        learnt = _Learnt(held, settings, rules, deciders(held, rules, self.tables.featurizer))
        if known is not None and alike and not learnt.decides_like(known):
            learnt = replace(learnt, memory=memory)  # another one: what was judged by the former does not hold
        self._learnt = learnt
        return learnt
