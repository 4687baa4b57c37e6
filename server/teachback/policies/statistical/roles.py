"""The parts that an action can play in a window: labels beside the actions themselves.

What a form or a repeated question has to do with the features of a window is learnt once for the part and not for each
action anew: "after the interruption the bot goes back to the form", whichever form that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from teachback.policies.statistical.actions import Actions
from teachback.policies.statistical.templates import Template, actions_by_template
from teachback.policies.statistical.view import View, meaning

_GENERAL = ("the active loop", "another loop", "the loop that ran last", "the same again", "the intent's namesake")

Role = str | tuple[str, Template]
"""A part that there is in any domain, or one for a template: what that gives for the active loop, or the one before."""

# From this likeness on an action may be called an intent's namesake.
_ALIKE = 0.3


def roles_with(templates: Sequence[Template]) -> tuple[Role, ...]:
    """Every part in a domain with these templates, in the order of the weights."""
    return (*_GENERAL, *((loop, template) for template in templates for loop in ("active", "before")))


class Roles:
    """Finds the actions of one domain that play a part in a view."""

    __slots__ = ("_actions", "_by_template", "_loops", "_templates")

    def __init__(self, actions: Actions, loops: frozenset[str], templates: Sequence[Template]) -> None:
        self._actions = actions
        self._loops = loops
        self._templates = templates
        self._by_template = actions_by_template(actions.names, loops)

    def of(self, view: View) -> tuple[tuple[int, int], ...]:
        """Pairs of a part's index and the index of the action that plays it."""
        active = view.newest.loop
        earlier = next((state.loop for state in view.states[1:] if state.loop not in (None, active)), None)
        last = next((each.previous_action for each in view.states if each.previous_action in self._loops), None)
        index = self._actions.index
        general = (index.get(name or "") for name in self._general(view, earlier))
        before = earlier or (last if active is None else None)
        templated = (
            self._by_template.get((template, loop or "")) for template in self._templates for loop in (active, before)
        )
        everybody = enumerate(chain(general, templated))
        return tuple((part, action) for part, action in everybody if action is not None)

    def _general(self, view: View, earlier: str | None) -> Iterator[str | None]:
        active = view.newest.loop
        ran = (state.previous_action for state in view.states)
        yield active
        yield earlier
        yield next((action for action in ran if action in self._loops and action not in (active, earlier)), None)
        # while the bot acts, the last two do harm: it seldom repeats itself within a turn
        yield view.bot_before if view.answering else None
        yield self._namesake(meaning(view.newest)) if view.answering else None

    def _namesake(self, name: str | None) -> str | None:
        numbers, degrees = self._actions.resembling(name or "")
        best = max(zip(degrees, (-number for number in numbers), strict=True), default=(0.0, 0))
        return self._actions.names[-best[1]] if best[0] > _ALIKE else None
