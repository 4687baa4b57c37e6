"""Any states, such as no conversation may come to."""

from hypothesis import strategies as st

from teachback.dialogue.states import State

FEW = st.sampled_from((None, "a", "b", "action_listen", "utter_a_b", "a_form", ""))
SLOTS = st.dictionaries(st.sampled_from("abc"), st.lists(st.sampled_from((0.0, 0.5, 1.0)), max_size=2).map(tuple))
STATES: st.SearchStrategy[State] = st.builds(
    State,
    intent=FEW,
    text=FEW,
    entities=st.sets(st.sampled_from("ab")).map(lambda names: tuple(sorted(names))),
    slots=SLOTS.map(lambda slots: tuple(sorted(slots.items()))),
    previous_action=FEW,
    loop=FEW,
)
