"""What RulePolicy says of stories while it trains, kept up to date group by group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from teachback.policies.learnt import Group, Walk
from teachback.policies.rules.memory import RuleMemory
from teachback.policies.rules.rule_policy import may_decide
from teachback.policies.rules.verdicts import Judge, RuleContradiction
from teachback.policies.rules.ways import Way, ways
from teachback.policies.tables import Tables


@dataclass(frozen=True, slots=True)
class _Judged:
    """What RulePolicy remembers before a group of stories and after it, and what it finds there."""

    before: RuleMemory
    found: tuple[RuleContradiction, ...]
    after: RuleMemory


class JudgedStories:
    """Judges groups of stories in the order of the files. One that makes RulePolicy give up a rule counts for all that
    come after it: as long as there is none, only those are judged that have changed.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._rules: tuple[Way, ...] = ()
        self._start: RuleMemory | None = None
        self._judged: dict[Group, _Judged] = {}
        self._refused: dict[Group, _Judged] = {}
        self._gives_up = False
        self._silent: tuple[RuleMemory | None, dict[int, bool]] = (None, {})

    def part(self) -> None:
        """Share no more with the one of which this is a copy."""
        self._judged, self._refused = dict(self._judged), dict(self._refused)

    def judge(self, judge: Judge, rules: tuple[Way, ...], changed: Iterable[Group]) -> Iterator[RuleContradiction]:
        """What is found in all groups, of which some may have ``changed`` since the last time. ``judge.memory`` is
        afterwards what RulePolicy remembers then.
        """
        start = judge.memory
        again = {*changed, *(self._told_otherwise(rules) if rules is not self._rules else ())}
        for group in again:
            self._judged.pop(group, None)
            self._refused.pop(group, None)
        lookback = max(map(len, start.actions), default=1) + 1
        if start is not self._start or self._gives_up or not self._add(judge, lookback, again):
            judge.memory = start
            self._judge_all(judge, lookback)
        self._rules, self._start = rules, start
        return (each for judged in self._refused.values() for each in judged.found)

    def _told_otherwise(self, rules: tuple[Way, ...]) -> Iterator[Group]:
        """The same rules may be known by other numbers than when they decided about a group."""
        numbers = frozenset(told.story for way in rules for told in way)
        for group, judged in self._refused.items():
            if any(place.story not in numbers for found in judged.found for place in found.rules):
                yield group

    def _add(self, judge: Judge, lookback: int, groups: Iterable[Group]) -> bool:
        """Judge some groups; whether none of them makes RulePolicy give up a rule."""
        before = judge.memory
        for group in groups:
            walk = self._tables.walk(group)
            if walk is not None:
                self._keep(group, self._judge(judge, group, walk, lookback))
                if judge.memory is not before:
                    return False
        return True

    def _judge_all(self, judge: Judge, lookback: int) -> None:
        start, known = judge.memory, self._judged
        self._judged, self._refused = {}, {}
        for group in self._tables.groups():
            judged, walk = known.get(group), self._tables.walk(group)
            if walk is not None and (judged is None or judged.before is not judge.memory):
                judged = self._judge(judge, group, walk, lookback)
            if judged is not None:
                self._keep(group, judged)
                judge.memory = judged.after
        self._gives_up = judge.memory is not start

    def _keep(self, group: Group, judged: _Judged) -> None:
        self._judged[group] = judged
        if judged.found:
            self._refused[group] = judged

    def _judge(self, judge: Judge, group: Group, walk: Walk, lookback: int) -> _Judged:
        before = judge.memory
        if all(map(self._tables.segments.is_plain, group)) and self._is_silent(before, walk):
            return _Judged(before, (), before)
        found = ways(self._tables.segments_of(group), self._tables.featurizer, lookback)
        contradictions = dict.fromkeys(each for way in found for each in judge.judge(way, is_rule=False))
        return _Judged(before, tuple(contradictions), judge.memory)

    def _is_silent(self, memory: RuleMemory, walk: Walk) -> bool:
        """Whether no rule has a say anywhere in a plain story."""
        if self._silent[0] is not memory:
            self._silent = (memory, {})
        known, state = self._silent[1], self._tables.states.state
        for number in {learnt.history.state for learnt in walk.learnt}:
            silent = known.get(number)
            if silent is None:
                silent = known[number] = not may_decide(memory, state(number))
            if not silent:
                return False
        return True
