"""Everything that the policies of a project have learnt, kept up to date story by story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import UNLIKELY_INTENT, Domain
from teachback.dialogue.events import ActionExecuted, Event
from teachback.dialogue.states import State, StateTable
from teachback.dialogue.transitions import Transitions
from teachback.formats.story_tree import PlacedStory
from teachback.policies.form_lessons import FormLessons
from teachback.policies.group_news import GroupNews
from teachback.policies.grouping import checkpoints_of, joined
from teachback.policies.history import History, Lookback, WindowKey
from teachback.policies.judged_windows import JudgedWindows, Touched
from teachback.policies.learnt import Group, Learnt, StoryId, Walk
from teachback.policies.placements import Placements
from teachback.policies.plain_story import Lesson, PlainStories
from teachback.policies.positions import Positions, positions_of
from teachback.policies.story_segments import StorySegments
from teachback.policies.training_order import TrainingOrder
from teachback.policies.unlisted_values import Unlisted, ValidationFeaturizer
from teachback.policies.walk import Past, Walker
from teachback.policies.windows import WindowTable
from teachback.project.segments import Segment, segments_of
from teachback.project.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Example:
    """A training example of a story. ``story`` is the story's index in its file, ``step`` the index of the step that
    is the action (``None``: an implied ``action_listen``); ``states`` is the whole history, the newest state last.
    ``predictable`` is false for an action with nothing before it, which no policy takes as a label.
    """

    action: str
    path: str
    story: int
    step: int | None
    states: tuple[State, ...]
    predictable: bool


@dataclass(frozen=True, slots=True)
class Unsettled:
    """The windows that were or are contradictory and have changed, and the files in which stories that did not change
    now have another index.
    """

    windows: Touched
    moved: frozenset[str]


class Tables:
    """What the stories of one domain teach. A new domain or another ``max_history`` asks for new tables."""

    def __init__(self, domain: Domain, max_history: int | None) -> None:
        self.domain = domain
        self.max_history = max_history
        self.featurizer = Featurizer(domain)
        self.states = StateTable()
        unfit = frozenset({UNLIKELY_INTENT} if domain.dialect is Dialect.RASA3 else ())
        self.windows = WindowTable(unfit)
        self.placements = Placements()
        self.news = GroupNews()
        self._lookback = Lookback(max_history)
        self._moved: set[str] = set()
        self._transitions = Transitions(self.featurizer, self.states)
        self._plain = PlainStories(domain, self._transitions, self._lookback)
        self._walker = Walker(self.featurizer, self.states, self._lookback)
        self._walks: dict[Group, Walk] = {}
        self.segments = StorySegments(domain, self.placements, self._walks)
        self._order = TrainingOrder(self.placements, self.segments.last_ordinal)
        self._unlisted = Unlisted(domain, self.states)
        self.judged = JudgedWindows(self.windows, self._walks, self._unlisted, self._lookback, unfit)
        self._cut: dict[Group, Walk] = {}
        self._left_open: dict[Group, Walk] = {}
        self._positions: dict[Group, tuple[list[StoryId], Positions | None]] = {}
        self._linked: dict[StoryId, frozenset[str]] = {}
        self._linked_groups: dict[StoryId, Group] = {}
        self._forms = FormLessons(self.featurizer, self.states)
        self.form_turns = self._forms.turns
        self.walked = 0

    def update(self, snapshot: Snapshot) -> None:
        """Take in a snapshot of the same domain and ``max_history``: only groups of stories that changed are walked."""
        changes = self.placements.update(snapshot)
        self._moved |= changes.moved
        linked_before = len(self._linked)
        touched = False
        for number in changes.gone:
            self.segments.drop(number)
            touched |= self._linked.pop(number, None) is not None
            self._drop((number,))
        for number in changes.fresh:
            story = self.placements.story(number).story
            lesson = self._plain.lesson(number, story)
            if lesson is not None:
                self._take_in(number, lesson)
                continue
            segments = segments_of(story, self.domain)
            if not segments:
                continue
            self.segments.hold(number, segments)
            checkpoints = checkpoints_of(segments)
            if checkpoints:
                self._linked[number] = checkpoints
            else:
                self._learn((number,), self._walker.walk([(number, segments)]))
                self._learn_turns((number,))
        if touched or len(self._linked) != linked_before:
            self._regroup()
        if changes.moved:
            self._reorder()

    def _regroup(self) -> None:
        before = dict.fromkeys(self._linked_groups.values())
        groups = dict.fromkeys(joined(self._linked))
        for gone in before:
            if gone not in groups:
                self._drop(gone)
        for group in groups:
            if group not in self._walks:
                self._learn(group, self._walker.walk(self.segments_of(group)))
                self._learn_turns(group)
        self._linked_groups = {number: group for group in groups for number in group}

    def _reorder(self) -> None:
        """What is told of ways through checkpoints hangs on the order of the stories."""
        for group in [group for group, (order, _) in self._positions.items() if order != self._in_order(group)]:
            del self._positions[group]
            self.judged.reorder(group, self.positions(group))

    def _take_in(self, number: StoryId, lesson: Lesson) -> None:
        if not lesson.walk.learnt:
            return
        self._learn((number,), lesson.walk)
        if lesson.in_forms:
            self._learn_turns((number,))

    def _learn(self, group: Group, walk: Walk) -> None:
        self._walks[group] = walk
        self.news.add(group)
        if walk.cut:
            self._cut[group] = walk
        if any(self.states.state(end.state).loop is not None for _, end in walk.ends):
            self._left_open[group] = walk
        self.windows.add(_keyed(walk))
        self.judged.add(group, walk, self.positions(group) if walk.cut or walk.goes_round else None)
        self.walked += 1

    def positions(self, group: Group) -> Positions | None:
        """Where a group of stories decides, as validation sees it; ``None`` where nobody can say so in short."""
        if group not in self._positions:
            positions = positions_of(self.segments_of(group), self._transitions, self._unlisted.seen)
            self._positions[group] = (self._in_order(group), positions)
        return self._positions[group][1]

    def training_order(self) -> TrainingOrder:
        """The order in which training takes the stories as they stand now."""
        self._order.update()
        return self._order

    def settle(self) -> Unsettled:
        """What has changed since this was asked last."""
        moved, self._moved = frozenset(self._moved), set()
        return Unsettled(self.judged.settle(), moved)

    @property
    def validation(self) -> Featurizer:
        """How validation sees the stories: ``featurizer`` itself where that is how training does."""
        return ValidationFeaturizer(self.domain) if self.judged.differs else self.featurizer

    def _in_order(self, group: Iterable[StoryId]) -> list[StoryId]:
        """Numbers grow as stories change; what is told of a project must not depend on how it came about."""
        return sorted(group, key=self.placements.where)

    def _learn_turns(self, group: Group) -> None:
        self._forms.learn(group, {number: self.placements.story(number).story for number in group})

    def _drop(self, group: Group) -> None:
        walk = self._walks.pop(group, None)
        if walk is not None:
            self.news.add(group)
            self._cut.pop(group, None)
            self._positions.pop(group, None)
            self._left_open.pop(group, None)
            self.windows.remove(_keyed(walk))
            self.judged.remove(group, walk)
        self._forms.drop(group)

    def walks(self) -> Iterator[tuple[Group, Walk]]:
        """Every group of stories with what it teaches."""
        return iter(self._walks.items())

    def cut(self) -> tuple[Group, ...]:
        """The groups of stories that are joined in more ways than were followed."""
        return tuple(self._cut)

    def left_open(self) -> tuple[Walk, ...]:
        """What those groups of stories teach in which a conversation ends while a form or loop is active."""
        return tuple(self._left_open.values())

    def groups(self) -> tuple[Group, ...]:
        """The groups of stories that are walked together, in the order of the files."""
        return tuple(sorted(self._walks, key=self.first_place))

    def first_place(self, group: Group) -> tuple[str, int]:
        """Where the first of some stories stands: its file and its index there."""
        return min(map(self.placements.where, group))

    def walk(self, group: Group) -> Walk | None:
        """What stories that are walked together teach; ``None`` for any others."""
        return self._walks.get(group)

    def walk_of(self, number: StoryId) -> Walk | None:
        """What a story without checkpoints teaches; ``None`` for one that is walked together with others."""
        return self._walks.get((number,))

    def group_of(self, number: StoryId) -> Group:
        """The stories that a trained story is walked together with, itself included; empty for any other."""
        group = self._linked_groups.get(number, (number,))
        return group if group in self._walks else ()

    def windows_along(self, events: Iterable[Event]) -> Iterator[tuple[int, WindowKey, str]]:
        """The actions of one conversation: the index of each among the events, the key of the window before it, its
        name."""
        for index, past, action in self._pasts_along(events):
            yield index, past.key, action

    def states_along(self, events: Iterable[Event]) -> Iterator[tuple[int, tuple[State, ...], str]]:
        """The actions of one conversation: the index of each among the events, the states before it, the newest last,
        its name."""
        for index, past, action in self._pasts_along(events):
            yield index, self.states_of(past.history), action

    def _pasts_along(self, events: Iterable[Event]) -> Iterator[tuple[int, Past, str]]:
        past = self._walker.start()
        for index, event in enumerate(events):
            past = self._walker.happen(past, event)
            if isinstance(event, ActionExecuted):
                yield index, past, event.name

    def segments_of(self, group: Iterable[StoryId]) -> list[tuple[StoryId, tuple[Segment, ...]]]:
        """The segments of some trained stories, in the order of files and lines; rules have none."""
        told = ((number, self.segments.of(number)) for number in self._in_order(group))
        return [(number, segments) for number, segments in told if segments]

    def examples(self) -> Iterator[Example]:
        """Every training example of the stories, ``action_listen`` included."""
        for walk in self._walks.values():
            for learnt in walk.learnt:
                yield self.example(learnt)

    def example(self, learnt: Learnt) -> Example:
        """An example as others may see it."""
        path, story = self.placements.where(learnt.story)
        return Example(
            learnt.action,
            path,
            story,
            None if learnt.implied else learnt.step,
            self.states_of(learnt.history),
            learnt.predictable,
        )

    def states_of(self, history: History | None) -> tuple[State, ...]:
        """The states of a past, the newest last."""
        return tuple(self.states.state(number) for number in history.oldest_first()) if history else ()

    def key_of(self, states: Sequence[State]) -> WindowKey:
        """The key of the window in which a conversation with these states ends."""
        key = self._lookback.start
        for state in states:
            key = self._lookback.extend(key, self.states.number(state))
        return key

    def placed(self, number: StoryId) -> PlacedStory:
        """The story that bears a number, where it stands now."""
        return self.placements.story(number)


_KEY = attrgetter("key")


def _keyed(walk: Walk) -> Iterator[tuple[WindowKey, Learnt]]:
    return zip(map(_KEY, walk.learnt), walk.learnt, strict=True)
