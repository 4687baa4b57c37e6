"""Texts with every line end, with what only looks like one, and with characters of every width."""

from hypothesis import strategies as st

NO_LINE_ENDS = "\f\v\x1c\x1d\x1e\x85\u2028\u2029"

_CHARACTERS = st.sampled_from("ab \tä€語\U0001d11e\U0001f469\u200d\ud800" + NO_LINE_ENDS)
_LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])

texts = st.lists(_CHARACTERS | _LINE_ENDS, max_size=60).map("".join)
