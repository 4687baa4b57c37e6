"""The table of windows tells of every row that has changed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from teachback.policies.history import History, WindowKey
from teachback.policies.learnt import Learnt
from teachback.policies.windows import WindowTable

UNFIT = "unlikely"
PAST = History(0, None)

Held = dict[WindowKey, dict[str, set[Learnt]]]

examples = st.builds(
    Learnt,
    key=st.just((1,)),
    action=st.sampled_from(["a", "b", UNFIT]),
    story=st.integers(0, 1),
    step=st.just(0),
    implied=st.just(False),
    history=st.just(PAST),
)


@settings(max_examples=1000)
@given(st.lists(st.lists(examples, max_size=8), min_size=2, max_size=4))
def test_what_has_changed_of_contradictory_rows_is_told(periods: list[list[Learnt]]) -> None:
    """Each example comes when it is named first, goes when it is named again, and so on."""
    table, present = WindowTable(frozenset({UNFIT})), set[Learnt]()
    before: Held = {}
    for period in periods:
        for example in period:
            change = table.remove if example in present else table.add
            change([(example.key, example)])
            present ^= {example}
        touched, now = table.settle(), contradictory(present)
        assert {key: rows_of(table, key) for key in table.contradictory_keys()} == now
        assert now.keys() - before.keys() <= touched.keys()
        for key in now.keys() & before.keys():
            assert changed(before[key], now[key]) <= set(touched.get(key, ()))
        before = now


def contradictory(present: set[Learnt]) -> Held:
    found: Held = {}
    for example in present:
        found.setdefault(example.key, {}).setdefault(example.action, set()).add(example)
    return {key: row for key, row in found.items() if len(row) > 1 or UNFIT in row}


def rows_of(table: WindowTable, key: WindowKey) -> dict[str, set[Learnt]]:
    return {action: set(found) for action, found in table.row(key).items()}


def changed(before: dict[str, set[Learnt]], now: dict[str, set[Learnt]]) -> set[str]:
    return {action for action in {*before, *now} if before.get(action) != now.get(action)}
