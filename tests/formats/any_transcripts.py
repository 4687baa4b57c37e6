"""Conversations for property tests: any names and values, with what trips notations up more often than not."""

from __future__ import annotations

from hypothesis import strategies as st

from teachback.dialogue.events import (
    ActionExecuted,
    AllSlotsReset,
    EntityMention,
    FollowupAction,
    LoopChanged,
    SlotSet,
)
from teachback.dialogue.transcript import Annotation, BotMessage, BotRan, BotSaid, Entry, Understanding, UserSaid
from teachback.dialogue.values import Value, freeze

_TRICKY = (
    "greet",
    "two words",
    "日本語",
    'it\'s "quoted"',
    "a # b",
    "a: b",
    "a OR b",
    " OR OR ",
    "`x`",
    "<!-- x -->",
    "{x}",
    "[x](y)",
    "- x",
    "* x",
    "form: x",
    "slot",
    "restart",
    "no",
    "null",
    "012",
    "1e3",
    "~",
    "${HOME}",
    "two\nlines",
    " blank\t",
    "\u2028",
    "\x85",
    "\ufeff",
    "\\u00e9",
    "&a",
    "!x",
    "%x",
    "@x",
    "|",
    ">",
    "?",
    "---",
    "...",
    "é😀",
)
names = st.sampled_from(_TRICKY) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
"""Names and texts of any kind."""

values: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | names,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=4,
).map(freeze)
"""Values of slots and entities."""


def messages(mentions: st.SearchStrategy[EntityMention]) -> st.SearchStrategy[UserSaid]:
    """Messages with an intent; the marks are anywhere."""
    annotations = st.lists(st.builds(Annotation, mentions, st.integers(0, 4), st.integers(0, 8)), max_size=3)
    return st.builds(UserSaid, st.builds(Understanding, names, names, annotations=annotations.map(tuple)))


plain_mentions = st.builds(EntityMention, names, values)
mentions = st.builds(EntityMention, names, values, st.none() | names, st.none() | names)
actions = st.builds(BotRan, st.builds(ActionExecuted, names))
_others: st.SearchStrategy[Entry] = st.one_of(
    st.builds(SlotSet, names, values),
    st.builds(FollowupAction, names),
    st.just(AllSlotsReset()),
    st.just(BotSaid(BotMessage("hello"))),
)


def transcripts(said: st.SearchStrategy[UserSaid]) -> st.SearchStrategy[tuple[Entry, ...]]:
    """Conversations without forms."""
    return st.lists(said | actions | _others, max_size=6).map(tuple)


loops = st.builds(LoopChanged, st.none() | names)
