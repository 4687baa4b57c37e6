"""The windows in which stories are judged: those that were walked, as validation sees them, and those that only the
graph of positions shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain

from teachback.policies.contested import Shared
from teachback.policies.history import Lookback, WindowKey
from teachback.policies.learnt import Group, Learnt, Walk
from teachback.policies.many_ways import NOTHING, Found, ManyWays
from teachback.policies.positions import Positions
from teachback.policies.unlisted_values import Unlisted
from teachback.policies.windows import Row, WindowTable

Touched = Mapping[WindowKey, AbstractSet[str] | None]
"""Windows that have changed, each with the actions of which the examples are others; ``None``: it may be any."""


class JudgedWindows:
    """They are training's own as long as validation sees all stories as training does, and all ways are walked.

    ``learnt`` is training's table, ``walks`` are all groups of stories as they are learnt now. ``differs`` says whether
    validation sees any story in another way than training.
    """

    def __init__(
        self,
        learnt: WindowTable,
        walks: Mapping[Group, Walk],
        unlisted: Unlisted,
        lookback: Lookback,
        unfit: frozenset[str],
    ) -> None:
        self._learnt = learnt
        self._walks = walks
        self._unlisted = unlisted
        self._lookback = lookback
        self._unfit = unfit
        self._first = unlisted.states.is_first
        self._table = learnt
        self.differs = False
        self._positions: dict[Group, Positions] = {}
        self._given_up: set[Group] = set()
        self._ways = ManyWays((), self._lookback, self._unfit, self._first)
        self._own: dict[WindowKey, Found] = {}
        self._met: dict[WindowKey, Found] = {}
        self._outdated = False
        self._stirred: set[WindowKey] = set()
        self._touched: set[WindowKey] = set()

    def add(self, group: Group, walk: Walk, positions: Positions | None) -> None:
        """Take in a group, which is among the walks already; with its ``positions`` where not all ways are walked."""
        self.differs = self.differs or self._unlisted.any_more()
        if positions is not None:
            self._positions[group] = positions
            self._outdated = True
        if self._table is not self._learnt:
            self._put(group, walk)
        elif self.differs or positions is not None:
            self._table = WindowTable(self._unfit)
            for each, taught in self._walks.items():
                self._put(each, taught)
            self._touched.update(self._table.contradictory_keys())

    def remove(self, group: Group, walk: Walk) -> None:
        """Forget a group that was added before."""
        if self._positions.pop(group, None) is not None:
            self._outdated = True
            if group not in self._given_up:
                return
            self._given_up.remove(group)
        if self._table is not self._learnt:
            keyed = tuple(self._as_validated(walk))
            self._table.remove(keyed)
            self._stir(keyed)

    def reorder(self, group: Group, positions: Positions | None) -> None:
        """Take in that the stories of a group stand in another order: its positions do, too."""
        if group in self._positions and positions is not None:
            self._positions[group] = positions
            self._outdated = True

    def settle(self) -> Touched:
        """The windows that were or are contradictory and have changed since this was asked last."""
        self._bring_up()
        touched, self._touched = self._touched, set()
        return {**self._table.settle(), **dict.fromkeys(touched)}

    def contradictory_keys(self) -> tuple[WindowKey, ...]:
        """The keys of the windows after which stories run different actions, or one that contradicts by itself. Where
        the graph of positions shows more of them at the same places than anybody wants to see, only some.
        """
        self._bring_up()
        return tuple(dict.fromkeys(chain(self._table.contradictory_keys(), self._own, self._met)))

    def row(self, key: WindowKey) -> Row:
        """The actions that follow a window, and where."""
        self._bring_up()
        found = self._found(key)
        if found is NOTHING:
            return self._table.row(key)
        row = {action: dict(examples) for action, examples in self._table.row(key).items()}
        for each in found.examples:
            row.setdefault(each.action, {})[each] = None
        return row

    def walked(self, key: WindowKey) -> Row:
        """The same, without what only the graph of positions tells."""
        return self._table.row(key)

    def window(self, key: WindowKey) -> tuple[int, ...]:
        """The numbers of the states of a contradictory window, the newest last."""
        return self._lookback.states(key)

    def contradicts(self, key: WindowKey) -> bool:
        """Whether stories run different actions after a window, or one that contradicts by itself."""
        self._bring_up()
        after = self._ways.after(key, self.window(key)).examples
        actions = {*self._table.row(key), *(each.action for each in after)}
        return len(actions) > 1 or not self._unfit.isdisjoint(actions)

    def shared(self, key: WindowKey) -> Shared:
        """What pasts share that lead to different actions, as far as the graph of positions tells of a window."""
        self._bring_up()
        found = self._found(key)
        others = chain.from_iterable(self._table.row(key).values())
        return self._ways.shared(found, others) if found is not NOTHING else Shared()

    def by_positions(self, groups: Iterable[Group]) -> bool:
        """Whether any of some groups is judged by the graph of its positions."""
        self._bring_up()
        return any(group in self._positions and group not in self._given_up for group in groups)

    def _bring_up(self) -> None:
        if self._outdated:
            self._judge_positions()
        stirred, self._stirred = self._stirred, set()
        for key in stirred:
            self._meet(key)

    def _judge_positions(self) -> None:
        self._outdated = False
        for group in self._given_up:
            self._table.remove(self._as_validated(self._walks[group]))
        self._given_up.clear()
        self._touched.update(self._own, self._met)
        self._own, self._met = {}, {}
        self._ways = ManyWays(self._positions.values(), self._lookback, self._unfit, self._first)
        if self._ways.cut:
            self._ways = ManyWays((), self._lookback, self._unfit, self._first)
            self._given_up.update(self._positions)
            for group in self._given_up:
                self._table.add(self._as_validated(self._walks[group]))
            return
        self._own = self._ways.contradictory()
        self._touched.update(self._own)
        self._stirred.update(self._table)

    def _put(self, group: Group, walk: Walk) -> None:
        if group in self._positions:
            return
        keyed = tuple(self._as_validated(walk))
        self._table.add(keyed)
        self._stir(keyed)

    def _stir(self, keyed: Iterable[tuple[WindowKey, Learnt]]) -> None:
        """What stories with many ways say after these windows has to be found out again."""
        if self._positions and not self._outdated:
            self._stirred.update(key for key, _ in keyed)

    def _meet(self, key: WindowKey) -> None:
        """Find out what stories with many ways say after a window of others."""
        if self._met.pop(key, None) is not None or key in self._own:
            self._touched.add(key)
        row = self._table.row(key)
        example = next((each for examples in row.values() for each in examples), None)
        if key in self._own or example is None or not self._ways.knows(self._unlisted.seen(example.history.state)):
            return
        found = self._ways.after(key, self._lookback.states(key))
        actions = {*row, *(each.action for each in found.examples)}
        if found is not NOTHING and (len(actions) > 1 or not self._unfit.isdisjoint(actions)):
            self._met[key] = found
            self._touched.add(key)

    def _found(self, key: WindowKey) -> Found:
        return self._own.get(key) or self._met.get(key, NOTHING)

    def _as_validated(self, walk: Walk) -> Iterator[tuple[WindowKey, Learnt]]:
        return zip(self._unlisted.keys(walk.learnt, self._lookback), walk.learnt, strict=True)
